import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SessionUser } from '../../../server/contracts/auth.ts'
import type { ArticleId, InteractionId } from '../../../server/contracts/ids.ts'
import type {
  Article,
  ArticleContent,
  ArticleHit,
  ArticleVersion,
  OpenedArticle,
  OwnerWork,
  ProposedArticle,
} from '../../../server/contracts/knowledge.ts'
import { demoArticles } from '../../../server/demo/demo-knowledge.ts'
import { knowledgeRoutes } from '../../../server/knowledge/knowledge.routes.ts'
import { newId } from '../../../server/platform/id.ts'
import { openTestHttp, type TestHttp } from '../../kit/http.ts'
import { type JoinedHouse, openJoinedHouse } from '../../kit/joined-house.ts'

let joined: JoinedHouse
let http: TestHttp
let agent: SessionUser
let other: SessionUser
let lead: SessionUser
let foreignLead: SessionUser
const contact = newId<InteractionId>()
const dayMs = 86_400_000

beforeAll(async () => {
  joined = await openJoinedHouse()
  const team = await joined.addTeam('desk')
  agent = await joined.hire('agent', team)
  other = await joined.hire('agent', team)
  lead = await joined.hire('supervisor', team)
  foreignLead = await joined.hire('supervisor', await joined.addTeam('other'))
  http = await openTestHttp((app) =>
    knowledgeRoutes(app, {
      knowledge: joined.people.knowledge,
      contactOf: async (id) => (id === contact ? { agentId: agent.id, teamId: team } : undefined),
    }),
  )
})
afterAll(async () => {
  await http.close()
  await joined.close()
})

const content = (zh: string, more: Partial<ArticleContent> = {}): ArticleContent => ({
  kind: 'policy',
  title: { zh, en: `${zh} in English` },
  blocks: [{ type: 'text', zh: ['正文'], en: ['Text'] }],
  leaves: [],
  menuPaths: [],
  ownerId: lead.id,
  script: [],
  ...more,
})
const text = (zh: string, en = 'x'): ArticleContent['blocks'] => [{ type: 'text', zh: [zh], en: en === '' ? [] : [en] }]
async function publish(zh: string, more: Partial<ArticleContent> = {}): Promise<Article> {
  const made = await http.as(lead)('POST', '/api/knowledge', content(zh, more))
  expect(made.status).toBe(201)
  return made.body as Article
}
const find = async (search: string, more = '') =>
  (
    (await http.as(agent)('GET', `/api/knowledge?search=${encodeURIComponent(search)}${more}`)).body as {
      items: ArticleHit[]
    }
  ).items
const titles = async (search: string, more = '') => (await find(search, more)).map((hit) => hit.title.zh)
const read = async (id: string, as = agent) => (await http.as(as)('GET', `/api/knowledge/${id}`)).body as Article
const save = (article: Article, change: Partial<ArticleContent>, as = lead) =>
  http.as(as)('PUT', `/api/knowledge/${article.id}`, {
    version: article.version,
    content: { ...article.content, ...change },
  })

describe('search', () => {
  test('[CS-27] a two-character word is found, in titles before texts, fresh before expired', async () => {
    await publish('航变签转说明')
    await publish('无关标题甲', { blocks: text('旅客要求签转时先核对客票。') })
    await publish('旧版签转规定', { expiresAt: joined.house.clock.now() - dayMs })
    expect(await titles('签转')).toEqual(['航变签转说明', '无关标题甲', '旧版签转规定'])
    expect((await find('签转')).map((hit) => hit.expired)).toEqual([false, false, true])
  })

  test('[CS-27] the hit is marked in the snippet', async () => {
    await publish('无关标题乙', { blocks: text('客舱内遗失物品由基地招领处保管。') })
    const [hit] = await find('招领')
    expect(hit?.snippet.filter((part) => part.hit)).toEqual([{ text: '招领', hit: true }])
  })

  test('[IQ-07] English words, beginnings of titles, pinyin initials and full-width letters lead to the same article', async () => {
    await publish('锂电池运输', {
      title: { zh: '锂电池运输', en: 'Lithium batteries' },
      blocks: text('额定能量', 'Rated energy'),
    })
    for (const search of ['lithium', 'lith', 'batteries', 'ldc', 'ＬＩＴＨＩＵＭ', 'energy', '电池']) {
      const expected = ['锂电池运输']
      expect([search, await titles(search)]).toEqual([search, expected])
    }
  })

  test('[CS-26] the four kinds are kept apart', async () => {
    for (const kind of ['standards', 'product', 'skills', 'policy'] as const) await publish(`四类示范${kind}`, { kind })
    expect(await titles('示范', '&kind=skills')).toEqual(['四类示范skills'])
    expect(await titles('示范')).toHaveLength(4)
  })

  test('[CS-27] a word that nearly every article has does not hide the article that has the other word too', async () => {
    const common = Array.from({ length: 450 }, (_, i) => content(`通用条款 ${i}`, { blocks: text('普遍适用') }))
    await publish('极地航线条款', { blocks: text('普遍适用') })
    await joined.people.knowledge.add(common, { id: lead.id, unitId: lead.teamId })
    expect((await titles('普遍 极地'))[0]).toBe('极地航线条款')
  })
})

