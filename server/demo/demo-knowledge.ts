/** What the demo airline knows: articles of the four kinds, and scripts for the commonest conversations. */
import type { UserId } from '../contracts/ids.ts'
import type { ArticleContent } from '../contracts/knowledge.ts'
import { policyArticles } from './knowledge-policy.ts'
import { scriptedArticles } from './knowledge-scripts.ts'
import { serviceArticles } from './knowledge-service.ts'
import { owned } from './knowledge-words.ts'

/** All of them, owned by one person. */
export const demoArticles = (ownerId: UserId, now: number): ArticleContent[] =>
  [...policyArticles, ...serviceArticles, ...scriptedArticles].map((article) => owned(article, ownerId, now))
