/** Guided scripts of the demo airline: what to say step by step, and where an answer leads. */
import { type DemoArticle, say, text } from './knowledge-words.ts'

const yes = ['是', 'Yes'] as const
const no = ['否', 'No'] as const

export const scriptedArticles: DemoArticle[] = [
  {
    kind: 'skills',
    title: ['话术：办理改签', 'Script: rebooking'],
    leaves: ['bk-03', 'bk-04'],
    paths: ['1'],
    days: 300,
    blocks: [text('新员工可逐步照读，每一步完成后打勾。', 'New colleagues read it step by step and tick each.')],
    script: [
      say('greet', [
        '您好，请提供订座编码或票号，我为您查询。',
        'Hello, please give me the booking reference or ticket number.',
      ]),
      say('cause', ['请问您更改行程的原因是？', 'May I ask why the journey changes?'], {
        question: ['航班是否取消或延误？', 'Was the flight cancelled or delayed?'],
        answers: [
          [yes, 'free'],
          [no, 'fee'],
        ],
      }),
      say('free', ['本次改签免费。可选的后续航班有……', 'This change is free. The next flights are …'], {
        question: ['旅客是否接受？', 'Does the passenger accept?'],
        answers: [
          [yes, 'confirm'],
          [['要求退票', 'Wants a refund'], 'end'],
        ],
      }),
      say('fee', ['手续费与差价合计……元，您同意吗？', 'Fee and difference come to … altogether. Do you agree?'], {
        question: ['旅客是否同意？', 'Does the passenger agree?'],
        answers: [
          [yes, 'confirm'],
          [no, 'end'],
        ],
      }),
      say('confirm', [
        '已为您改至……航班，请提前 2 小时到达机场。',
        'You are booked on … now. Please be at the airport two hours ahead.',
      ]),
    ],
  },
  {
    kind: 'skills',
    title: ['话术：行李遗失受理', 'Script: missing baggage'],
    leaves: ['cp-03', 'iq-04'],
    paths: ['2'],
    days: 300,
    blocks: [text('先致歉，再登记；不猜测行李在哪里。', 'Apologise, then register; do not guess where the bag is.')],
    script: [
      say('sorry', ['非常抱歉给您带来不便，我马上为您登记查询。', 'I am very sorry. I will open a file at once.']),
      say('tag', ['请提供行李牌号和航班号。', 'Please give me the tag number and the flight.'], {
        question: ['是否已在机场登记 AHL？', 'Is there an AHL file from the airport?'],
        answers: [
          [yes, 'status'],
          [no, 'open'],
        ],
      }),
      say(
        'open',
        [
          '请描述箱子的颜色、品牌和内物，以及可以送达的地址。',
          'Please describe colour, brand and content, and where we can deliver.',
        ],
        {
          question: ['箱内有药品或急用物品？', 'Medicine or something urgent inside?'],
          answers: [
            [yes, 'urgent'],
            [no, 'close'],
          ],
        },
      ),
      say('status', ['您的登记编号是……，目前查询进展是……', 'Your file is …, and this is where we stand: …'], {
        question: ['超过 24 小时没有回复？', 'No answer for more than 24 hours?'],
        answers: [
          [yes, 'urgent'],
          [no, 'close'],
        ],
      }),
      say('urgent', [
        '我已标记为加急，查询中心两小时内与您联系。',
        'It is marked urgent; tracing will call you within two hours.',
      ]),
      say('close', ['我们将在 24 小时内首次回复您。', 'You will hear from us within 24 hours.']),
    ],
  },
  {
    kind: 'standards',
    title: ['应急话术：航班大面积延误', 'Incident script: mass delay'],
    leaves: ['cp-07', 'cp-09', 'cp-10', 'bk-12', 'iq-05'],
    paths: ['2', '3'],
    days: 300,
    blocks: [
      text(
        '启动应急后使用；信息以运行控制中心通报为准。',
        'For use once the incident is declared; only what operations control has released is said.',
      ),
    ],
    script: [
      say('safe', ['请问您现在在哪里，人是否安全？', 'Where are you now, and are you safe?'], {
        question: ['需要紧急救助？', 'Is urgent help needed?'],
        answers: [
          [yes, 'help'],
          [no, 'facts'],
        ],
      }),
      say(
        'help',
        ['请不要挂断，我立即通知现场并为您转接。', 'Please stay on the line; I alert the station and put you through.'],
        {
          question: ['现场已接手？', 'Has the station taken over?'],
          answers: [
            [yes, 'end'],
            [no, 'facts'],
          ],
        },
      ),
      say('facts', [
        '目前航班因……延误，预计……，下次更新时间为……',
        'The flight is late because of …, expected …, next news at …',
      ]),
      say(
        'choose',
        ['您可以选择等候、免费改签或全额退票。', 'You can wait, change free of charge, or have a full refund.'],
        {
          question: ['旅客的选择', 'What the passenger chooses'],
          answers: [
            [['等候', 'Waits'], 'care'],
            [['改签', 'Rebooking'], 'note'],
            [['退票', 'Refund'], 'note'],
          ],
        },
      ),
      say('care', [
        '请凭登机牌在柜台领取餐饮，需要住宿请告诉我。',
        'Meals are at the counter against the boarding pass; tell me if you need a hotel.',
      ]),
      say('note', ['我已记录您的选择，稍后短信确认。', 'I have noted your choice; an SMS will confirm it.']),
    ],
  },
  {
    kind: 'skills',
    title: ['话术：里程补登', 'Script: retro-credit of miles'],
    leaves: ['cp-17', 'cp-18', 'ff-11'],
    days: 300,
    blocks: [text('核验会员身份后开始。', 'Begin when the member’s identity is checked.')],
    script: [
      say('card', ['请提供会员卡号、航班号与日期。', 'Please give me card number, flight and date.'], {
        question: ['乘机在 180 天内？', 'Flown within 180 days?'],
        answers: [
          [yes, 'proof'],
          [no, 'late'],
        ],
      }),
      say(
        'late',
        [
          '很抱歉，已超过补登时限；我可以为您登记建议。',
          'I am sorry, the time for retro-credit is over; I can note your wish.',
        ],
        {
          question: ['旅客要求投诉？', 'Does the member complain?'],
          answers: [
            [yes, 'proof'],
            [no, 'end'],
          ],
        },
      ),
      say('proof', [
        '请告诉我票号，并保留登机牌或行程单。',
        'Please tell me the ticket number and keep the boarding pass.',
      ]),
      say('done', ['申请已登记，10 个工作日内到账。', 'It is registered; the miles arrive within 10 working days.']),
    ],
  },
]
