/** Articles one under the other: arrows move, Enter opens. */
import type { KeyboardEvent } from 'react'
import type { ArticleSummary, SnippetPart } from '../../server/contracts/knowledge.ts'
import { useLanguage } from '../lib/i18n.ts'
import { sideOf } from './article-body.tsx'
import { ArticleChips, Snippet } from './article-chips.tsx'

type Item = ArticleSummary & { snippet?: SnippetPart[]; note?: string }

export function ArticleList(props: { items: Item[]; chosen?: string | undefined; onOpen: (id: string) => void }) {
  const language = useLanguage()
  return (
    <ul className="plain article-list" onKeyDown={moveFocus}>
      {props.items.map((item) => (
        <li key={item.id}>
          <button
            type="button"
            className={item.id === props.chosen ? 'article-line chosen' : 'article-line'}
            aria-current={item.id === props.chosen ? 'true' : undefined}
            onClick={() => props.onOpen(item.id)}
          >
            <span className="article-title">{sideOf(item.title, language).text}</span>
            <ArticleChips article={item} />
            {item.note && <span className="muted small">{item.note}</span>}
            {item.snippet && <Snippet parts={item.snippet} />}
          </button>
        </li>
      ))}
    </ul>
  )
}

function moveFocus(event: KeyboardEvent<HTMLUListElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const lines = [...event.currentTarget.querySelectorAll<HTMLElement>('.article-line')]
  const at = lines.indexOf(document.activeElement as HTMLElement)
  event.preventDefault()
  lines[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus()
}
