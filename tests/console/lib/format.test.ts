import { describe, expect, it } from 'vitest'
import { airportTimeText, e164Of, phoneText, spanText } from '../../../agent-console/lib/format.ts'

describe('what people read', () => {
  it.each([
    [0, '00:00'],
    [151_999, '02:31'],
    [3_723_000, '1:02:03'],
    [-5_000, '00:00'],
  ])('shows a span of %i ms as %s', (ms, text) => expect(spanText(ms)).toBe(text))

  it('shows a departure in the time of its airport, wherever the reader sits', () => {
    const at = Date.UTC(2026, 10, 24, 0, 30)
    expect(airportTimeText(at, 'Asia/Shanghai', 'en')).toContain('08:30')
    expect(airportTimeText(at, 'America/Los_Angeles', 'en')).toContain('16:30')
  })

  it('still shows a time when the zone is not one of the world', () => {
    expect(airportTimeText(0, 'Moon/Base', 'en')).toContain('UTC')
  })

  it('groups numbers for reading and leaves what is no number as it came', () => {
    expect(phoneText('+8613800138000')).toBe('+86 138 0013 8000')
    expect(phoneText('13800138000')).toBe('+86 138 0013 8000')
    expect(phoneText('02088880001')).toBe('+86 20 8888 0001')
    expect(phoneText('95530')).toBe('95530')
    expect(phoneText('anonymous')).toBe('anonymous')
  })

  it('takes a number as typed, Chinese unless a country is given', () => {
    expect(e164Of('138 0013 8000')).toBe('+8613800138000')
    expect(e164Of('+44 7700 900123')).toBe('+447700900123')
    expect(e164Of('<script>')).toBeUndefined()
  })
})
