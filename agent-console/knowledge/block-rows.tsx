/** The blocks of an article while it is typed: kind, Chinese and English side by side. */
import { DeleteOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import { Block } from '../../server/contracts/knowledge.ts'
import { useText } from '../lib/i18n.ts'
import { FieldError } from '../ui/error-line.tsx'
import { type BlockDraft, newBlock } from './article-draft.ts'
import { knowledgeText } from './knowledge.text.ts'

export function BlockRows(props: {
  blocks: BlockDraft[]
  onChange: (blocks: BlockDraft[]) => void
  error: string | undefined
}) {
  const t = useText(knowledgeText)
  const { blocks, onChange } = props
  const edit = (key: string, change: Partial<BlockDraft>) =>
    onChange(blocks.map((block) => (block.key === key ? { ...block, ...change } : block)))
  return (
    <>
      {blocks.map((block) => (
        <div key={block.key} className="block-row">
          <Select
            aria-label={t('blockType')}
            value={block.type}
            onChange={(type) => edit(block.key, { type })}
            options={Block.shape.type.options.map((value) => ({ value, label: t(`type.${value}`) }))}
          />
          <Input.TextArea
            autoSize={{ minRows: 1, maxRows: 8 }}
            aria-label={t('zh')}
            placeholder={t('zh')}
            value={block.zh}
            onChange={(event) => edit(block.key, { zh: event.target.value })}
          />
          <Input.TextArea
            autoSize={{ minRows: 1, maxRows: 8 }}
            aria-label={t('en')}
            placeholder={t('en')}
            value={block.en}
            onChange={(event) => edit(block.key, { en: event.target.value })}
          />
          <Button
            type="text"
            aria-label={t('drop')}
            icon={<DeleteOutlined aria-hidden />}
            onClick={() => onChange(blocks.filter((one) => one.key !== block.key))}
          />
        </div>
      ))}
      <div className="row">
        <Button size="small" onClick={() => onChange([...blocks, newBlock()])}>
          {t('addBlock')}
        </Button>
        <FieldError id="article-blocks" text={props.error} />
      </div>
    </>
  )
}
