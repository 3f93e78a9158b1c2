import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  maskEmail,
  maskedFor,
  maskName,
  maskNumber,
  maskProfile,
  maskText,
  profileMasks,
} from '../../../server/contracts/masking.ts'
import { PassengerProfile } from '../../../server/contracts/passengers.ts'
import { uuid } from '../../kit/console-records.ts'

const partner = { masked: true }
const own = { masked: false }

const profile = PassengerProfile.parse({
  id: uuid(1),
  name: '欧阳娜娜',
  latinName: 'OUYANG NANA',
  tier: 'gold',
  memberNumber: 'CW80001001',
  vip: true,
  difficult: false,
  prospect: false,
  birthDate: '1980-02-29',
  employer: '云山贸易有限公司',
  address: '广州市天河路385号',
  email: 'nana@example.com',
  emails: ['nana@example.com', 'oy@example.org'],
  language: 'zh',
  timeZone: 'Asia/Shanghai',
  miles: 1,
  segments: 1,
  numbers: [{ e164: '+8613800138000', kind: 'mobile', shared: false }],
  specialNeeds: [],
  companion: '王小明',
  doNotCall: false,
  note: '家住三楼',
  version: 1,
})

describe('what people of a partner see', () => {
  test.each([
    [maskName('王小明'), '王**'],
    [maskName('John Smith'), 'J*** S***'],
    [maskName('José-María'), 'J***'],
    [maskNumber('+8613800138000'), '+86138****8000'],
    [maskNumber('13800138000'), '138****8000'],
    [maskEmail('wang@example.com'), 'w***@example.com'],
    [maskText('请回电 138 0013 8000 或 wang@example.com'), '请回电 138****8000 或 w***@example.com'],
  ])('%s', (masked, wanted) => {
    expect(masked).toBe(wanted)
  })

  test('[AC-19][CS-05] a profile without name, number, e-mail, address and date of birth in clear; others see it whole', () => {
    const shown = JSON.stringify(maskProfile(profile, partner))
    for (const secret of [
      '娜娜',
      'OUYANG',
      'NANA',
      '1980-02-29',
      '02-29',
      '云山贸易有限',
      '天河',
      'nana',
      'oy@',
      '13800138000',
      '小明',
      '三楼',
    ])
      expect(shown, secret).not.toContain(secret)
    expect(maskProfile(profile, partner)).toMatchObject({
      id: profile.id,
      tier: 'gold',
      memberNumber: 'CW80001001',
      name: '欧***',
      birthDate: '1980-**-**',
    })
    expect(maskProfile(profile, own)).toBe(profile)
    expect(PassengerProfile.safeParse(maskProfile(profile, partner)).success).toBe(true)
  })

  test('every field of the table is masked, whatever it holds', () => {
    const word = fc.stringMatching(/^[A-Z][a-z]{5,9}$/)
    fc.assert(
      fc.property(word, (secret) => {
        const whole = Object.fromEntries(
          Object.keys(profileMasks).map((field) => [
            field,
            field === 'numbers'
              ? []
              : field === 'emails'
                ? [`${secret}@x.com`]
                : field === 'email'
                  ? `${secret}@x.com`
                  : secret,
          ]),
        )
        const shown = JSON.stringify(maskProfile({ ...profile, ...whole } as never, partner))
        return !shown.includes(secret)
      }),
    )
  })

  test('[AC-19] cases, candidates, the wallboard and texts are masked too, ids, codes and times are not', () => {
    const answer = {
      items: [
        {
          id: uuid(2),
          number: 'C-000123',
          passengerName: '王小明',
          subject: '王小明投诉，电话13800138000',
          openedAt: 1_760_000_000_000,
          ownerName: '李娜',
          flight: 'YT3101',
        },
      ],
      waiting: [{ name: '王小明', tier: 'gold', ani: '+8613800138000', passengerId: uuid(3) }],
      match: {
        candidates: [
          { passenger: { id: uuid(3), name: '王小明', latinName: 'WANG XIAOMING', tier: 'none' }, reasons: [] },
        ],
      },
      teamName: { zh: '投诉一组', en: 'Complaints' },
    }
    expect(maskedFor(answer, partner)).toEqual({
      items: [
        {
          id: uuid(2),
          number: 'C-000123',
          passengerName: '王**',
          subject: '王**投诉，电话138****8000',
          openedAt: 1_760_000_000_000,
          ownerName: '李娜',
          flight: 'YT3101',
        },
      ],
      waiting: [{ name: '王**', tier: 'gold', ani: '+86138****8000', passengerId: uuid(3) }],
      match: {
        candidates: [{ passenger: { id: uuid(3), name: '王**', latinName: 'W*** X***', tier: 'none' }, reasons: [] }],
      },
      teamName: { zh: '投诉一组', en: 'Complaints' },
    })
  })
})
