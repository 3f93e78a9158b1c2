/** Big figures with a word under them; what can be opened is a button. */
import type { ReactNode } from 'react'

/** `note` stands below the figure and may hold a figure of its own. */
export function Tile(props: { label: string; value: ReactNode; note?: ReactNode; onOpen: () => void }) {
  return (
    <div className="tile">
      <button type="button" className="tile-open" onClick={props.onOpen}>
        <span className="tile-label">{props.label}</span>
        <span className="tile-value figures">{props.value}</span>
      </button>
      <div className="tile-note">{props.note}</div>
    </div>
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
