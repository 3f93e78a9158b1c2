/** Renders a part of the console with everything it expects around it. */
import { QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import axe from 'axe-core'
import type { ReactNode } from 'react'
import { MemoryRouter } from 'react-router'
import { Look } from '../../agent-console/app/app.tsx'
import { createQueryClient } from '../../agent-console/lib/queries.ts'

/** The part on a page at `path`. */
export function show(part: ReactNode, path = '/') {
  return render(
    <QueryClientProvider client={createQueryClient()}>
      <Look>
        <MemoryRouter initialEntries={[path]}>{part}</MemoryRouter>
      </Look>
    </QueryClientProvider>,
  )
}

/** The ids of the accessibility rules that the page breaks; contrast cannot be judged without a renderer. */
export async function brokenRules(root: Element): Promise<string[]> {
  const { violations } = await axe.run(root, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  })
  return violations.map((one) => `${one.id}: ${one.nodes[0]?.html ?? ''}`)
}
