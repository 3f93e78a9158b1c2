/** COMPOSITION of what can be exported: each kind out of its room, in pages. */
import type { Audit } from './audit/audit.service.ts'
import type { Campaigns } from './campaigns/campaigns.service.ts'
import type { Cases } from './cases/cases.service.ts'
import type { AuditEntry, SessionUser } from './contracts/auth.ts'
import type { Attempt } from './contracts/campaigns.ts'
import type { CaseSummary, Task } from './contracts/cases.ts'
import type { ExportColumn, Personal } from './contracts/exports.ts'
import type { Cell, ExportSource, ExportSources } from './exports/exports.ports.ts'
import type { Organisation } from './organisation/organisation.service.ts'
import type { PassengerBulk } from './passengers/passenger-bulk.ts'
import type { Tasks } from './tasks/tasks.service.ts'

export interface SourceDeps {
  bulk: PassengerBulk
  cases: Cases
  tasks: Tasks
  campaigns: Campaigns
  audit: Audit
  organisation: Organisation
  timeZone: string
}

type Column<T> = { key: string; zh: string; en: string; personal?: Personal; cell: (item: T) => Cell }

/** Every kind of export. */
export function exportSources(deps: SourceDeps): ExportSources {
  const { bulk, cases, tasks, campaigns, audit, organisation, timeZone } = deps
  const at = momentsIn(timeZone)
  const unitsOf = (user: SessionUser) => (user.role === 'admin' ? undefined : user.units)
  return {
    passengers: passengersSource(bulk, at),
    cases: listed<CaseSummary>(
      [
        { key: 'number', zh: '工单号', en: 'Number', cell: (one) => one.number },
        { key: 'kind', zh: '类别', en: 'Kind', cell: (one) => one.kind },
        { key: 'category', zh: '细类', en: 'Category', cell: (one) => one.category },
        { key: 'subject', zh: '主题', en: 'Subject', cell: (one) => one.subject },
        { key: 'state', zh: '状态', en: 'State', cell: (one) => one.state },
        { key: 'passenger', zh: '旅客', en: 'Passenger', personal: 'name', cell: (one) => one.passengerName },
        { key: 'owner', zh: '负责人', en: 'Owner', cell: (one) => one.ownerName },
        { key: 'openedAt', zh: '开立时间', en: 'Opened', cell: (one) => at(one.openedAt) },
        { key: 'closedAt', zh: '关闭时间', en: 'Closed', cell: (one) => at(one.closedAt) },
        { key: 'score', zh: '满意度', en: 'Score', cell: (one) => one.lastScore },
      ],
      (user, { filter, before, limit }) =>
        cases.list({ state: filter.caseState ?? 'all', units: unitsOf(user), before, limit }),
    ),
    tasks: listed<Task>(
      [
        { key: 'kind', zh: '任务', en: 'Task', cell: (one) => one.kind },
        { key: 'createdAt', zh: '创建时间', en: 'Created', cell: (one) => at(one.createdAt) },
        { key: 'dueAt', zh: '期限', en: 'Due', cell: (one) => at(one.dueAt) },
        { key: 'doneAt', zh: '完成时间', en: 'Done', cell: (one) => at(one.doneAt) },
        { key: 'doneBy', zh: '完成人', en: 'Done by', cell: (one) => one.doneByName },
        { key: 'passenger', zh: '旅客', en: 'Passenger', personal: 'name', cell: (one) => one.passengerName },
        { key: 'number', zh: '电话', en: 'Number', personal: 'number', cell: (one) => one.number },
      ],
      (user, { before, limit }) => tasks.list({ state: 'open', units: unitsOf(user), before, limit }),
    ),
    surveys: listed<Attempt>(
      [
        { key: 'case', zh: '工单号', en: 'Case', cell: (one) => one.caseNumber },
        { key: 'passenger', zh: '旅客', en: 'Passenger', personal: 'name', cell: (one) => one.passengerName },
        { key: 'number', zh: '电话（已脱敏）', en: 'Number (masked)', cell: (one) => one.number },
        { key: 'n', zh: '第几次', en: 'Attempt', cell: (one) => one.n },
        { key: 'state', zh: '状态', en: 'State', cell: (one) => one.state },
        { key: 'dueAt', zh: '计划时间', en: 'Due', cell: (one) => at(one.dueAt) },
        { key: 'endedAt', zh: '结束时间', en: 'Ended', cell: (one) => at(one.endedAt) },
        { key: 'score', zh: '评分', en: 'Score', cell: (one) => one.score },
        { key: 'givenUp', zh: '放弃原因', en: 'Given up', cell: (one) => one.givenUpReason },
      ],
      (user, { before, limit }) =>
        campaigns.attempts.list({ campaignId: 'complaint-satisfaction', units: unitsOf(user), before, limit }),
    ),
    branches: branchesSource(cases, organisation),
    audit: listed<AuditEntry>(
      [
        { key: 'seq', zh: '序号', en: 'No.', cell: (one) => one.seq },
        { key: 'at', zh: '时间', en: 'Time', cell: (one) => at(one.at) },
        { key: 'actor', zh: '用户', en: 'User', cell: (one) => one.actorName },
        { key: 'role', zh: '角色', en: 'Role', cell: (one) => one.role },
        { key: 'action', zh: '操作', en: 'Action', cell: (one) => one.action },
        { key: 'objectType', zh: '对象', en: 'Object', cell: (one) => one.objectType },
        { key: 'objectId', zh: '对象编号', en: 'Object id', cell: (one) => one.objectId },
        { key: 'ip', zh: '地址', en: 'Address', cell: (one) => one.ip },
      ],
      (_user, { before, limit }) => audit.list(before === undefined ? { limit } : { before: Number(before), limit }),
    ),
  }
}

