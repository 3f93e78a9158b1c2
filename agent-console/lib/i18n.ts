/** Texts of the console in both languages: one book a feature, the same keys in both, checked by types and by a test. */
import i18next from 'i18next'
import { useCallback } from 'react'
import { initReactI18next, useTranslation } from 'react-i18next'
import { type Label, Language } from '../../server/contracts/common.ts'

/** The texts of one feature. */
export interface TextBook<K extends string = string> {
  name: string
  zh: Readonly<Record<K, string>>
  en: Readonly<Record<K, string>>
}

/** Values that stand in a text as `{{name}}`. */
export type TextValues = Record<string, string | number>
/** Reads one text of a book in the language on the screen. */
export type ReadText<K extends string> = (key: K, values?: TextValues) => string

/** i18next guesses keys and values from its own declarations; ours come from the books. */
type LooseRead = (key: string, values: TextValues) => string

const storageKey = 'console-language'

export const i18n = i18next.createInstance()
void i18n.use(initReactI18next).init({
  lng: rememberedLanguage(),
  fallbackLng: false,
  resources: {},
  initAsync: false,
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
})

/** All books defined so far; the test that compares the languages walks over them. */
export const books: TextBook[] = []

/** Declares the texts of a feature; the English object must have exactly the keys of the Chinese one. */
export function defineText<K extends string>(
  name: string,
  zh: Readonly<Record<K, string>>,
  en: Readonly<Record<NoInfer<K>, string>>,
): TextBook<K> {
  const book = { name, zh, en }
  books.push(book)
  i18n.addResourceBundle('zh', name, zh)
  i18n.addResourceBundle('en', name, en)
  return book
}

/** A reader of one book that follows the language on the screen. */
export function useText<K extends string>(book: TextBook<K>): ReadText<K> {
  const { t } = useTranslation(book.name, { i18n })
  const read: unknown = t
  return useCallback((key: K, values?: TextValues) => (read as LooseRead)(key, values ?? {}), [read])
}

/** Reads a text outside React: titles and notices made by news of the house. */
export function textOf<K extends string>(book: TextBook<K>, key: K, values: TextValues = {}): string {
  const read: unknown = i18n.getFixedT(null, book.name)
  return (read as LooseRead)(key, values)
}

/** The language on the screen. */
export function useLanguage(): Language {
  const { i18n: current } = useTranslation(undefined, { i18n })
  return asLanguage(current.language)
}

/** The language on the screen, outside React. */
export function currentLanguage(): Language {
  return asLanguage(i18n.language)
}

/** Changes the language at once and remembers it for the login page of this browser. */
export async function changeLanguage(language: Language): Promise<void> {
  localStorage.setItem(storageKey, language)
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  await i18n.changeLanguage(language)
}

/** One side of a label of the house. */
export function labelText(label: Label, language: Language): string {
  return label[language]
}

function rememberedLanguage(): Language {
  const stored = Language.safeParse(localStorage.getItem(storageKey))
  if (stored.success) return stored.data
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh'
}

function asLanguage(tag: string | undefined): Language {
  return tag === 'en' ? 'en' : 'zh'
}