describe('articles', () => {
  test('[EC-13] everybody logged in reads, leads of the owning unit write, others do not', async () => {
    const article = await publish('权限示例')
    expect(await read(article.id, agent)).toMatchObject({ mayWrite: false, title: { zh: '权限示例' } })
    expect((await save(article, {}, agent)).status).toBe(403)
    expect(await save(article, {}, foreignLead)).toMatchObject({ status: 409, body: { code: 'article-not-yours' } })
    expect((await http.as(agent)('GET', `/api/knowledge/${newId()}`)).status).toBe(404)
  })

  test('[CS-27] each publication is kept and read, and restoring makes a new version', async () => {
    const article = await publish('版本示例', { blocks: text('第一版仅此一见') })
    const next = (await save(article, { blocks: text('第二版取而代之') })).body as Article
    expect(await titles('一见')).toEqual([])
    const old = await http.as(agent)('GET', `/api/knowledge/${article.id}/versions/1`)
    expect((old.body as ArticleVersion).content.blocks[0]?.zh).toEqual(['第一版仅此一见'])
    const url = `/api/knowledge/${article.id}/versions/1/restore`
    expect(await http.as(lead)('POST', url, { version: next.version })).toMatchObject({
      status: 200,
      body: { version: 3 },
    })
    const versions = (await http.as(agent)('GET', `/api/knowledge/${article.id}/versions`)).body as ArticleVersion[]
    expect(versions).toMatchObject([
      { version: 3, restoredFrom: 1 },
      { version: 2 },
      { version: 1, byName: lead.displayName },
    ])
    expect(await titles('一见')).toEqual(['版本示例'])
  })

  test('[CS-27] the later of two savers is told who changed what', async () => {
    const article = await publish('同时修改')
    await save(article, { title: { zh: '同时修改过', en: '' } })
    expect(await save(article, { blocks: text('我的改动') })).toMatchObject({
      status: 409,
      body: { code: 'changed-meanwhile', fields: { title: 'changed' }, details: { changed: ['title'], version: 2 } },
    })
  })

  test('[EC-13] an article without English says so', async () => {
    const article = await publish('仅中文', { title: { zh: '仅中文', en: '' } })
    expect(article.lacksEnglish).toBe(true)
    expect((await publish('双语')).lacksEnglish).toBe(false)
  })

  test('[GA-40] a script that runs in a circle is refused, with the step', async () => {
    const step = (id: string, to: string) => ({
      id,
      say: { zh: '请稍候', en: 'One moment' },
      answers: [{ label: { zh: '好', en: 'Yes' }, to }],
    })
    const script = [step('a', 'b'), step('b', 'a')]
    expect(await http.as(lead)('POST', '/api/knowledge', content('循环', { script }))).toMatchObject({
      status: 409,
      body: { code: 'script-not-walkable', fields: { 'script.a': 'loop' } },
    })
  })

  test('[CS-27] unknown leaves, owners and kinds are refused by field', async () => {
    const post = (more: object) => http.as(lead)('POST', '/api/knowledge', { ...content('错'), ...more })
    expect((await post({ leaves: ['xx-99'] })).status).toBe(400)
    expect((await post({ ownerId: newId() })).body).toMatchObject({ fields: { ownerId: 'unknown' } })
    expect((await post({ kind: 'gossip' })).status).toBe(400)
    expect((await post({ blocks: [] })).status).toBe(400)
  })
})

