// Plain JavaScript on purpose: it must be readable by the Node that is too old for the rest.
import * as module from 'node:module'
import { fileURLToPath } from 'node:url'

const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  console.error(
    `This program needs Node 24 or newer and was started with ${process.version}.\n` +
      'Run it through npm (npm start, npm test): "npm ci" brings Node 24 for Linux x64/arm64 and Windows x64.\n' +
      '请通过 npm 启动(npm start、npm test)；本程序需要 Node 24 或更高版本。',
  )
  process.exit(1)
}

// What was compiled once starts faster the next time: half of a start is reading TypeScript. Threads read the variable.
const cache = fileURLToPath(new URL('../node_modules/.cache/node', import.meta.url))
process.env.NODE_COMPILE_CACHE ??= cache
module.enableCompileCache(cache)
