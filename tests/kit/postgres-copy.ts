/** A PostgreSQL database of its own for one test: a copy of a migrated one on the same server. */
import pg from 'pg'

export interface DatabaseCopy {
  url: string
  drop: () => Promise<void>
}

let copies = 0

/** Copies the database that `model` names; nobody may be connected to that one. */
export async function copyDatabase(model: string): Promise<DatabaseCopy> {
  const from = new URL(model)
  const copy = new URL(model)
  copies += 1
  const name = `house_${process.pid}_${process.hrtime.bigint()}_${copies}`
  copy.pathname = `/${name}`
  await onServer(model, `create database ${name} template ${from.pathname.slice(1)}`)
  return { url: copy.href, drop: () => onServer(model, `drop database ${name} with (force)`) }
}

async function onServer(model: string, statement: string): Promise<void> {
  const url = new URL(model)
  url.pathname = '/postgres'
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
