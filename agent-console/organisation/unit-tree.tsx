/** The tree of units with a search in characters, pinyin, initials or code. */
import { Input, Tree } from 'antd'
import { useMemo, useState } from 'react'
import type { UnitOnFile } from '../../server/contracts/organisation.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { Chip } from '../ui/chip.tsx'
import { EmptyState } from '../ui/panel.tsx'
import { organisationText } from './organisation.text.ts'

interface Node {
  key: string
  title: React.ReactNode
  children: Node[]
}

export function UnitTree(props: {
  units: readonly UnitOnFile[]
  chosen: string | undefined
  onChoose: (id: string) => void
}) {
  const t = useText(organisationText)
  const language = useLanguage()
  const [search, setSearch] = useState('')
  const [opened, setOpened] = useState<string[] | undefined>()
  const shown = useMemo(() => withParents(props.units, search), [props.units, search])
  const nodes = useMemo(
    () =>
      nodesOf(shown, (unit) => (
        <span className="unit-line">
          {unit.name[language]} {unit.disabled && <Chip tone="grey">{t('disabled')}</Chip>}
          {unit.kind === 'partner' && <Chip tone="amber">{t('kind.partner')}</Chip>}
        </span>
      )),
    [shown, language, t],
  )
  const roots = nodes.map((node) => node.key)
  const all = search === '' ? (opened ?? roots) : shown.map((unit) => unit.id)
  return (
    <>
      <Input
        allowClear
        aria-label={t('search')}
        placeholder={t('search')}
        value={search}
        maxLength={60}
        onChange={(event) => setSearch(event.target.value)}
      />
      {nodes.length === 0 && <EmptyState title={t('noHits')} />}
      <Tree<Node>
        blockNode
        height={640}
        itemHeight={24}
        treeData={nodes}
        expandedKeys={all}
        onExpand={(keys) => setOpened(keys.map(String))}
        selectedKeys={props.chosen ? [props.chosen] : []}
        onSelect={(keys, { node }) => props.onChoose(String(keys[0] ?? node.key))}
      />
    </>
  )
}

/** The units that fit and those above them. */
function withParents(units: readonly UnitOnFile[], search: string): UnitOnFile[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...units]
  const byId = new Map(units.map((unit) => [unit.id as string, unit]))
  const shown = new Set<UnitOnFile>()
  for (const unit of units) {
    if (!words.every((word) => unit.sought.includes(word))) continue
    for (let one: UnitOnFile | undefined = unit; one && !shown.has(one); one = one.parentId && byId.get(one.parentId))
      shown.add(one)
  }
  return units.filter((unit) => shown.has(unit))
}

/** A unit whose parent is not to be seen stands on top. */
function nodesOf(units: readonly UnitOnFile[], title: (unit: UnitOnFile) => React.ReactNode): Node[] {
  const nodes = new Map(
    units.map((unit): [string, Node] => [unit.id, { key: unit.id, title: title(unit), children: [] }]),
  )
  const roots: Node[] = []
  for (const unit of units) {
    const parent = unit.parentId && nodes.get(unit.parentId)
    ;(parent ? parent.children : roots).push(nodes.get(unit.id)!)
  }
  return roots
}
