/** What a set of flows must obey beyond its shape: every target exists, every node can be reached, no silent caller goes round for ever. */
import type { FlowFile, FlowNode } from './flow.schema.ts'

/** A broken rule: in which flow, where, and why, as the end of a sentence. */
export interface FlowFault {
  flow: string
  /** Path in the file, like `nodes.main.choices.1`. */
  place: string
  reason: string
}

/** A way out of a node. `waits` = only a key pressed by the caller leads there. */
interface Exit {
  place: string
  target: string
  waits: boolean
}

/** All faults of the flows together, in the order of the files. */
export function faultsOf(flows: readonly FlowFile[]): FlowFault[] {
  const byName = new Map(flows.map((flow) => [flow.name, flow]))
  const faults = flows.flatMap((flow) => [
    ...targetFaults(flow, byName),
    ...unreachableNodes(flow),
    ...answerFaults(flow),
    ...menuFaults(flow),
  ])
  return faults.length > 0 ? faults : endlessLoops(flows)
}

/** Every prompt name that a node says, with the place where it stands; `zh/` or `en/` may stand before the name. */
export function promptsSaid(flow: FlowFile): Array<{ place: string; name: string }> {
  return Object.entries(flow.nodes).flatMap(([id, node]) =>
    (['say', 'invalid', 'noInput'] as const).flatMap((part) =>
      said(node, part).map((name, index) => ({ place: `nodes.${id}.${part}.${index}`, name })),
    ),
  )
}

function said(node: FlowNode, part: 'say' | 'invalid' | 'noInput'): readonly string[] {
  if (part === 'say') return 'say' in node ? (node.say ?? []) : []
  return node.verb === 'menu' || node.verb === 'answer' ? node[part] : []
}

function exitsOf(id: string, node: FlowNode): Exit[] {
  const at = (part: string, target: string, waits: boolean) => ({ place: `nodes.${id}.${part}`, target, waits })
  switch (node.verb) {
    case 'play':
    case 'language':
    case 'record':
      return [at('next', node.next, false)]
    case 'answer':
      return [at('next', node.next, true), at('otherwise', node.otherwise, false)]
    case 'menu':
      return [
        ...Object.entries(node.choices).map(([key, target]) => at(`choices.${key}`, target, true)),
        at('otherwise', node.otherwise, false),
      ]
    default:
      return []
  }
}

function targetFaults(flow: FlowFile, flows: ReadonlyMap<string, FlowFile>): FlowFault[] {
  const known = (id: string) => Object.hasOwn(flow.nodes, id)
  const fault = (place: string, reason: string) => ({ flow: flow.name, place, reason })
  const faults = known(flow.start) ? [] : [fault('start', `there is no node "${flow.start}" in this flow`)]
  for (const [id, node] of Object.entries(flow.nodes)) {
    for (const exit of exitsOf(id, node)) {
      if (!known(exit.target)) faults.push(fault(exit.place, `there is no node "${exit.target}" in this flow`))
    }
    if (node.verb === 'goto' && !flows.has(node.flow)) {
      faults.push(fault(`nodes.${id}.flow`, `there is no flow "${node.flow}"`))
    }
  }
  return faults
}

function unreachableNodes(flow: FlowFile): FlowFault[] {
  const reached = new Set<string>()
  const open = [flow.start]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = Object.hasOwn(flow.nodes, id) ? flow.nodes[id] : undefined
    if (node === undefined || reached.has(id)) continue
    reached.add(id)
    open.push(...exitsOf(id, node).map((exit) => exit.target))
  }
  return Object.keys(flow.nodes)
    .filter((id) => !reached.has(id))
    .map((id) => ({ flow: flow.name, place: `nodes.${id}`, reason: 'no way leads to this node' }))
}

function answerFaults(flow: FlowFile): FlowFault[] {
  return Object.entries(flow.nodes).flatMap(([id, node]) =>
    node.verb === 'answer' && node.from > node.to
      ? [{ flow: flow.name, place: `nodes.${id}.from`, reason: `${node.from} is more than "to", ${node.to}` }]
      : [],
  )
}

function menuFaults(flow: FlowFile): FlowFault[] {
  return Object.entries(flow.nodes).flatMap(([id, node]) =>
    node.verb === 'menu' && Object.keys(node.choices).length === 0
      ? [{ flow: flow.name, place: `nodes.${id}.choices`, reason: 'a menu needs at least one choice' }]
      : [],
  )
}

/** Depth-first over the exits that need no key; meeting a node that is still being followed closes a loop. */
function endlessLoops(flows: readonly FlowFile[]): FlowFault[] {
  const byName = new Map(flows.map((flow) => [flow.name, flow]))
  const state = new Map<string, 'followed' | 'done'>()

  const loopFrom = (flow: FlowFile, id: string): FlowFault | undefined => {
    const key = `${flow.name}/${id}`
    const node = flow.nodes[id]
    if (node === undefined || state.get(key) === 'done') return undefined
    if (state.get(key) === 'followed') {
      return {
        flow: flow.name,
        place: `nodes.${id}`,
        reason: 'a caller who presses nothing comes round to this node for ever',
      }
    }
    state.set(key, 'followed')
    const other = node.verb === 'goto' ? byName.get(node.flow) : undefined
    let fault = other === undefined ? undefined : loopFrom(other, other.start)
    for (const exit of exitsOf(id, node)) {
      if (!exit.waits) fault ??= loopFrom(flow, exit.target)
    }
    state.set(key, 'done')
    return fault
  }

  for (const flow of flows) {
    for (const id of Object.keys(flow.nodes)) {
      const fault = loopFrom(flow, id)
      if (fault !== undefined) return [fault]
    }
  }
  return []
}
