/** A file of units: preview by row, then confirm. */
import { useMutation } from '@tanstack/react-query'
import { App, Modal, Table, Upload } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { ImportLine } from '../../server/contracts/organisation.ts'
import { post } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { Chip } from '../ui/chip.tsx'
import { ErrorLine } from '../ui/error-line.tsx'
import { useReload } from './organisation.api.ts'
import { organisationText } from './organisation.text.ts'
import { useWrongText } from './wrong.ts'

const tones = { added: 'ready', changed: 'talking', same: 'grey', refused: 'red' } as const

export function ImportDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useText(organisationText)
  const reload = useReload()
  const { message } = App.useApp()
  const [text, setText] = useState<string | undefined>()
  const send = (file: string, confirm: boolean) =>
    post('/organisation/file', z.array(ImportLine), { text: file, confirm })
  const preview = useMutation({ mutationFn: (file: string) => send(file, false) })
  const close = () => {
    setText(undefined)
    preview.reset()
    importing.reset()
    onClose()
  }
  const importing = useMutation({
    mutationFn: (file: string) => send(file, true),
    onSuccess(lines) {
      reload()
      const count = (what: ImportLine['what']) => lines.filter((line) => line.what === what).length
      const counts = { added: count('added'), changed: count('changed'), refused: count('refused') }
      void message.success(t('imported', counts))
      close()
    },
  })
  const read = async (file: Blob) => {
    const found = decoded(await file.arrayBuffer())
    setText(found)
    if (found === undefined) void message.error(t('unreadable'))
    else preview.mutate(found)
  }
  const lines = preview.data ?? []
  const toDo = lines.filter((line) => line.what === 'added' || line.what === 'changed').length
  return (
    <Modal
      open={open}
      width={760}
      title={t('importTitle')}
      okText={t('confirmImport', { count: toDo })}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: toDo === 0 || text === undefined }}
      confirmLoading={importing.isPending}
      onOk={() => text !== undefined && importing.mutate(text)}
      onCancel={close}
    >
      <p>{t('importHint')}</p>
      <p className="muted small">{t('columns')}</p>
      <Upload.Dragger
        accept=".csv,text/csv"
        maxCount={1}
        showUploadList={false}
        beforeUpload={(file) => {
          void read(file)
          return false
        }}
      >
        {t('chooseFile')}
      </Upload.Dragger>
      <ErrorLine error={preview.error ?? importing.error} />
      {preview.isSuccess && toDo === 0 && <p className="muted">{t('nothingToDo')}</p>}
      {lines.length > 0 && <Lines lines={lines} />}
    </Modal>
  )
}

function Lines({ lines }: { lines: ImportLine[] }) {
  const t = useText(organisationText)
  const wrong = useWrongText()
  return (
    <Table<ImportLine>
      size="small"
      rowKey="row"
      dataSource={lines}
      pagination={{ pageSize: 20, size: 'small', hideOnSinglePage: true }}
      columns={[
        { title: t('row'), dataIndex: 'row', className: 'figures' },
        { title: t('code'), dataIndex: 'code' },
        { title: t('result'), render: (_, line) => <Chip tone={tones[line.what]}>{t(`what.${line.what}`)}</Chip> },
        {
          title: t('problems'),
          render: (_, line) =>
            Object.entries(line.problems)
              .map(([column, code]) => `${column}: ${wrong(code)}`)
              .join('; '),
        },
      ]}
    />
  )
}

/** UTF-8, else what a Chinese Excel writes; undefined when it is neither. */
function decoded(bytes: ArrayBuffer): string | undefined {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // The next encoding is tried.
    }
  }
  return undefined
}
