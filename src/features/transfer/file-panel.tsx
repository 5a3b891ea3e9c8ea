import { useAll, useSession } from '#replica/use-replica.ts'
import { formatCount } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { useTransferMessages } from '#i18n/transfer/use-transfer-messages.ts'
import { Banner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { Panel } from '#ui/panel.tsx'
import { Segmented } from '#ui/segmented.tsx'
import { Select } from '#ui/select.tsx'
import { Switch } from '#ui/switch.tsx'
import { encodings } from './decode-file.ts'
import type { FileChoice, FileSource, OpenedFile } from './read-file.ts'
import type { ImportPlan } from './use-import-plan.ts'

interface FilePanelProps {
  file: OpenedFile
  plan: ImportPlan
  /** `''` until chosen; null: the own customers, there is nothing to choose. */
  ownerId: string | null
  onOwner(ownerId: string): void
  onChoice(choice: FileChoice): void
  onClose(): void
}

/** The chosen file: how it is read, and whose customers it brings. */
export function FilePanel({ file, plan, ownerId, onOwner, ...props }: FilePanelProps) {
  const { language } = useLanguage()
  const texts = useTransferMessages()
  const count = formatCount(language, plan.rows.length)
  return (
    <Panel
      title={file.name}
      count={plan.isFixed ? texts.cardCount(count) : texts.rowCount(count)}
      action={
        <Button tone="ghost" size="sm" onPress={props.onClose}>
          {texts.otherFile}
        </Button>
      }
    >
      <div className="grid items-end gap-4 md:grid-cols-2">
        <SourceFields file={file} onChoice={props.onChoice} />
        {ownerId !== null && <OwnerSelect ownerId={ownerId} onOwner={onOwner} />}
        {!plan.isFixed && (
          <Switch label={texts.hasHeader} value={plan.hasHeader} onChange={plan.setHasHeader} />
        )}
      </div>
    </Panel>
  )
}

/** How the file is read, as far as that can be chosen, and what is to be known of it. */
function SourceFields({ file, onChoice }: Pick<FilePanelProps, 'file' | 'onChoice'>) {
  const texts = useTransferMessages()
  const { source } = file
  if (source.type === 'workbook') return <SheetFields source={source} onChoice={onChoice} />
  const shown = encodings.filter((each) => each !== 'utf-16le' || source.encoding === each)
  return (
    <div className="grid content-start gap-2">
      <Segmented
        label={texts.encoding}
        options={shown.map((value) => ({ value, label: texts.encodings[value] }))}
        value={source.encoding}
        onChange={(encoding) => onChoice({ type: 'text', encoding })}
      />
      {source.isGarbled && (
        <Banner tone="warning" shape="card">
          {texts.garbled}
        </Banner>
      )}
    </div>
  )
}

function SheetFields(props: {
  source: Extract<FileSource, { type: 'workbook' }>
  onChoice(choice: FileChoice): void
}) {
  const { language } = useLanguage()
  const texts = useTransferMessages()
  const { sheets, sheet, formulas } = props.source
  const count = (cells: number) => formatCount(language, cells)
  return (
    <div className="grid content-start gap-2">
      {sheets.length > 1 && (
        <Select
          label={texts.sheet}
          placeholder={texts.sheet}
          required
          options={sheets.map((name, index) => ({ value: String(index), label: name }))}
          value={String(sheet)}
          onChange={(chosen) => props.onChoice({ type: 'workbook', sheet: Number(chosen) })}
        />
      )}
      {formulas.count > 0 && (
        <Banner tone="info" shape="card">
          {texts.formulas(count(formulas.count))}
          {formulas.withoutResult > 0 && texts.formulasEmpty(count(formulas.withoutResult))}
        </Banner>
      )}
    </div>
  )
}

/** One owner per customer (invariant 1): who is no relationship manager names one. */
function OwnerSelect(props: { ownerId: string; onOwner(ownerId: string): void }) {
  const texts = useTransferMessages()
  const { branchId } = useSession()
  const options = useAll('staff')
    .filter(({ data }) => data.active && data.branchId === branchId)
    .filter(({ data }) => data.role === 'rm' || data.role === 'lead')
    .map(({ id, data }) => ({ value: id, label: data.name }))
  return (
    <Select
      label={texts.owner}
      name="ownerId"
      required
      placeholder={texts.chooseOwner}
      options={options}
      value={props.ownerId}
      onChange={props.onOwner}
    />
  )
}
