/** The way a caller took through the menu, as short as it can be read: zh > 2. */
import type { Call } from '../../server/contracts/calls.ts'

/** Language, then every key that was pressed. */
export function menuPath(call: Pick<Call, 'language' | 'path'>): string {
  // The choice of the language is shown by its result.
  const steps = call.path.filter((step) => !step.node.includes('language'))
  const pressed = steps.flatMap((step) => (step.pressed === undefined ? [] : [step.pressed]))
  return [call.language, ...pressed].join(' > ')
}