describe('use', () => {
  test('[BY-45] articles of the leaf come first, then of the way through the menu, expired ones not at all', async () => {
    const byPath = await publish('菜单建议', { menuPaths: ['7'] })
    const byLeaf = await publish('类目建议', { leaves: ['cp-07'] })
    await publish('过期建议', { leaves: ['cp-07'], expiresAt: 1 })
    const asked = await http.as(agent)('GET', '/api/knowledge/proposed?leaf=cp-07&path=7%3E1')
    expect((asked.body as ProposedArticle[]).map(({ id, because }) => [id, because])).toEqual([
      [byLeaf.id, 'leaf'],
      [byPath.id, 'path'],
    ])
  })

  test('[EC-05] which article was opened in which contact is kept once, and counted', async () => {
    const article = await publish('打开记录')
    const open = (as: SessionUser, interactionId?: string) =>
      http.as(as)('POST', `/api/knowledge/${article.id}/openings`, { interactionId })
    expect([(await open(agent, contact)).status, (await open(agent, contact)).status]).toEqual([204, 204])
    expect((await open(other, contact)).status).toBe(404)
    expect((await open(other)).status).toBe(204)
    expect((await read(article.id)).openings30Days).toBe(2)
    expect((await http.as(foreignLead)('GET', `/api/interactions/${contact}/knowledge`)).status).toBe(404)
    const seen = await http.as(lead)('GET', `/api/interactions/${contact}/knowledge`)
    expect(seen.body as OpenedArticle[]).toMatchObject([
      { articleId: article.id, version: 1, byName: agent.displayName },
    ])
    const facts = joined.house
      .factsOf('knowledge.opened')
      .filter((fact) => fact.articleId === (article.id as ArticleId))
    expect(facts).toHaveLength(2)
    await joined.house.clock.advance(31 * dayMs)
    expect((await read(article.id)).openings30Days).toBe(0)
  })

  test('[EC-13] a reader says helpful or not, and the owner finds the note and what expires in a list', async () => {
    const owner = await joined.hire('supervisor', lead.teamId)
    const work = async () => (await http.as(owner)('GET', '/api/knowledge/work')).body as OwnerWork[]
    const now = joined.house.clock.now()
    const article = await publish('评价示例', { ownerId: owner.id })
    await publish('快到期', { ownerId: owner.id, expiresAt: now + 5 * dayMs })
    await publish('已到期', { ownerId: owner.id, expiresAt: now - dayMs })
    await publish('还早', { ownerId: owner.id, expiresAt: now + 300 * dayMs })
    const vote = (helpful: boolean, note: string) =>
      http.as(agent)('PUT', `/api/knowledge/${article.id}/vote`, { helpful, note })
    await vote(true, '')
    expect((await vote(false, '缺少国际票规则')).body).toMatchObject({ helpful: 0, notHelpful: 1, ownVote: false })
    expect((await work()).map(({ title, why }) => [title.zh, why])).toEqual([
      ['已到期', 'expired'],
      ['快到期', 'expires-soon'],
      ['评价示例', 'note'],
    ])
    await save(await read(article.id), { blocks: text('已补充国际票规则') })
    expect((await work()).map(({ why }) => why)).not.toContain('note')
  })
})

describe('the demo', () => {
  test('[GA-25] [CT-26] [IQ-07] has sound articles of all four kinds in both languages, and four scripts', async () => {
    const articles = demoArticles(lead.id, joined.house.clock.now())
    expect(new Set(articles.map(({ kind }) => kind))).toEqual(new Set(['standards', 'product', 'skills', 'policy']))
    expect(articles.filter(({ script }) => script.length > 0)).toHaveLength(4)
    const ids = await joined.people.knowledge.add(articles, { id: lead.id, unitId: lead.teamId })
    expect(ids.length).toBeGreaterThanOrEqual(24)
    for (const search of ['改签', '行李', '补登', 'refund', 'wheelchair']) expect(await titles(search)).not.toEqual([])
  })
})
