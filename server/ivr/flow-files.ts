/** Loads every flow file at start; anything wrong in any of them refuses the start with file, place and reason. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { z } from 'zod'
import { faultsOf, promptsSaid } from './flow.rules.ts'
import { type FlowFile, flowSchema } from './flow.schema.ts'
import { readJson } from './json-source.ts'
import type { PromptFiles } from './prompt-files.ts'
import { recordingFault } from './recording-file.ts'

/** One fault of one file. */
export interface FlowFileFault {
  /** Name of the file, `main-menu.json`. */
  file: string
  /** Line and column, or a path like `nodes.main.choices.1`. */
  place: string
  reason: string
}

/** The start is refused: `message` has one sentence a fault, one a line. */
export class FlowFilesRefused extends Error {
  override name = 'FlowFilesRefused'
  readonly faults: readonly FlowFileFault[]

  constructor(faults: readonly FlowFileFault[]) {
    super(faults.map(({ file, place, reason }) => `ivr-flows/${file}, ${place}: ${reason}.`).join('\n'))
    this.faults = faults
  }
}

/** Flows that passed every check, by name. */
export type Flows = ReadonlyMap<string, FlowFile>

/** A flow file larger than this is refused unread, bytes. */
const largestFile = 512 * 1024

/** Loads `*.json` of `folder` (flow.schema.json apart). Throws FlowFilesRefused with all faults found. */
export function loadFlows(folder: string, prompts: PromptFiles): Flows {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.json') && file !== 'flow.schema.json')
    .sort()
  const readings = files.map((file) => readFlow(folder, file))
  refuse(readings.flatMap((reading) => ('faults' in reading ? reading.faults : [])))

  const flows = readings.flatMap((reading) => ('flow' in reading ? [reading.flow] : []))
  const rules = faultsOf(flows).map(({ flow, place, reason }) => ({ file: `${flow}.json`, place, reason }))
  refuse([...rules, ...flows.flatMap((flow) => recordingFaults(flow, prompts)), ...faultsOfTheHouse(prompts)])
  return new Map(flows.map((flow) => [flow.name, flow]))
}

function refuse(faults: readonly FlowFileFault[]): void {
  if (faults.length > 0) throw new FlowFilesRefused(faults)
}

type FlowReading = { flow: FlowFile } | { faults: FlowFileFault[] }

function readFlow(folder: string, file: string): FlowReading {
  const path = join(folder, file)
  if (statSync(path).size > largestFile) {
    return { faults: [{ file, place: 'the whole file', reason: `it is larger than ${largestFile / 1024} KiB` }] }
  }
  const json = readJson(readFileSync(path, 'utf8'))
  if ('fault' in json) return { faults: [{ file, ...json.fault }] }
  const parsed = flowSchema.safeParse(json.value)
  if (!parsed.success) return { faults: parsed.error.issues.map((issue) => ({ file, ...faultOf(issue) })) }
  if (parsed.data.name !== basename(file, '.json')) {
    return { faults: [{ file, place: 'name', reason: `it is "${parsed.data.name}", but must be that of the file` }] }
  }
  return { flow: parsed.data }
}

function faultOf(issue: z.core.$ZodIssue): { place: string; reason: string } {
  const place = issue.path.length === 0 ? 'the whole file' : issue.path.join('.')
  if (issue.code === 'unrecognized_keys') {
    return { place, reason: `it has ${issue.keys.map((key) => `"${key}"`).join(', ')}, which nobody reads here` }
  }
  if (issue.code === 'invalid_key') return { place, reason: `this name ${issue.issues[0]?.message ?? 'is wrong'}` }
  if (issue.code === 'invalid_union' && issue.path.at(-1) === 'verb') {
    return { place, reason: 'this is not a verb; the verbs are in ivr-flows/README.md' }
  }
  return { place, reason: issue.message.replace(/^./, (first) => first.toLowerCase()) }
}

function recordingFaults(flow: FlowFile, prompts: PromptFiles): FlowFileFault[] {
  return promptsSaid(flow).flatMap(({ place, name }) => {
    const wanted = name.includes('/') ? [name] : [`zh/${name}`, `en/${name}`]
    return wanted.flatMap((prompt) => {
      const reason = recordingFault(prompts.file('zh', prompt))
      return reason === undefined
        ? []
        : [{ file: `${flow.name}.json`, place, reason: `prompts/${prompt}.wav ${reason}` }]
    })
  })
}

function faultsOfTheHouse(prompts: PromptFiles): FlowFileFault[] {
  return prompts.faults().map(({ name, reason }) => ({ file: 'prompts', place: `${name}.wav`, reason: `it ${reason}` }))
}
