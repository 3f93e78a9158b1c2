/** A rule in the words of people. */
import { categoryLabel } from '../../server/contracts/catalogue.ts'
import type { DispatchRule } from '../../server/contracts/dispatch.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { words } from '../lib/words.text.ts'
import { dispatchText } from './dispatch.text.ts'

export function useRuleWords() {
  const t = useText(dispatchText)
  const word = useText(words)
  const language = useLanguage()
  const leafText = (leaf: string) => labelText(categoryLabel(leaf) ?? { zh: leaf, en: leaf }, language)
  return {
    leafText,
    conditions(rule: DispatchRule): string {
      const parts = [
        rule.kinds.map((kind) => word(`kind.${kind}`)).join('/'),
        rule.leaves.map(leafText).join('/'),
        rule.stations.join('/'),
        rule.channels.map((channel) => t(`channel.${channel}`)).join('/'),
      ].filter((part) => part !== '')
      return parts.length > 0 ? parts.join(' · ') : t('anything')
    },
    targets: (rule: DispatchRule): string =>
      rule.targets.map((target) => `${t(`how.${target.how}`)}${'code' in target ? ` ${target.code}` : ''}`).join(' + '),
    steps: (rule: DispatchRule): string =>
      rule.steps
        .map(({ trigger, minutes, level }) => {
          const to = level === 0 ? t('toSelf') : t('toAbove', { level })
          const when = { trigger: t(`trigger.${trigger}`), minutes, to }
          return minutes === 0 ? t('stepNow', { trigger: when.trigger, to }) : t('stepLine', when)
        })
        .join('; '),
  }
}
