/** An export as a page that a person can read, in both languages, without anything that runs. */

const headings: Record<string, string> = {
  profile: '个人资料 · Profile',
  documents: '证件 · Documents',
  trips: '行程 · Trips',
  contacts: '联络 · Contacts',
  notes: '联络备注 · Contact notes',
  cases: '工单 · Cases',
  surveys: '满意度 · Surveys',
  callbacks: '回访 · Callbacks',
  tasks: '任务 · Tasks',
  merges: '合并记录 · Merges',
}

/** The whole page. */
export function exportPage(sections: Record<string, unknown>, made: { at: number; name: string }): string {
  const title = `个人数据副本 · Copy of personal data`
  const body = Object.entries(sections)
    .map(([name, content]) => `<section><h2>${escaped(headings[name] ?? name)}</h2>${block(content)}</section>`)
    .join('\n')
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>${title}</title>
<style>body{font:14px/1.5 sans-serif;margin:2rem auto;max-width:60rem}table{border-collapse:collapse;width:100%}td,th{border:1px solid;padding:.25rem .5rem;text-align:left;vertical-align:top}th{width:12rem}h2{border-bottom:2px solid;margin-top:2rem}</style>
</head><body><h1>${title}</h1><p>${escaped(made.name)} · ${new Date(made.at).toISOString()}</p>
${body}
</body></html>
`
}

function block(content: unknown): string {
  if (Array.isArray(content)) return content.length === 0 ? '<p>无 · None</p>' : content.map(block).join('<br>')
  if (typeof content !== 'object' || content === null) return `<p>${said(content)}</p>`
  const rows = Object.entries(content).filter(([, value]) => value !== undefined && value !== null && value !== '')
  return `<table>${rows.map(([key, value]) => `<tr><th>${escaped(key)}</th><td>${said(value, key)}</td></tr>`).join('')}</table>`
}

function said(value: unknown, key = ''): string {
  if (Array.isArray(value))
    return value.length === 0 ? '–' : value.map((one) => (typeof one === 'object' ? block(one) : said(one))).join(', ')
  if (typeof value === 'object' && value !== null) return block(value)
  if (typeof value === 'number' && /(At|at)$/.test(key) && value > 1e11) return escaped(new Date(value).toISOString())
  return escaped(value === undefined || value === null ? '–' : JSON.stringify(value).replace(/^"|"$/g, ''))
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
}
