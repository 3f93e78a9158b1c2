/** The rooms of people, cases and callbacks plugged together as the house does it, on a test house. */
import { tmpdir } from 'node:os'
import { createAirports } from '../../server/airports/airports.service.ts'
import { createCustomers } from '../../server/app-customers.ts'
import { createAudit } from '../../server/audit/audit.service.ts'
import { createAuth } from '../../server/auth/auth.service.ts'
import { type Campaigns, createCampaigns } from '../../server/campaigns/campaigns.service.ts'
import { createDoNotCall } from '../../server/campaigns/do-not-call.service.ts'
import { createCases } from '../../server/cases/cases.service.ts'
import type { TeamId, UserId } from '../../server/contracts/ids.ts'
import { createDirectory } from '../../server/directory/directory.service.ts'
import { createOrganisation } from '../../server/organisation/organisation.service.ts'
import { createSurveys } from '../../server/surveys/surveys.service.ts'
import { createTasks } from '../../server/tasks/tasks.service.ts'
import type { TestHouse } from './house.ts'

export type People = ReturnType<typeof plugPeople>

/** `bootId` tells one start of the house from another on the same database. */
export function plugPeople(house: TestHouse, bootId = 'boot-1', folder = tmpdir()) {
  const organisation = createOrganisation(house)
  const directory = createDirectory({ ...house, house: organisation })
  const audit = createAudit({ ...house, staff: organisation })
  const airports = createAirports({ ...house, audit })
  const auth = createAuth({ ...house, staff: organisation, audit })
  const doNotCall = createDoNotCall(house)
  const later = { cases: () => cases, surveys: () => surveys }
  const customers = createCustomers({ ...house, organisation, doNotCall, later, timeZone: 'Asia/Shanghai' })
  const { passengers } = customers
  const tasks = createTasks({ ...house, passengers, staff: organisation })
  const cases = createCases({
    ...house,
    passengers,
    staff: organisation,
    tasks,
    onComplaintClosed: (caseId, _passengerId, closedAt, tx): Promise<void> =>
      campaigns.scheduleFor(caseId, closedAt, tx),
  })
  const surveys = createSurveys({ ...house, cases, folder })
  const campaigns: Campaigns = createCampaigns({
    ...house,
    cases,
    passengers,
    doNotCall,
    answers: surveys,
    bootId,
    secret: 'test',
  })
  return { ...customers, organisation, directory, audit, airports, auth, doNotCall, tasks, cases, surveys, campaigns }
}

/** One team with one agent. */
export async function hireAgent(people: People): Promise<{ agentId: UserId; teamId: TeamId }> {
  const { id: teamId } = await people.organisation.addTeam({ zh: '投诉组', en: 'Complaints' })
  const member = { username: 'anna', displayName: '安娜', role: 'agent', teamId, language: 'zh' } as const
  return { agentId: await people.organisation.addStaff(member), teamId }
}
