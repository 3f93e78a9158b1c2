/** The way a caller took through the menu, as short as it can be read: zh > 2. */
import type { Call } from '../../server/contracts/calls.ts'

/** Language, then every key that was pressed. */
export function menuPath(call: Pick<Call, 'language' | 'path'>): string {
  // The choice of the language is shown by its result.
  return [call.language, ...pressedKeys(call)].join(' > ')
}

/** Every key that was pressed but the choice of the language. */
export function pressedKeys(call: Pick<Call, 'path'>): string[] {
  const steps = call.path.filter((step) => !step.node.includes('language'))
  return steps.flatMap((step) => (step.pressed === undefined ? [] : [step.pressed]))
}
