/** HTTP of calendars: everybody reads them, administrators change them. */
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import {
  CalendarEdit,
  CalendarId,
  CalendarSummary,
  CalendarWithDays,
  CalendarYear,
  DayEdit,
  DueTrial,
  DueTrialAnswer,
  IsoDate,
  NewCalendar,
  YearImport,
  YearWarning,
} from '../contracts/calendars.ts'
import { found } from '../platform/errors.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Calendars, Editor } from './calendars.service.ts'

const Params = z.object({ id: CalendarId })
const DayParams = Params.extend({ date: IsoDate })
const YearParams = Params.extend({ year: CalendarYear })
const warnPercent = 80

const editorOf = (request: FastifyRequest): Editor => {
  const { id, displayName, role } = userOf(request)
  return { id, displayName, role, ip: request.ip }
}

export interface CalendarsRoutesDeps {
  calendars: Calendars
  now: () => number
}

/** Lists, one calendar with the days of a year, its changes, and a trial of the arithmetic. */
export function calendarsRoutes(app: Http, { calendars, now }: CalendarsRoutesDeps): void {
  readRoutes(app, { calendars, now })
  editRoutes(app, calendars)
}

function readRoutes(app: Http, { calendars, now }: CalendarsRoutesDeps): void {
  app.route({
    method: 'GET',
    url: '/api/calendars',
    config: { access: 'logged-in' },
    schema: { response: { 200: z.array(CalendarSummary) } },
    handler: () => calendars.list(),
  })

  app.route({
    method: 'GET',
    url: '/api/calendars/warnings',
    config: { access: ['supervisor', 'admin'] },
    schema: { response: { 200: z.array(YearWarning) } },
    handler: () => calendars.warnings(),
  })

  app.route({
    method: 'GET',
    url: '/api/calendars/:id',
    config: { access: 'logged-in' },
    schema: {
      params: Params,
      querystring: z.object({ year: CalendarYear.optional() }),
      response: { 200: CalendarWithDays },
    },
    handler: async ({ params, query }) =>
      found(await calendars.get(params.id, query.year ?? new Date(now()).getUTCFullYear())),
  })

  app.route({
    method: 'POST',
    url: '/api/calendars/:id/trial',
    config: { access: 'logged-in' },
    schema: { params: Params, body: DueTrial, response: { 200: DueTrialAnswer } },
    handler: async ({ params: { id }, body: { from, span } }) => {
      found(await calendars.get(id, new Date(from).getUTCFullYear()))
      const due = await calendars.due(id, from, span, { warnPercent })
      return { ...due, working: await calendars.isWorking(id, from) }
    },
  })
}

function editRoutes(app: Http, calendars: Calendars): void {
  app.route({
    method: 'POST',
    url: '/api/calendars',
    config: { access: ['admin'] },
    schema: { body: NewCalendar, response: { 204: z.undefined() } },
    handler: async (request, reply) => {
      await calendars.add(request.body, editorOf(request))
      return reply.code(204).send(undefined)
    },
  })

  app.route({
    method: 'PUT',
    url: '/api/calendars/:id',
    config: { access: ['admin'] },
    schema: { params: Params, body: CalendarEdit, response: { 204: z.undefined() } },
    handler: async (request, reply) => {
      await calendars.edit(request.params.id, request.body, editorOf(request))
      return reply.code(204).send(undefined)
    },
  })

  app.route({
    method: 'PUT',
    url: '/api/calendars/:id/days/:date',
    config: { access: ['admin'] },
    schema: { params: DayParams, body: DayEdit, response: { 204: z.undefined() } },
    handler: async (request, reply) => {
      const { id, date } = request.params
      await calendars.setDay(id, date, request.body, editorOf(request))
      return reply.code(204).send(undefined)
    },
  })

  app.route({
    method: 'DELETE',
    url: '/api/calendars/:id/days/:date',
    config: { access: ['admin'] },
    schema: { params: DayParams, response: { 204: z.undefined() } },
    handler: async (request, reply) => {
      const { id, date } = request.params
      await calendars.removeDay(id, date, editorOf(request))
      return reply.code(204).send(undefined)
    },
  })

  app.route({
    method: 'POST',
    url: '/api/calendars/:id/years/:year',
    config: { access: ['admin'] },
    schema: { params: YearParams, body: YearImport, response: { 204: z.undefined() } },
    handler: async (request, reply) => {
      const { id, year } = request.params
      await calendars.learnYear(id, year, request.body.origin, editorOf(request))
      return reply.code(204).send(undefined)
    },
  })
}
