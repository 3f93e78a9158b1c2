import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { auditRoutes } from '../../../server/audit/audit.routes.ts'
import { type Audit, createAudit } from '../../../server/audit/audit.service.ts'
import type { UserId } from '../../../server/contracts/ids.ts'
import { newId } from '../../../server/platform/id.ts'
import { openTestHouse, type TestHouse } from '../../kit/house.ts'
import { openTestHttp, testUser } from '../../kit/http.ts'

const actorId = newId<UserId>()
let house: TestHouse
let audit: Audit

beforeEach(async () => {
  house = await openTestHouse()
  audit = createAudit({ ...house, staff: { namesOf: async () => new Map([[actorId, '李主管']]) } })
})
afterEach(() => house.close())

const look = (objectId: string) => ({
  actorId,
  role: 'supervisor' as const,
  ip: '127.0.0.1',
  action: 'look',
  objectType: 'passenger',
  objectId,
})

/** What somebody with the database file in hands would do. */
async function tamper(statement: string): Promise<void> {
  const { db } = house.store
  if (db.getExecutor().adapter.supportsTransactionalDdl) {
    await sql`ALTER TABLE audit_entry DISABLE TRIGGER ALL`.execute(db)
  } else {
    await sql`DROP TRIGGER audit_entry_no_update`.execute(db)
    await sql`DROP TRIGGER audit_entry_no_delete`.execute(db)
  }
  await sql.raw(statement).execute(db)
}

describe('the audit trail', () => {
  test('links each entry to the one before, over many entries', async () => {
    for (let i = 0; i < 25; i++) await audit.record(look(`p${i}`))
    expect(await audit.verify()).toEqual({ ok: true, entries: 25 })
  })

  test('is not touched by a transaction that rolled back', async () => {
    await audit.record(look('p1'))
    const failed = house.store.write(async (tx) => {
      await audit.record(look('p2'), tx)
      throw new Error('rolled back')
    })
    await expect(failed).rejects.toThrow('rolled back')
    await audit.record(look('p3'))
    expect(await audit.verify()).toEqual({ ok: true, entries: 2 })
  })

  test.each(["UPDATE audit_entry SET action = 'x'", 'DELETE FROM audit_entry'])('refuses %s', async (statement) => {
    await audit.record(look('p1'))
    await expect(sql.raw(statement).execute(house.store.db)).rejects.toThrow('append-only')
  })

  test.each([
    ['one changed value', "UPDATE audit_entry SET object_id = 'other' WHERE seq = 2", 2],
    ['a missing row', 'DELETE FROM audit_entry WHERE seq = 2', 2],
    ['two swapped rows', 'UPDATE audit_entry SET seq = CASE seq WHEN 1 THEN -2 WHEN 2 THEN 1 ELSE seq END', 1],
    ['a cut end', 'DELETE FROM audit_entry WHERE seq = 3', 3],
  ])('shows %s', async (_what, statement, brokenAt) => {
    for (const id of ['p1', 'p2', 'p3']) await audit.record(look(id))
    await tamper(statement)
    expect(await audit.verify()).toEqual({ ok: false, brokenAt })
  })

  test('pages newest first and names who acted', async () => {
    for (const id of ['p1', 'p2', 'p3']) await audit.record(look(id))
    const first = await audit.list({ limit: 2 })
    expect(first.items.map((entry) => entry.objectId)).toEqual(['p3', 'p2'])
    expect(first.items[0]?.actorName).toBe('李主管')
    const second = await audit.list({ limit: 2, before: Number(first.nextBefore) })
    expect(second.items.map((entry) => entry.objectId)).toEqual(['p1'])
  })

  test('[B4-01] opens to admins only', async () => {
    const http = await openTestHttp((app) => auditRoutes(app, { audit }))
    const statuses = []
    for (const who of [undefined, testUser('agent'), testUser('supervisor'), testUser('admin')])
      statuses.push((await http.as(who)('GET', '/api/audit')).status)
    expect(statuses).toEqual([401, 403, 403, 200])
    expect((await http.as(testUser('admin'))('GET', '/api/audit?before=x')).status).toBe(400)
    await http.close()
  })
})
