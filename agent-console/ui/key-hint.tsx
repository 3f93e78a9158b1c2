/** A key as it is printed on the keyboard. */
export function KeyHint({ keys }: { keys: string }) {
  return <kbd className="key">{keys}</kbd>
}

/** The key of a button beside its words: drawn, not written, so that the button's name is its words alone. */
export function ButtonKey({ keys }: { keys: string }) {
  return <span className="key button-key" data-key={keys} aria-hidden />
}
