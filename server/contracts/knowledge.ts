/** Knowledge: articles of four kinds in both languages, with versions, owner, expiry and guided scripts (CS-26, CS-27). */
import { z } from 'zod'
import { CaseKind } from './cases.ts'
import { leafOf } from './catalogue.ts'
import { freeText, Instant, Label, Language, PageQuery, Version } from './common.ts'
import { ArticleId, InteractionId, TeamId, UserId } from './ids.ts'
import { Script } from './knowledge-script.ts'

export const ArticleKind = z.enum(['standards', 'product', 'skills', 'policy'])
export type ArticleKind = z.infer<typeof ArticleKind>

/** Plain text as blocks; heading and text have one line, list and steps one line an item. */
export const Block = z.object({
  type: z.enum(['heading', 'text', 'list', 'steps']),
  zh: z
    .array(freeText(1000).pipe(z.string().min(1)))
    .min(1)
    .max(40),
  /** Empty while the translation is missing. */
  en: z.array(freeText(1500).pipe(z.string().min(1))).max(40),
})
export type Block = z.infer<typeof Block>

/** What an author writes; one publication of it is a version. */
export const ArticleContent = z.object({
  kind: ArticleKind,
  title: z.object({ zh: freeText(80).pipe(z.string().min(1)), en: freeText(160) }),
  blocks: z.array(Block).min(1).max(60),
  /** Leaves of the catalogue that it helps with. */
  leaves: z
    .array(
      z
        .string()
        .max(40)
        .refine((id) => leafOf(id) !== undefined, { message: 'unknown' }),
    )
    .max(30),
  /** Keys pressed in the menu that lead to it, joined: `2`, `1>3`. */
  menuPaths: z.array(z.string().regex(/^[0-9*#](>[0-9*#])*$/)).max(10),
  ownerId: UserId,
  expiresAt: Instant.optional(),
  script: Script,
})
export type ArticleContent = z.infer<typeof ArticleContent>

/** The parts of an article that two savers can disagree about. */
export const contentParts = [
  'kind',
  'title',
  'blocks',
  'leaves',
  'menuPaths',
  'ownerId',
  'expiresAt',
  'script',
] as const satisfies ReadonlyArray<keyof ArticleContent>

export const ArticleSummary = z.object({
  id: ArticleId,
  kind: ArticleKind,
  title: z.object({ zh: z.string(), en: z.string() }),
  ownerName: z.string().optional(),
  expiresAt: Instant.optional(),
  expired: z.boolean(),
  /** Within 30 days. */
  expiresSoon: z.boolean(),
  hasScript: z.boolean(),
  /** Some of it is not there in English yet. */
  lacksEnglish: z.boolean(),
  changedAt: Instant,
  version: Version,
})
export type ArticleSummary = z.infer<typeof ArticleSummary>

/** A piece of text; `hit` where a searched word stands. Data, not markup. */
export const SnippetPart = z.object({ text: z.string(), hit: z.boolean() })
export type SnippetPart = z.infer<typeof SnippetPart>

export const ArticleHit = ArticleSummary.extend({ snippet: z.array(SnippetPart) })
export type ArticleHit = z.infer<typeof ArticleHit>

export const ArticleVersionSummary = z.object({
  version: Version,
  at: Instant,
  byName: z.string().optional(),
  title: Label,
  restoredFrom: z.int().optional(),
})
export type ArticleVersionSummary = z.infer<typeof ArticleVersionSummary>

export const Article = ArticleSummary.extend({
  content: ArticleContent,
  unitId: TeamId,
  /** Whether who asks may write it. */
  mayWrite: z.boolean(),
  changedByName: z.string().optional(),
  openings30Days: z.int(),
  helpful: z.int(),
  notHelpful: z.int(),
  ownVote: z.boolean().optional(),
})
export type Article = z.infer<typeof Article>

/** A version as it was published. */
export const ArticleVersion = ArticleVersionSummary.extend({ content: ArticleContent })
export type ArticleVersion = z.infer<typeof ArticleVersion>

export const ArticleEdit = z.object({ version: Version, content: ArticleContent })
export type ArticleEdit = z.infer<typeof ArticleEdit>

export const KnowledgeQuery = PageQuery.extend({
  search: z.string().max(120).default(''),
  kind: ArticleKind.optional(),
  language: Language.default('zh'),
  /** `mine`: owned by who asks; `expiring`: expired, or within 30 days. */
  only: z.enum(['mine', 'expiring']).optional(),
})
export type KnowledgeQuery = z.infer<typeof KnowledgeQuery>

/** What is known of a contact when help is to be proposed. */
export const ProposalOf = z.object({
  leaf: z.string().max(40).optional(),
  kind: CaseKind.optional(),
  /** Keys pressed in the menu: `2`, `1>3`. */
  path: z.string().max(40).default(''),
})
export type ProposalOf = z.infer<typeof ProposalOf>

export const ProposedArticle = ArticleSummary.extend({ because: z.enum(['leaf', 'path', 'kind']) })
export type ProposedArticle = z.infer<typeof ProposedArticle>

export const Opening = z.object({ interactionId: InteractionId.optional() })

/** An article that was opened in a contact. */
export const OpenedArticle = z.object({
  articleId: ArticleId,
  title: Label,
  kind: ArticleKind,
  /** The version that was read. */
  version: Version,
  at: Instant,
  byName: z.string().optional(),
})
export type OpenedArticle = z.infer<typeof OpenedArticle>

export const Vote = z.object({ helpful: z.boolean(), note: freeText(500).default('') })

/** Something for the owner of an article to do. */
export const OwnerWork = z.object({
  articleId: ArticleId,
  title: Label,
  why: z.enum(['expired', 'expires-soon', 'note']),
  /** When it expires, or when the note was written. */
  at: Instant,
  note: z.string().optional(),
  byName: z.string().optional(),
})
export type OwnerWork = z.infer<typeof OwnerWork>
