/** The contact on the desk with its form: painted from one message, saved by HTTP. */
import { z } from 'zod'
import { create } from 'zustand'
import { CaseSummary } from '../../server/contracts/cases.ts'
import { Instant } from '../../server/contracts/common.ts'
import { type Draft, Interaction, InteractionSummary } from '../../server/contracts/interactions.ts'
import type { OfferOutcome } from '../../server/contracts/queues.ts'
import { anyAnswer, asApiError, get, post, put } from '../lib/api.ts'
import type { Painted } from '../lib/socket.ts'
import { type Contact, type ContactNews, firstDraft, nextContact } from './contact.machine.ts'
import { createDraftKeeper, type DraftState } from './draft-keeper.ts'
import { checkRequest, checkWrapUp, type FieldProblems } from './wrap-up.rules.ts'

/** What is shown on a free desk about the contact before. */
export type LastContact =
  | { name: 'filed'; caseNumber: string | undefined }
  | { name: 'offer-ended'; why: OfferOutcome }
  | { name: 'closed-by-house' }
  | { name: 'lost-in-call' }

type DraftCase = NonNullable<Draft['case']>

interface InteractionsState {
  contact: Contact | undefined
  draft: Draft
  draftState: DraftState
  problems: FieldProblems
  /** Sentences of the server beside fields. */
  refusals: Record<string, string>
  error: unknown
  asking: boolean
  last: LastContact | undefined
  painted: { offerId: string; answer: Painted } | undefined
  hear: (news: ContactNews) => void
  offer: (pop: Contact['pop'], painted: Painted) => void
  /** Tells the server once that the pop of this offer is on the screen. */
  acknowledgePaint: (offerId: string) => void
  load: () => Promise<void>
  edit: (change: Partial<Draft>) => void
  editCase: (change: { [K in keyof DraftCase]?: DraftCase[K] | undefined }) => void
  keepDraft: () => void
  /** Says who the caller is; a refusal is thrown to whoever shows the choice. */
  linkPassenger: (passengerId: string) => Promise<void>
  reject: () => Promise<void>
  extend: () => Promise<void>
  file: () => Promise<void>
  /** Files the request that is typed and goes on with an empty one, in the same contact. */
  fileOne: () => Promise<void>
  clear: () => void
}

const emptyDraft: Draft = { note: '' }
const fresh = {
  draft: emptyDraft,
  draftState: { name: 'kept' } as DraftState,
  problems: {},
  refusals: {},
  error: undefined,
  asking: false,
}
const Extended = z.object({ wrapUpDueAt: Instant })
const SavedDraft = z.object({ savedAt: Instant })
const Filed = z.object({ interaction: InteractionSummary, case: CaseSummary.optional() })

const pathOf = (contact: Contact) => `/interactions/${contact.interactionId}`

