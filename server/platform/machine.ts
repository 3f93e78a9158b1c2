/** The law engine: a table typed by state and event. An event without an entry leaves the state as it is: the late BYE is harmless by law. */

type Tagged = { state: string }
type Named = { event: string }

/** For each state the events it accepts, each a pure function to the next state. */
export type Law<S extends Tagged, E extends Named> = {
  [State in S['state']]: {
    [Event in E['event']]?: (state: Extract<S, { state: State }>, event: Extract<E, { event: Event }>) => S
  }
}

export interface Step<S> {
  state: S
  changed: boolean
}

/** Applies one event by the law; `changed` is false when the table has no entry for it. */
export function step<S extends Tagged, E extends Named>(law: Law<S, E>, state: S, event: E): Step<S> {
  const row = law[state.state as S['state']] as Record<string, ((state: S, event: E) => S) | undefined>
  const move = Object.hasOwn(row, event.event) ? row[event.event] : undefined
  if (!move) return { state, changed: false }
  return { state: move(state, event), changed: true }
}
