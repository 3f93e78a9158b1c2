/** Part of the install: lets Node compile the house once and keep the result, so that the first start is as quick as the second. */
import { flushCompileCache } from 'node:module'

await import('./app.ts')
flushCompileCache()
// Libraries of the house may have begun to wait for something; there is nothing to wait for here.
process.exit(0)
