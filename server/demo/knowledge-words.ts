/** Short ways to write down the demo's articles: Chinese and English side by side. */
import type { ArticleContent, ArticleKind, Block } from '../contracts/knowledge.ts'
import type { Script } from '../contracts/knowledge-script.ts'

/** One sentence in Chinese and in English. */
export type Pair = readonly [zh: string, en: string]

/** An article of the demo, before somebody owns it. `days`: expires so many days from the start; negative: has expired. */
export interface DemoArticle {
  kind: ArticleKind
  title: Pair
  blocks: Block[]
  leaves?: string[]
  paths?: string[]
  days?: number
  script?: Script
}

const block = (type: Block['type'], lines: readonly Pair[]): Block => ({
  type,
  zh: lines.map(([zh]) => zh),
  en: lines.flatMap(([, en]) => (en === '' ? [] : [en])),
})
export const heading = (...line: Pair): Block => block('heading', [line])
export const text = (...line: Pair): Block => block('text', [line])
export const list = (...lines: Pair[]): Block => block('list', lines)
export const steps = (...lines: Pair[]): Block => block('steps', lines)

/** One step of a script: what to say, and where a question leads. */
export function say(
  id: string,
  [zh, en]: Pair,
  ask?: { question: Pair; answers: Array<[Pair, string]> },
): Script[number] {
  return {
    id,
    say: { zh, en },
    ...(ask && { question: { zh: ask.question[0], en: ask.question[1] } }),
    answers: ask?.answers.map(([label, to]) => ({ label: { zh: label[0], en: label[1] }, to })) ?? [],
  }
}

/** The article as somebody publishes it. */
export function owned(article: DemoArticle, ownerId: ArticleContent['ownerId'], now: number): ArticleContent {
  return {
    kind: article.kind,
    title: { zh: article.title[0], en: article.title[1] },
    blocks: article.blocks,
    leaves: article.leaves ?? [],
    menuPaths: article.paths ?? [],
    ownerId,
    ...(article.days !== undefined && { expiresAt: now + article.days * 86_400_000 }),
    script: article.script ?? [],
  }
}
