/** A labelled input with the place for its error below. */
import { type ReactNode, useId } from 'react'
import { FieldError } from './error-line.tsx'

/** What the input inside must take over, so that label and error belong to it. */
export interface FieldIds {
  id: string
  'aria-describedby': string
  'aria-invalid': boolean
  status: 'error' | ''
}

export function Field(props: {
  label: string
  required?: boolean
  error?: string | undefined
  className?: string
  children: (ids: FieldIds) => ReactNode
}) {
  const id = useId()
  const errorId = `${id}-error`
  const bad = props.error !== undefined
  return (
    <div className={`field ${props.className ?? ''}`}>
      <label htmlFor={id} className={props.required ? 'required' : undefined}>
        {props.label}
      </label>
      {props.children({ id, 'aria-describedby': errorId, 'aria-invalid': bad, status: bad ? 'error' : '' })}
      <FieldError id={errorId} text={props.error} />
    </div>
  )
}
