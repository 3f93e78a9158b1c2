/** The look: one accent, 13 px, compact. The only file of the console that names colours. */
import { theme as antd, type ThemeConfig } from 'antd'
import { create } from 'zustand'

export type Mode = 'light' | 'dark'
export type ModeChoice = Mode | 'system'

const storageKey = 'console-mode'
const fontFamily =
  'system-ui, "Segoe UI", Roboto, "Helvetica Neue", "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "WenQuanYi Micro Hei", sans-serif'

const palette = {
  light: {
    accent: '#1659a8',
    page: '#eef1f4',
    surface: '#ffffff',
    raised: '#f6f8fa',
    border: '#d5dbe2',
    text: '#1a222c',
    muted: '#5a6673',
    faint: '#66717d',
    ready: '#177239',
    talking: '#1659a8',
    amber: '#9a5b00',
    grey: '#5a6673',
    red: '#c02a2a',
    silver: '#566573',
    gold: '#8a6508',
    platinum: '#2b3340',
    readyBack: '#e3f4e9',
    talkingBack: '#e3edf9',
    amberBack: '#fdf0d9',
    greyBack: '#eaedf1',
    redBack: '#fce6e6',
    silverBack: '#e3e8ed',
    goldBack: '#f9edc8',
    platinumBack: '#d3d9e1',
  },
  dark: {
    accent: '#3f7fc9',
    page: '#0f1418',
    surface: '#171d23',
    raised: '#1e252c',
    border: '#323c46',
    text: '#e4e9ee',
    muted: '#a3afbb',
    faint: '#8f9ba8',
    ready: '#5fcb86',
    talking: '#7db4f2',
    amber: '#f0b254',
    grey: '#a3afbb',
    red: '#f58a8a',
    silver: '#c3ced8',
    gold: '#e8c766',
    platinum: '#e8edf2',
    readyBack: '#173223',
    talkingBack: '#18304b',
    amberBack: '#3d2d12',
    greyBack: '#29323a',
    redBack: '#42201f',
    silverBack: '#36414b',
    goldBack: '#3f3413',
    platinumBack: '#4a5663',
  },
} satisfies Record<Mode, Record<string, string>>

/** The tokens that antd draws with. */
export function antdTheme(mode: Mode): ThemeConfig {
  const c = palette[mode]
  return {
    algorithm: [mode === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm, antd.compactAlgorithm],
    token: {
      // The compact algorithm takes two pixels off: 13 px on the screen.
      fontSize: 15,
      fontFamily,
      borderRadius: 4,
      wireframe: false,
      colorPrimary: c.accent,
      colorLink: c.talking,
      colorError: c.red,
      colorWarning: c.amber,
      colorSuccess: c.ready,
      colorBgBase: c.surface,
      colorBgContainer: c.surface,
      colorBgElevated: mode === 'dark' ? c.raised : c.surface,
      colorBgLayout: c.page,
      colorTextBase: c.text,
      colorText: c.text,
      colorTextSecondary: c.muted,
      colorTextTertiary: c.muted,
      colorTextPlaceholder: c.faint,
      colorBorder: c.border,
      colorBorderSecondary: c.border,
      motion: false,
    },
    components: { Table: { headerBg: c.raised, cellPaddingBlockSM: 4, cellPaddingInlineSM: 8 } },
  }
}

/** Hands the same colours to the style sheet as variables: `--talking-back` and so on. */
export function applyColours(mode: Mode): void {
  const { style } = document.documentElement
  for (const [name, value] of Object.entries(palette[mode]))
    style.setProperty(`--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, value)
  style.setProperty('--font', fontFamily)
  style.colorScheme = mode
  document.documentElement.dataset.mode = mode
}

const systemMode = (): Mode => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')

interface Look {
  choice: ModeChoice
  mode: Mode
  toggle: () => void
}

function storedChoice(): ModeChoice {
  const stored = localStorage.getItem(storageKey)
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}

/** Light or dark: as the system says until the person chooses. */
export const useLook = create<Look>((set, read) => ({
  choice: storedChoice(),
  mode: storedChoice() === 'dark' || (storedChoice() === 'system' && systemMode() === 'dark') ? 'dark' : 'light',
  toggle() {
    const mode = read().mode === 'dark' ? 'light' : 'dark'
    localStorage.setItem(storageKey, mode)
    set({ choice: mode, mode })
  },
}))

/** Follows the system while nothing was chosen. */
export function followSystem(): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    if (useLook.getState().choice === 'system') useLook.setState({ mode: systemMode() })
  })
}
