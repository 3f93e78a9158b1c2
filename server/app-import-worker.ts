/** COMPOSITION of the worker of imports: the kinds of the house, each with its room's own way to read a row. */
import { runImportWorker } from './imports/import-worker.ts'
import { preparePassenger } from './passengers/passenger-preparer.ts'

await runImportWorker({ passengers: preparePassenger })
