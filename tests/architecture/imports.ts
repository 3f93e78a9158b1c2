/** Reads the imports of a source file: which files and packages it opens, and whether only their types. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative } from 'node:path'

/** A source file, its path with `/` from the top of the house. */
export interface SourceFile {
  path: string
  text: string
}

/** One import as written: `import type` and types in `import('x').Y` open no door at run time. */
export interface Import {
  /** A path from the top of the house for own files, else the package's name or `node:x`. */
  target: string
  own: boolean
  typeOnly: boolean
}

const statement = /^[ \t]*(?:import|export)\b([^'"`;()]*?)['"]([^'"\n]+)['"]/gm
const call = /(typeof\s+)?\bimport\(\s*(?:'([^'\n]+)'|"([^"\n]+)"|([^)]*))\s*\)(\.[A-Z])?/g
// A worker is a door too: `new URL('./media-worker.ts', import.meta.url)`.
const workerFile = /new URL\(\s*'([^'\n]+\.tsx?)'/g

/** Every import of a file; a computed `import(x)` has the target `(computed)`. */
export function importsOf(file: SourceFile): Import[] {
  const text = withoutComments(file.text)
  const found: Import[] = []
  for (const [, words, target] of text.matchAll(statement)) {
    if (words!.trim() !== '' && !/\bfrom\s*$/.test(words!)) continue
    found.push(resolved(file.path, target!, /^\s+type\b(?!\s*,|\s+from)/.test(words!)))
  }
  for (const [, typeOf, single, double, , member] of text.matchAll(call)) {
    const target = single ?? double
    if (target === undefined) found.push({ target: '(computed)', own: false, typeOnly: false })
    else found.push(resolved(file.path, target, typeOf !== undefined || member !== undefined))
  }
  for (const [, target] of text.matchAll(workerFile)) found.push(resolved(file.path, target!, false))
  return found
}

function resolved(from: string, target: string, typeOnly: boolean): Import {
  if (target.startsWith('.')) return { target: posix.join(posix.dirname(from), target), own: true, typeOnly }
  const parts = target.split('/')
  const name = target.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]!
  return { target: name, own: false, typeOnly }
}

/** Comment lines and blocks that begin a line; that is how this house is formatted, and it leaves addresses in strings alone. */
function withoutComments(text: string): string {
  return text.replace(/^[ \t]*\/\*[\s\S]*?\*\//gm, '').replace(/^[ \t]*\/\/.*$/gm, '')
}

const notOurs = new Set(['node_modules', 'dist', 'data', '.git', '.tmp', 'coverage'])

/** Every file of the given wings that `wanted` accepts, sorted by path. */
export function filesOf(root: string, wings: string[], wanted: (path: string) => boolean): SourceFile[] {
  const found: SourceFile[] = []
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const full = join(folder, entry.name)
      const path = relative(root, full).replaceAll('\\', '/')
      if (entry.isDirectory() && !notOurs.has(entry.name)) walk(full)
      else if (entry.isFile() && wanted(path)) found.push({ path, text: readFileSync(full, 'utf8') })
    }
  }
  for (const wing of wings.map((name) => join(root, name))) if (existsSync(wing)) walk(wing)
  return found.sort((a, b) => (a.path < b.path ? -1 : 1))
}
