/** Big figures with a word under them; a tile that can be opened is a button. */
import type { ReactNode } from 'react'

export function Tile(props: { label: string; value: ReactNode; note?: ReactNode; onOpen?: (() => void) | undefined }) {
  const content = (
    <>
      <span className="tile-label">{props.label}</span>
      <span className="tile-value figures">{props.value}</span>
      <span className="tile-note">{props.note}</span>
    </>
  )
  if (!props.onOpen) return <div className="tile">{content}</div>
  return (
    <button type="button" className="tile" onClick={props.onOpen}>
      {content}
    </button>
  )
}

/** A number in a table that opens the rows behind it. */
export function Figure({ value, label, onOpen }: { value: ReactNode; label: string; onOpen: () => void }) {
  return (
    <button type="button" className="figure figures" aria-label={label} onClick={onOpen}>
      {value}
    </button>
  )
}
