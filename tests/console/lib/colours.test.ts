import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../../agent-console')

it('names colours in the theme and nowhere else', () => {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) => !file.startsWith('dist') && /\.(tsx?|css)$/.test(file) && file !== 'app/theme.ts',
  )
  const strays = files.filter((file) =>
    /#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(/i.test(readFileSync(join(root, file), 'utf8')),
  )
  expect(strays).toEqual([])
})
