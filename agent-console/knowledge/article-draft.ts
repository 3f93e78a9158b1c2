/** An article while it is typed: blocks and steps with keys of their own, lists as lines. */
import type { Article, ArticleContent, Block } from '../../server/contracts/knowledge.ts'
import type { Script, ScriptStep } from '../../server/contracts/knowledge-script.ts'

export interface BlockDraft {
  key: string
  type: Block['type']
  zh: string
  en: string
}
export interface StepDraft {
  key: string
  id: string
  zh: string
  en: string
  questionZh: string
  questionEn: string
  answers: Array<{ key: string; zh: string; en: string; to: string }>
}
export interface ArticleDraft {
  kind: ArticleContent['kind']
  zh: string
  en: string
  blocks: BlockDraft[]
  leaves: string[]
  menuPaths: string[]
  ownerId: string | undefined
  expiresAt: number | undefined
  steps: StepDraft[]
}

let made = 0
function newKey(): string {
  made += 1
  return `new-${made}`
}
export const newBlock = (): BlockDraft => ({ key: newKey(), type: 'text', zh: '', en: '' })
export const newAnswer = () => ({ key: newKey(), zh: '', en: '', to: 'end' })
export const newStep = (count: number): StepDraft => ({
  key: newKey(),
  id: `s${count + 1}`,
  zh: '',
  en: '',
  questionZh: '',
  questionEn: '',
  answers: [],
})

/** What the editor begins with. */
export function draftOf(article: Article | undefined, ownerId: string | undefined): ArticleDraft {
  const content = article?.content
  return {
    kind: content?.kind ?? 'standards',
    zh: content?.title.zh ?? '',
    en: content?.title.en ?? '',
    blocks: content?.blocks.map((block) => ({
      key: newKey(),
      type: block.type,
      zh: block.zh.join('\n'),
      en: block.en.join('\n'),
    })) ?? [newBlock()],
    leaves: content?.leaves ?? [],
    menuPaths: content?.menuPaths ?? [],
    ownerId: content?.ownerId ?? ownerId,
    expiresAt: content?.expiresAt,
    steps: content?.script.map(stepDraft) ?? [],
  }
}

function stepDraft(step: ScriptStep): StepDraft {
  return {
    key: newKey(),
    id: step.id,
    ...step.say,
    questionZh: step.question?.zh ?? '',
    questionEn: step.question?.en ?? '',
    answers: step.answers.map(({ label, to }) => ({ key: newKey(), ...label, to })),
  }
}

const linesOf = ({ type }: BlockDraft, text: string): string[] => {
  const lines = text.split('\n').map((line) => line.trim())
  const written = lines.filter((line) => line !== '')
  return type === 'list' || type === 'steps' || written.length === 0 ? written : [written.join('\n')]
}

/** The blocks as they would be published; those without Chinese are left out. */
export const blocksOf = (draft: ArticleDraft): Block[] =>
  draft.blocks
    .map((block) => ({ type: block.type, zh: linesOf(block, block.zh), en: linesOf(block, block.en) }))
    .filter((block) => block.zh.length > 0)

export const scriptOf = (draft: ArticleDraft): Script =>
  draft.steps.map(({ id, zh, en, questionZh, questionEn, answers }) => ({
    id,
    say: { zh, en },
    ...(questionZh !== '' && { question: { zh: questionZh, en: questionEn } }),
    answers: answers.map((answer) => ({ label: { zh: answer.zh, en: answer.en }, to: answer.to })),
  }))

/** What is sent to the server. */
export const contentOf = (draft: ArticleDraft) => ({
  kind: draft.kind,
  title: { zh: draft.zh, en: draft.en },
  blocks: blocksOf(draft),
  leaves: draft.leaves,
  menuPaths: draft.menuPaths,
  ownerId: draft.ownerId,
  expiresAt: draft.expiresAt,
  script: scriptOf(draft),
})

/** What must be there before it can be sent. */
export const missingOf = (draft: ArticleDraft) => ({
  zh: draft.zh.trim() === '',
  blocks: blocksOf(draft).length === 0,
  ownerId: draft.ownerId === undefined,
})
