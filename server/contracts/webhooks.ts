/** Webhooks: facts told to other systems, signed, at least once, in the order of each record. */
import { z } from 'zod'
import { freeText, Instant, Version } from './common.ts'
import { DeliveryId, WebhookId } from './ids.ts'

/** `https://host/path`; http only where the settings allow the target. */
const TargetUrl = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .refine((text) => !/^https?:\/\/[^/]*@/i.test(text), { message: 'user names and passwords are not allowed' })

/** The name of a fact as the catalogue of `/api/webhooks/facts` lists it. */
const FactNameText = z.string().regex(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/)

export const Webhook = z.object({
  id: WebhookId,
  name: z.string(),
  url: z.string(),
  facts: z.array(z.string()),
  enabled: z.boolean(),
  createdByName: z.string(),
  createdAt: Instant,
  /** Until when the secret before the last rotation signs too. */
  oldSecretUntil: Instant.optional(),
  counts: z.object({ pending: z.int(), delivered: z.int(), dead: z.int() }),
  version: z.int(),
})
export type Webhook = z.infer<typeof Webhook>

export const NewWebhook = z.object({
  name: freeText(60).pipe(z.string().min(1)),
  url: TargetUrl,
  facts: z.array(FactNameText).min(1).max(100),
})
export type NewWebhook = z.infer<typeof NewWebhook>

export const WebhookEdit = NewWebhook.extend({ version: Version, enabled: z.boolean() })
export type WebhookEdit = z.infer<typeof WebhookEdit>

/** The only answers that hold the secret: after making and after rotating. */
export const FreshWebhook = z.object({ webhook: Webhook, secret: z.string() })
export type FreshWebhook = z.infer<typeof FreshWebhook>

export const DeliveryState = z.enum(['pending', 'delivered', 'dead'])
export type DeliveryState = z.infer<typeof DeliveryState>

/** Why a try brought nothing; the target's own words are never kept. */
export const DeliveryProblem = z.enum(['refused-address', 'no-answer', 'timeout', 'bad-status', 'tls', 'off'])
export type DeliveryProblem = z.infer<typeof DeliveryProblem>

export const Delivery = z.object({
  id: DeliveryId,
  webhookId: WebhookId,
  fact: z.string(),
  /** Number of the fact; 0 for a test. */
  seq: z.int(),
  state: DeliveryState,
  tries: z.int(),
  createdAt: Instant,
  nextAt: Instant.optional(),
  endedAt: Instant.optional(),
  lastStatus: z.int().optional(),
  lastMs: z.int().optional(),
  lastProblem: DeliveryProblem.optional(),
})
export type Delivery = z.infer<typeof Delivery>

export const DeliveryFilter = z.object({ state: DeliveryState.optional() })
