/** The way a caller took through the menu, as short as it can be read: zh > 2. */
import type { Call } from '../../server/contracts/calls.ts'

/** Language, then every key that was pressed. */
export function menuPath(call: Pick<Call, 'language' | 'path'>): string {
  const pressed = call.path.flatMap((step) => (step.pressed === undefined ? [] : [step.pressed]))
  return [call.language, ...pressed].join(' > ')
}
