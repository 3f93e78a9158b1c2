/** The description of the passenger-service system's HTTP (OpenAPI 3.1), made from the schemas that check its answers. */
import { z } from 'zod'
import {
  BagFile,
  BagReference,
  ETicket,
  FlightDate,
  FlightNumber,
  FlightStatus,
  Locator,
  MemberAccount,
  Pnr,
  PnrOrder,
  PnrOrderAnswer,
  ServiceEvent,
  TicketNumber,
} from '../contracts/passenger-service.ts'

const schemas = { BagFile, ETicket, FlightStatus, MemberAccount, Pnr, PnrOrder, PnrOrderAnswer, ServiceEvent }

const schemaOf = (schema: z.ZodType): Record<string, unknown> => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12' })
  return rest
}

const ref = (name: keyof typeof schemas) => ({ $ref: `#/components/schemas/${name}` })
const listOf = (name: keyof typeof schemas) => ({ type: 'array', items: ref(name) })
const json = (schema: unknown) => ({ 'application/json': { schema } })

interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  schema: unknown
}

const inPath = (name: string, schema: z.ZodType): Parameter => ({
  name,
  in: 'path',
  required: true,
  schema: schemaOf(schema),
})
const inQuery = (name: string, schema: z.ZodType, required = false): Parameter => ({
  name,
  in: 'query',
  required,
  schema: schemaOf(schema),
})

function reading(summary: string, answer: unknown, parameters: Parameter[]) {
  return {
    get: {
      summary,
      parameters,
      responses: {
        200: { description: 'The record.', content: json(answer) },
        401: { description: 'User or secret is wrong.' },
        404: { description: 'There is no such record.' },
      },
    },
  }
}

/** The whole document; `passenger-service.openapi.json` is this, written down. */
export function passengerServiceApi(): Record<string, unknown> {
  const locator = inPath('locator', Locator)
  const events = {
    type: 'object',
    properties: { items: listOf('ServiceEvent'), cursor: { type: 'string', maxLength: 80 } },
    required: ['items', 'cursor'],
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Passenger-service system',
      version: '1.0.0',
      description:
        'What the contact centre asks of the airline: flights, bookings, tickets, members, bags; and what it orders. Times are milliseconds since 1970, UTC; dates are those of the first airport.',
    },
    security: [{ login: [] }],
    paths: {
      '/flights': reading('Flights of a date', listOf('FlightStatus'), [
        inQuery('date', FlightDate, true),
        inQuery('from', z.string().regex(/^[A-Z]{3}$/)),
        inQuery('to', z.string().regex(/^[A-Z]{3}$/)),
      ]),
      '/flights/{flight}/{date}': reading('One flight', ref('FlightStatus'), [
        inPath('flight', FlightNumber),
        inPath('date', FlightDate),
      ]),
      '/pnrs/{locator}': reading('A booking', ref('Pnr'), [locator]),
      '/pnrs/{locator}/bags': reading('Bag files of a booking', listOf('BagFile'), [locator]),
      '/pnrs/{locator}/orders': { post: ordering(locator) },
      '/e-tickets/{number}': reading('A ticket', ref('ETicket'), [inPath('number', TicketNumber)]),
      '/member-accounts/{number}': reading('An account of the frequent-flyer programme', ref('MemberAccount'), [
        inPath('number', z.string()),
      ]),
      '/bags/{reference}': reading('A bag file by its reference (PIR)', ref('BagFile'), [
        inPath('reference', BagReference),
      ]),
      '/events': reading('What happened after an event, oldest first; without one only the cursor of now', events, [
        inQuery('after', z.string().max(80)),
        inQuery('limit', z.int().min(1).max(200)),
      ]),
    },
    components: {
      securitySchemes: { login: { type: 'http', scheme: 'basic' } },
      schemas: Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, schemaOf(schema)])),
    },
  }
}

function ordering(locator: Parameter) {
  return {
    summary: 'Writes an SSR or a remark into a booking, or puts it on a queue',
    parameters: [
      locator,
      // The same key is the same order: it is done once and answered alike each time.
      { name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string', format: 'uuid' } },
    ],
    requestBody: { required: true, content: json(ref('PnrOrder')) },
    responses: {
      200: { description: 'Done, or refused with a reason.', content: json(ref('PnrOrderAnswer')) },
      404: { description: 'There is no such booking.' },
    },
  }
}
