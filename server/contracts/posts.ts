/** Posts: who answers for a unit, whoever sits on the chair (CS-24). */
import { z } from 'zod'
import { Label, Version } from './common.ts'
import { TeamId, UserId } from './ids.ts'

/** The seven roles of service quality (BY-61). */
export const PostTemplate = z.enum([
  'head',
  'customer-relations',
  'quality-supervisor',
  'planner',
  'trainer',
  'data-analyst',
  'coordinator',
])
export type PostTemplate = z.infer<typeof PostTemplate>

/** Titles that a new post of a template begins with. */
export const postTemplates = {
  head: { zh: '部门负责人', en: 'Head of department' },
  'customer-relations': { zh: '客户关系管理人', en: 'Customer relations manager' },
  'quality-supervisor': { zh: '服务质量监督人', en: 'Service quality supervisor' },
  planner: { zh: '计划管理人', en: 'Planner' },
  trainer: { zh: '技能提升人', en: 'Trainer' },
  'data-analyst': { zh: '数据分析人', en: 'Data analyst' },
  coordinator: { zh: '内部协调人', en: 'Internal coordinator' },
} as const satisfies Record<PostTemplate, Label>

export const PostId = z.uuid().brand<'PostId'>()
export type PostId = z.infer<typeof PostId>

const Title = z.object({ zh: z.string().trim().min(1).max(60), en: z.string().trim().min(1).max(80) })
const Holders = z.array(UserId).max(20)

export const Post = z.object({
  id: PostId,
  unitId: TeamId,
  template: PostTemplate.optional(),
  title: Label,
  /** Answers for the unit: reminders and escalations go to this post. */
  accountable: z.boolean(),
  holders: z.array(z.object({ id: UserId, name: z.string() })),
  deputies: z.array(z.object({ id: UserId, name: z.string() })),
  disabled: z.boolean(),
  version: Version,
})
export type Post = z.infer<typeof Post>

export const NewPost = z.object({
  unitId: TeamId,
  template: PostTemplate.optional(),
  title: Title,
  accountable: z.boolean(),
  holders: Holders.default([]),
  deputies: Holders.default([]),
})
export type NewPost = z.infer<typeof NewPost>

export const PostEdit = NewPost.omit({ unitId: true, template: true }).extend({
  version: Version,
  disabled: z.boolean().default(false),
})
export type PostEdit = z.infer<typeof PostEdit>
