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

/** A number that opens the rows behind it; `label` says to a screen reader what the number counts. */
export function Figure({ value, label, onOpen }: { value: ReactNode; label?: string; onOpen: () => void }) {
  return (
    <button type="button" className="figure figures" onClick={onOpen}>
      {label && <span className="sr-only">{label}</span>} {value}
    </button>
  )
}
