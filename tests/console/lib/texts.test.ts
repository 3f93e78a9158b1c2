import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { books } from '../../../agent-console/lib/i18n.ts'

const root = join(import.meta.dirname, '../../../agent-console')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (file) => !file.startsWith('dist') && /\.tsx?$/.test(file),
)
const textFiles = files.filter((file) => file.endsWith('.text.ts'))
for (const file of textFiles) await import(join(root, file))

/** The `{{values}}` of a text, in order of the alphabet. */
const valuesOf = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').toSorted((a, b) => a.localeCompare(b))

describe('the texts of the console', () => {
  it('stand in one book a text file, each with a name of its own', () => {
    expect(textFiles.length).toBeGreaterThan(8)
    expect(new Set(books.map((book) => book.name)).size).toBe(textFiles.length)
  })

  it('have the same keys and the same values in both languages, and none is empty', () => {
    for (const book of books) {
      expect(Object.keys(book.en), book.name).toEqual(Object.keys(book.zh))
      for (const [key, text] of Object.entries(book.zh)) {
        const english = book.en[key] ?? ''
        expect(text.trim() !== '' && english.trim() !== '', `${book.name}.${key}`).toBe(true)
        expect(valuesOf(english), `${book.name}.${key}`).toEqual(valuesOf(text))
      }
    }
  })

  it('are the only place with Chinese words, so that nothing stays untranslated', () => {
    const allowed = new Set([
      'lib/api.ts',
      // Labels in both languages side by side, as the contracts have them.
      'cases/field-text.ts',
      // The name of the language Chinese is Chinese in both languages.
      'ui/language-switch.tsx',
      'catalogue/catalogue-page.tsx',
      'catalogue/leaf-editor.tsx',
      'knowledge/article-editor.tsx',
      'knowledge/article-view.tsx',
    ])
    const strays = files.filter(
      (file) =>
        !file.endsWith('.text.ts') &&
        !allowed.has(file) &&
        /\p{Script=Han}/u.test(readFileSync(join(root, file), 'utf8')),
    )
    expect(strays).toEqual([])
  })
})
