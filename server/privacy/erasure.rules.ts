/** What stands in the way of an erasure, and what must stay under a pseudonym for how long. */
import { createHash } from 'node:crypto'
import type { ErasureProof, Finding, RetentionRule } from '../contracts/privacy.ts'

const dayMs = 86_400_000

/** What the rooms say of a person before an erasure. */
export interface Standing {
  cases: Array<{ id: string; number: string; kind: string; state: string; closedAt: number | undefined }>
  runningContact: boolean
  openCallback: boolean
  holds: Array<{ reason: string }>
}

/** The rule of a subject that holds on a day (2026-11-25); the youngest when several do. */
export function ruleOn(
  rules: RetentionRule[],
  subject: RetentionRule['subject'],
  day: string,
): RetentionRule | undefined {
  return rules
    .filter(
      (rule) =>
        rule.subject === subject && rule.validFrom <= day && (rule.validTo === undefined || day <= rule.validTo),
    )
    .sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0]
}

/** Every finding, those that stand in the way first. */
export function findingsOf(standing: Standing, rules: RetentionRule[], now: number): Finding[] {
  const day = new Date(now).toISOString().slice(0, 10)
  const findings: Finding[] = standing.holds.map(({ reason }) => ({ kind: 'legal-hold', what: reason }))
  for (const one of standing.cases) if (one.state !== 'closed') findings.push({ kind: 'open-case', what: one.number })
  if (standing.runningContact) findings.push({ kind: 'running-contact' })
  if (standing.openCallback) findings.push({ kind: 'open-callback' })
  for (const one of standing.cases) {
    const rule = ruleOn(rules, one.kind === 'complaint' ? 'complaint' : 'request', day)
    if (one.state !== 'closed' || one.closedAt === undefined || !rule) continue
    const until = one.closedAt + rule.days * dayMs
    if (until > now) findings.push({ kind: 'kept', what: one.number, until, basis: rule.basis })
  }
  return findings
}

/** True when something stands in the way. */
export const isBlocked = (findings: Finding[]): boolean => findings.some((finding) => finding.kind !== 'kept')

/** Ids of closed cases whose texts need not be kept any longer. */
export function forgettable(standing: Standing, findings: Finding[]): Set<string> {
  const kept = new Set(findings.filter((finding) => finding.kind === 'kept').map((finding) => finding.what))
  return new Set(standing.cases.filter((one) => !kept.has(one.number)).map((one) => one.id))
}

/** The proof with its seal: who changes a line afterwards breaks it. */
export function sealed(proof: Omit<ErasureProof, 'seal'>): ErasureProof {
  const { at, pseudonym, erased, kept } = proof
  const lines = JSON.stringify([at, pseudonym, Object.entries(erased).sort(([a], [b]) => (a < b ? -1 : 1)), kept])
  return { ...proof, seal: createHash('sha256').update(lines).digest('hex') }
}