/** A source out of a list with the cursor paging of the house. */
function listed<T>(
  columns: Array<Column<T>>,
  list: (
    user: SessionUser,
    wanted: { filter: Parameters<ExportSource['page']>[1]['filter']; before: string | undefined; limit: number },
  ) => Promise<{ items: T[]; nextBefore?: string | undefined }>,
): ExportSource {
  return {
    columns: columns.map(columnOf),
    async page(user, { filter, after, limit }) {
      const { items, nextBefore } = await list(user, { filter, before: after, limit })
      return { rows: items.map((item) => columns.map(({ cell }) => cell(item))), next: nextBefore }
    },
  }
}

const columnOf = <T>({ key, zh, en, personal }: Column<T>): ExportColumn => ({
  key,
  label: { zh, en },
  ...(personal && { personal }),
})

/** The same heads as an import reads, so that what went out can come in again. */
function passengersSource(bulk: PassengerBulk, at: (moment: number | undefined) => string): ExportSource {
  type Page = Awaited<ReturnType<PassengerBulk['page']>>
  type Line = { row: Page['rows'][number]; numbers: string[]; emails: string[] }
  const columns: Array<Column<Line>> = [
    { key: 'name', zh: '姓名', en: 'Name', personal: 'name', cell: ({ row }) => row.name },
    { key: 'latinName', zh: '英文姓名', en: 'Latin name', personal: 'name', cell: ({ row }) => row.latin_name },
    { key: 'memberNumber', zh: '会员号', en: 'Member number', cell: ({ row }) => row.member_number ?? undefined },
    { key: 'tier', zh: '会员级别', en: 'Tier', cell: ({ row }) => row.tier },
    { key: 'miles', zh: '里程', en: 'Miles', cell: ({ row }) => row.miles },
    { key: 'segments', zh: '航段', en: 'Segments', cell: ({ row }) => row.segments },
    { key: 'mobile', zh: '手机', en: 'Mobile', personal: 'number', cell: ({ numbers }) => numbers[0] },
    {
      key: 'numbers',
      zh: '其他电话',
      en: 'Other numbers',
      personal: 'number',
      cell: ({ numbers }) => numbers.slice(1).join(' '),
    },
    { key: 'email', zh: '邮箱', en: 'E-mail', personal: 'email', cell: ({ emails }) => emails[0] },
    { key: 'email2', zh: '邮箱 2', en: 'Second e-mail', personal: 'email', cell: ({ emails }) => emails[1] },
    {
      key: 'birthDate',
      zh: '出生日期',
      en: 'Date of birth',
      personal: 'date',
      cell: ({ row }) => row.birth_date ?? undefined,
    },
    {
      key: 'employer',
      zh: '工作单位',
      en: 'Employer',
      personal: 'place',
      cell: ({ row }) => row.employer ?? undefined,
    },
    { key: 'address', zh: '地址', en: 'Address', personal: 'place', cell: ({ row }) => row.address ?? undefined },
    { key: 'city', zh: '城市', en: 'City', cell: ({ row }) => row.city ?? undefined },
    { key: 'language', zh: '语言', en: 'Language', cell: ({ row }) => row.language },
    { key: 'seat', zh: '座位偏好', en: 'Seat', cell: ({ row }) => row.seat ?? undefined },
    { key: 'meal', zh: '餐食偏好', en: 'Meal', cell: ({ row }) => row.meal ?? undefined },
    {
      key: 'lastContactAt',
      zh: '最近联络',
      en: 'Last contact',
      cell: ({ row }) => at(row.last_contact_at ?? undefined),
    },
  ]
  return {
    columns: columns.map(columnOf),
    async page(_user, { filter, after, limit }) {
      const page = await bulk.page({ after: after ?? '', limit, tier: filter.tier, city: filter.city })
      const lines = page.rows.map((row) => ({
        row,
        numbers: page.numbers.flatMap((one) =>
          one.passenger_id === row.id && one.kind !== 'called' ? [one.e164] : [],
        ),
        emails: page.emails.flatMap((one) => (one.passenger_id === row.id ? [one.email] : [])),
      }))
      return {
        rows: lines.map((line) => columns.map(({ cell }) => cell(line))),
        next: page.rows.length === limit ? page.rows.at(-1)?.id : undefined,
      }
    },
  }
}

