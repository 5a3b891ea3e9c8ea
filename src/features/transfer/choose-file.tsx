import { FileUp } from 'lucide-react'
import { useRef, useState } from 'react'
import { csvLine } from '#shared/domain/transfer/csv-cell.ts'
import { headerOf, transferFields } from '#shared/domain/transfer/transfer-field.ts'
import { formatCount } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { useTransferMessages, type TransferMessages } from '#i18n/transfer/use-transfer-messages.ts'
import { Button } from '#ui/button.tsx'
import { FormTrouble } from '#ui/form-trouble.tsx'
import { ProgressBar } from '#ui/progress-bar.tsx'
import type { FileProblem } from './read-file.ts'
import { saveCsv } from './save-file.ts'
import { mostBytes, mostInflatedBytes, mostRows } from './table.ts'

interface ChooseFileProps {
  problem: FileProblem['type'] | null
  /** How much of a file is read, from 0 to 1; null when none is being read. */
  share: number | null
  onFile(file: File): void
}

/** Where an import begins: a file is chosen, or dropped. */
export function ChooseFile({ problem, share, onFile }: ChooseFileProps) {
  const busy = share !== null
  const { language } = useLanguage()
  const texts = useTransferMessages()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const rows = formatCount(language, mostRows)
  const saveTemplate = () =>
    saveCsv(texts.templateName, [csvLine(transferFields.map((field) => headerOf(field, language)))])
  return (
    <div className="grid gap-4">
      {problem !== null && <FormTrouble>{troubleText(texts, problem, rows)}</FormTrouble>}
      <div
        className={`panel-box grid justify-items-center gap-3 border-2 border-dashed px-5 py-10 text-center ${over ? 'border-primary bg-primary-soft' : 'border-line'}`}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          const [file] = event.dataTransfer.files
          if (file !== undefined && !busy) onFile(file)
        }}
      >
        <input
          ref={input}
          type="file"
          aria-label={texts.choose}
          tabIndex={-1}
          className="sr-only"
          accept=".xlsx,.xls,.csv,.tsv,.txt,.vcf,text/csv,text/vcard"
          onChange={(event) => {
            const [file] = event.target.files ?? []
            // The same file can be chosen again.
            event.target.value = ''
            if (file !== undefined) onFile(file)
          }}
        />
        <Button icon={FileUp} busy={busy} onPress={() => input.current?.click()}>
          {texts.choose}
        </Button>
        <p className="text-ink-2 max-md:hidden">{texts.chooseText}</p>
        <p className="max-w-120 text-sm text-ink-3">
          {texts.chooseLimits(mostBytes / 1024 / 1024, rows)}
        </p>
        {share !== null && share > 0 && (
          <div className="w-full max-w-80">
            <ProgressBar
              label={texts.reading}
              hideLabel
              value={share}
              max={1}
              valueText={texts.share(Math.round(share * 100))}
            />
          </div>
        )}
        {busy && <output className="text-sm text-ink-2">{texts.reading}</output>}
      </div>
      <p className="px-1 text-sm text-ink-3">{texts.chooseSafe}</p>
      <div>
        <Button tone="ghost" size="sm" onPress={saveTemplate}>
          {texts.template}
        </Button>
      </div>
    </div>
  )
}

function troubleText(texts: TransferMessages, problem: FileProblem['type'], rows: string): string {
  if (problem === 'too-large') return texts.trouble['too-large'](mostBytes / 1024 / 1024)
  if (problem === 'too-many-rows') return texts.trouble['too-many-rows'](rows)
  if (problem === 'too-inflated')
    return texts.trouble['too-inflated'](mostInflatedBytes / 1024 / 1024)
  return texts.trouble[problem]
}
