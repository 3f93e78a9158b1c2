import { describe, expect, test } from 'vitest'
import type { DispatchRule, RuleTarget } from '../../../server/contracts/dispatch.ts'
import type { TeamId, UserId } from '../../../server/contracts/ids.ts'
import { chooseRule, type RuleFacts, type RulePlace } from '../../../server/dispatch/dispatch-choice.rules.ts'
import { defaultRules } from '../../../server/dispatch/dispatch-defaults.ts'
import { newId } from '../../../server/platform/id.ts'

const place = (name: string, more: Partial<RulePlace> = {}): RulePlace => ({
  unitId: newId<TeamId>(),
  unitName: { zh: name, en: name },
  ...more,
})
const baggage = place('baggage')
const branch = place('branch')
const boss = place('quality', { personId: newId<UserId>(), personName: '王经理' })

function find(target: RuleTarget): RulePlace | undefined {
  if (target.how === 'leaf-department') return baggage
  if (target.how === 'station-branch') return branch
  return target.how === 'accountable-post' ? boss : undefined
}

const rule = (id: string, more: Partial<DispatchRule> = {}): DispatchRule => ({
  id,
  name: { zh: id, en: id },
  enabled: true,
  kinds: [],
  leaves: [],
  stations: [],
  channels: [],
  level: 'department',
  targets: [{ how: 'leaf-department' }],
  automatic: true,
  acceptMinutes: 30,
  answerMinutes: 240,
  steps: [],
  ...more,
})
const facts: RuleFacts = { kind: 'complaint', leaf: 'cp-07', station: 'SHA', channel: 'phone' }

describe('which rule fires', () => {
  test('[BY-50] the first that fits and finds a department, and for each other one the reason why not', () => {
    const rules = [
      rule('off', { enabled: false }),
      rule('queries', { kinds: ['query'] }),
      rule('cabin', { leaves: ['cp-01'] }),
      rule('beijing', { stations: ['PEK'] }),
      rule('letters', { channels: ['letter'] }),
      rule('account', { targets: [{ how: 'account-branch' }] }),
      rule('here', { kinds: ['complaint'], leaves: ['cp-07'], stations: ['SHA'], channels: ['phone'] }),
      rule('rest'),
    ]
    const { rule: fired, places, tried } = chooseRule(rules, facts, find)
    expect(fired?.id).toBe('here')
    expect(places).toEqual([baggage])
    expect(tried.map(({ outcome }) => outcome)).toEqual([
      'off',
      'other-kind',
      'other-leaf',
      'other-station',
      'other-channel',
      'no-place',
      'fired',
      'later',
    ])
  })

  test('[CT-08] a rule may send to several departments at once, the same one only once', () => {
    const several = rule('both', {
      targets: [{ how: 'leaf-department' }, { how: 'station-branch' }, { how: 'leaf-department' }],
    })
    expect(chooseRule([several], facts, find).places).toEqual([baggage, branch])
  })

  test('[BY-49] a rule for one person needs a person to do the work', () => {
    const forPost = rule('post', { level: 'person', targets: [{ how: 'accountable-post', code: 'quality' }] })
    const forNobody = rule('nobody', { level: 'person' })
    expect(chooseRule([forNobody, forPost], facts, find)).toMatchObject({
      rule: { id: 'post', level: 'person' },
      places: [{ personName: '王经理' }],
      tried: [{ outcome: 'no-place' }, { outcome: 'fired' }],
    })
  })

  test('a case without a station fits no rule for stations', () => {
    const { tried } = chooseRule([rule('beijing', { stations: ['PEK'] })], { ...facts, station: undefined }, find)
    expect(tried).toMatchObject([{ outcome: 'other-station' }])
  })

  test('as delivered, a complaint in writing goes out at once and one on the phone is proposed', () => {
    expect(chooseRule(defaultRules, { ...facts, channel: 'letter' }, find).rule).toMatchObject({ automatic: true })
    expect(chooseRule(defaultRules, facts, find).rule).toMatchObject({ id: 'complaint', automatic: false })
  })
})
