/** Writes `ivr-flows/flow.schema.json` from `flow.schema.ts`: `npm run flow-schema`. */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { flowSchemaText } from './flow.schema.ts'

const path = fileURLToPath(new URL('../../ivr-flows/flow.schema.json', import.meta.url))
writeFileSync(path, flowSchemaText())
console.log(`Wrote ${path}`)