/** BY-08: every unit with its own cases and the sum of all below it; the headquarters' sum is the sum of its branches and itself. */
function branchesSource(cases: Cases, organisation: Organisation): ExportSource {
  const columns: ExportColumn[] = [
    { key: 'unit', label: { zh: '单位', en: 'Unit' } },
    { key: 'kind', label: { zh: '类型', en: 'Kind' } },
    { key: 'own', label: { zh: '本单位工单', en: 'Own cases' } },
    { key: 'ownOpen', label: { zh: '本单位未结', en: 'Own open' } },
    { key: 'all', label: { zh: '含下级工单', en: 'With units below' } },
    { key: 'allOpen', label: { zh: '含下级未结', en: 'Open with units below' } },
  ]
  const pageSize = 200
  async function count(): Promise<Map<string, { all: number; open: number }>> {
    const counts = new Map<string, { all: number; open: number }>()
    for (let before: string | undefined; ; ) {
      const page = await cases.list({ state: 'all', before, limit: pageSize })
      for (const one of page.items) {
        const own = counts.get(one.teamId) ?? { all: 0, open: 0 }
        counts.set(one.teamId, { all: own.all + 1, open: own.open + (one.state === 'closed' ? 0 : 1) })
      }
      before = page.nextBefore
      if (before === undefined) return counts
    }
  }
  return {
    columns,
    async page(user) {
      const counts = await count()
      const units = await organisation.units()
      const shown = units.filter((unit) => user.role === 'admin' || user.units.includes(unit.id))
      const rows = await Promise.all(
        shown.map(async (unit) => {
          const below = await organisation.unitsUnder(unit.id)
          const sum = (what: 'all' | 'open') => below.reduce((all, id) => all + (counts.get(id)?.[what] ?? 0), 0)
          const own = counts.get(unit.id) ?? { all: 0, open: 0 }
          return [unit.name[user.language], unit.kind, own.all, own.open, sum('all'), sum('open')]
        }),
      )
      return { rows, next: undefined }
    },
  }
}

/** 2026-11-25 14:03:10 on the clocks of the house. */
function momentsIn(timeZone: string): (at: number | undefined) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  return (at) => (at === undefined ? '' : format.format(at))
}
