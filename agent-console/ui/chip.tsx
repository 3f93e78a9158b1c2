/** A small word with a tone and, for states, an icon: state is never colour alone. */
import type { ReactNode } from 'react'
import type { Tone } from '../lib/tones.ts'

export function Chip({ tone = 'grey', icon, children }: { tone?: Tone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span className={`chip tone-${tone}`}>
      {icon}
      {children}
    </span>
  )
}
