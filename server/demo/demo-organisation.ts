/** Builds the organisation of the demo airline: the tree, who leads each unit, who is on duty, what each department answers for. */
import type { TeamId, UserId } from '../contracts/ids.ts'
import { PostTemplate, postTemplates } from '../contracts/posts.ts'
import { newId } from '../platform/id.ts'
import type { Write } from '../platform/store.ts'
import type { DemoPerson, DemoRooms, DemoUnit } from './demo.ports.ts'
import { demoDepartments, demoDesks } from './demo-departments.ts'
import { demoBranches } from './demo-offices.ts'
import { aroundTheClock, handledBy, headTitle, personName, shiftTimes } from './demo-people.ts'
import { demoAirline, demoTeams } from './demo-staff.ts'

type Rooms = Pick<DemoRooms, 'organisation' | 'directory'>
type Placed = DemoUnit & { id: TeamId }

const everyDay = [1, 2, 3, 4, 5, 6, 7]
const zone = 'Asia/Shanghai'

/** Seeds the tree and its people; the ids of `demoTeams`, in their order. */
export async function seedOrganisation(rooms: Rooms, tx: Write): Promise<TeamId[]> {
  const units = treeOfUnits()
  await rooms.organisation.addUnits(units, tx)
  const idOf = (code: string): TeamId => units.find((unit) => unit.code === code)!.id
  const heads = units.filter((unit) => headTitle[unit.kind] !== undefined).map(headOf)
  const watch = aroundTheClock.flatMap((code, i) => watchOf(idOf(code), i, heads.length + i * shiftTimes.length))
  const people = [...heads, ...watch.map(({ person }) => person)]
  await rooms.organisation.addManyStaff(people, tx)
  const deputyOf = (unit: TeamId) => watch.find(({ person }) => person.teamId === unit)?.person.id
  const quality = heads.find((head) => head.teamId === idOf('quality'))
  await rooms.organisation.addPosts(
    [...heads.map((head) => postOf(head, deputyOf(head.teamId))), ...(quality ? rolesOfQuality(quality) : [])],
    tx,
  )
  const handles = Object.entries(handledBy).flatMap(([code, names]) =>
    names.map(([zh, en]) => ({ unitId: idOf(code), name: { zh, en } })),
  )
  await rooms.directory.fill({ handles, shifts: watch.map(({ shift }) => shift) }, tx)
  return demoTeams.map(({ code }) => idOf(code))
}

function treeOfUnits(): Placed[] {
  const top: Placed = {
    id: newId<TeamId>(),
    code: 'hq',
    kind: 'headquarters',
    name: { zh: `${demoAirline.zh}总部`, en: `${demoAirline.en} Headquarters` },
    city: { zh: '北京', en: 'Beijing' },
    address: { zh: '北京市顺义区空港大道1号', en: '1 Konggang Avenue, Shunyi, Beijing' },
    phone: '60000',
    service: 'full-time',
  }
  const placed = new Map([[top.code, top]])
  const place = (parent: string, unit: DemoUnit): void => {
    const n = placed.size
    placed.set(unit.code, {
      phone: `8${String(n).padStart(4, '0')}`,
      ...unit,
      id: newId<TeamId>(),
      parentId: placed.get(parent)!.id,
    })
  }
  for (const department of demoDepartments) place(top.code, department)
  for (const { parent, desk } of demoDesks) place(parent, desk)
  for (const { branch, offices } of demoBranches()) {
    place(top.code, branch)
    for (const office of offices) place(branch.code, office)
  }
  for (const { code, name, kind, parent } of demoTeams)
    if (!placed.has(code)) place(parent, { code, name, kind, service: 'full-time' })
  return [...placed.values()]
}

function headOf(unit: Placed, n: number): DemoPerson {
  return person(unit.id, n, headTitle[unit.kind]!, `5${String(n).padStart(4, '0')}`)
}

/** Three people who share the day and the night of a unit. */
function watchOf(teamId: TeamId, unit: number, n: number) {
  return shiftTimes.map(({ zh, en, from, to }, i) => {
    const whom = person(teamId, n + i, { zh: '值班经理', en: 'Duty manager' }, `4${unit}${i}0`)
    const shift = { unitId: teamId, userId: whom.id, task: { zh, en }, weekdays: everyDay, zone }
    return { person: whom, shift: { ...shift, fromMinute: from, toMinute: to } }
  })
}

function person(teamId: TeamId, n: number, title: DemoPerson['title'], extension: string): DemoPerson {
  const id = newId<UserId>()
  const username = `staff${String(n + 1).padStart(3, '0')}`
  return { id, username, displayName: personName(n), role: 'supervisor', teamId, language: 'zh', title, extension }
}

/** The first post of each unit answers for it. */
function postOf(holder: DemoPerson, deputy: UserId | undefined) {
  return {
    unitId: holder.teamId,
    template: 'head' as const,
    title: holder.title,
    accountable: true,
    holders: [holder.id],
    deputies: deputy ? [deputy] : [],
  }
}

/** The other six roles of service quality (BY-61) in the department that keeps it; some chairs are empty. */
function rolesOfQuality(head: DemoPerson) {
  return PostTemplate.options
    .filter((template) => template !== 'head')
    .map((template, i) => ({
      unitId: head.teamId,
      template,
      title: postTemplates[template],
      accountable: false,
      holders: i % 2 === 0 ? [head.id] : [],
      deputies: [],
    }))
}
