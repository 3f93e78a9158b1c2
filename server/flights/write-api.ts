/** `npm run passenger-service-api`: writes the description beside this file. */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { passengerServiceApi } from './passenger-service-api.ts'

const file = fileURLToPath(new URL('./passenger-service.openapi.json', import.meta.url))
writeFileSync(file, `${JSON.stringify(passengerServiceApi(), null, 2)}\n`)
