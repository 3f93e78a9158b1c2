/** Finds a leaf of the catalogue by characters, pinyin, initials or id. */
import { Select } from 'antd'
import { useMemo } from 'react'
import { branches, type CaseKind, type CatalogueLeaf } from '../../server/contracts/catalogue.ts'
import { labelText, useLanguage } from '../lib/i18n.ts'
import type { FieldIds } from '../ui/field.tsx'
import { useLeaves } from './catalogue.api.ts'

interface LeafPickerProps extends FieldIds {
  kind: CaseKind | undefined
  value: string | undefined
  disabled: boolean
  onChange: (leaf: string) => void
}

interface LeafOption {
  value: string
  label: string
  search: string
}

export function LeafPicker({ kind, value, disabled, onChange, ...ids }: LeafPickerProps) {
  const language = useLanguage()
  const leaves = useLeaves()
  const options = useMemo(() => {
    const shown = leaves.filter((leaf) => leaf.kind === kind && (leaf.enabled || leaf.id === value))
    const optionOf = (leaf: CatalogueLeaf): LeafOption => ({
      value: leaf.id,
      label: labelText(leaf.label, language),
      search: `${leaf.id} ${leaf.label.zh} ${leaf.label.en} ${leaf.search}`.toLowerCase(),
    })
    const groups = branches.filter((branch) => branch.kind === kind)
    if (groups.length === 0) return shown.map(optionOf)
    // A complaint may stand on its branch until its leaf is known.
    const onBranch = groups.find((branch) => branch.id === value)
    const head = onBranch
      ? [{ value: onBranch.id, label: `${labelText(onBranch.label, language)} …`, search: onBranch.id }]
      : []
    return [
      ...head,
      ...groups.map((branch) => ({
        label: labelText(branch.label, language),
        title: branch.id,
        options: shown.filter((leaf) => leaf.branch === branch.id).map(optionOf),
      })),
    ]
  }, [leaves, kind, value, language])
  return (
    <Select<string>
      {...ids}
      showSearch={{
        filterOption: (typed, option) =>
          typed
            .toLowerCase()
            .split(/\s+/)
            .every((part) => String((option as Partial<LeafOption> | undefined)?.search ?? '').includes(part)),
      }}
      disabled={disabled || !kind}
      value={value ?? null}
      options={options}
      onChange={onChange}
    />
  )
}