export const useInteractions = create<InteractionsState>((set, read) => {
  const keeper = createDraftKeeper({
    save: (interactionId, draft) => put(`/interactions/${interactionId}/draft`, SavedDraft, draft),
    show: (draftState) => set({ draftState }),
  })
  /** Runs one request about the contact on the desk; a second one waits for nobody and is passed over. */
  const ask = async (request: (contact: Contact) => Promise<void>) => {
    const { contact, asking } = read()
    if (!contact || asking) return
    set({ asking: true, error: undefined })
    try {
      await request(contact)
    } catch (error) {
      set({ error, refusals: asApiError(error).fields })
    } finally {
      set({ asking: false })
    }
  }
  const leave = (last: LastContact | undefined) => {
    keeper.forget()
    set({ ...fresh, contact: undefined, painted: undefined, last })
  }

  return {
    contact: undefined,
    ...fresh,
    last: undefined,
    painted: undefined,
    hear(news) {
      const before = read().contact
      const contact = nextContact(before, news)
      if (contact === before) return
      remember(contact)
      if (!contact) leave(lastOf(news, before))
      else if (contact.interactionId !== before?.interactionId) {
        keeper.forget()
        const draft =
          news.name === 'restored' && news.interaction ? draftOf(news.interaction, contact) : firstDraft(contact.pop)
        set({ ...fresh, contact, draft, last: undefined })
      } else set({ contact })
    },
    offer(pop, answer) {
      const { contact } = read()
      set({ painted: pop.offerId ? { offerId: pop.offerId, answer } : undefined })
      const isNew = contact?.pop.offerId !== pop.offerId || contact?.interactionId !== pop.interactionId
      if (isNew) read().hear({ name: 'offered', pop })
    },
    acknowledgePaint(offerId) {
      const { painted } = read()
      if (painted?.offerId !== offerId) return
      set({ painted: undefined })
      painted.answer({ paintedAt: Date.now() })
    },
    async load() {
      const before = read().contact
      try {
        const interaction = await get('/interactions/current', Interaction.nullish())
        const known = read().contact
        // An offer overtook this answer: it is newer.
        if (known && known !== before && interaction?.id !== known.interactionId) return
        if (known && interaction?.id === known.interactionId) return catchUp(interaction, read().hear)
        const lost = forgetTalk()
        if (!interaction && lost) set({ last: { name: 'lost-in-call' } })
        read().hear({ name: 'restored', interaction: interaction ?? null })
      } catch (error) {
        set({ error })
      }
    },
    edit(change) {
      const { contact, draft } = read()
      if (!contact) return
      const next = { ...draft, ...change }
      set({ draft: next, problems: {}, refusals: {} })
      keeper.edit(contact.interactionId, next)
    },
    editCase(change) {
      const next = { ...read().draft.case, ...change }
      const { subject = '', details = '', flight = '' } = next
      read().edit({ case: { ...next, subject, details, flight } })
    },
    keepDraft: () => keeper.flush(),
    async linkPassenger(passengerId) {
      const { contact } = read()
      if (!contact) return
      const interaction = await put(`${pathOf(contact)}/passenger`, Interaction, { passengerId })
      read().hear({ name: 'linked', interaction })
    },
    reject: () => ask(async (contact) => void (await post(`${pathOf(contact)}/reject`, anyAnswer))),
    extend: () =>
      ask(async (contact) => {
        const { wrapUpDueAt } = await post(`${pathOf(contact)}/wrap-up-extension`, Extended)
        read().hear({ name: 'extended', interactionId: contact.interactionId, wrapUpDueAt })
      }),
    fileOne: () =>
      ask(async (contact) => {
        const { draft } = read()
        const place = `${contact.interactionId}:${draft.filed?.length ?? 0}`
        const checked = checkRequest(draft, keyOf(place))
        if (!checked.ok) {
          set({ problems: checked.fields })
          return
        }
        const { number } = await post(`${pathOf(contact)}/cases`, CaseSummary, checked.body)
        const kind = draft.case?.kind
        const next = { ...(kind && { kind }), subject: '', details: '', flight: '' }
        read().edit({ case: next, filed: [...(draft.filed ?? []), number] })
        keeper.flush()
      }),
    file: () =>
      ask(async (contact) => {
        const checked = checkWrapUp(read().draft, keyOf(contact.interactionId))
        if (!checked.ok) {
          set({ problems: checked.fields })
          return
        }
        keeper.forget()
        const filed = await post(`${pathOf(contact)}/wrap-up`, Filed, checked.body)
        if (read().contact?.interactionId === contact.interactionId || !read().contact)
          leave({ name: 'filed', caseNumber: filed.case?.number ?? read().draft.filed?.at(-1) })
      }),
    clear: () => leave(undefined),
  }
})

/** After a break of the wire: the same contact, moved on meanwhile. What was typed here stays. */
function catchUp(interaction: Interaction, hear: (news: ContactNews) => void): void {
  hear({ name: 'call', call: interaction.pop.call })
  hear({ name: 'changed', interaction })
}

function draftOf({ draft }: Interaction, { pop }: Contact): Draft {
  return draft.case ? draft : { ...firstDraft(pop), ...draft }
}

function lastOf(news: ContactNews, before: Contact | undefined): LastContact | undefined {
  if (before?.phase === 'talking' && (news.name === 'call' || news.name === 'agent' || news.name === 'restored'))
    return { name: 'lost-in-call' }
  if (news.name === 'offer-ended') return { name: 'offer-ended', why: news.why }
  return news.name === 'changed' ? { name: 'closed-by-house' } : undefined
}

const talkPlace = 'talking-to'

/** Which talk a refresh of the page would break: the page after it must be able to say so. */
function remember(contact: Contact | undefined): void {
  if (contact?.phase === 'talking') sessionStorage.setItem(talkPlace, contact.interactionId)
  else sessionStorage.removeItem(talkPlace)
}

/** Whether the page before this one was in a talk. */
function forgetTalk(): boolean {
  const talk = sessionStorage.getItem(talkPlace)
  sessionStorage.removeItem(talkPlace)
  return talk !== null
}

/** One key a contact, the same after a refresh: saving twice files once. */
function keyOf(interactionId: string): string {
  const place = `wrap-up-key:${interactionId}`
  const known = sessionStorage.getItem(place)
  if (known) return known
  const key = crypto.randomUUID()
  sessionStorage.setItem(place, key)
  return key
}
