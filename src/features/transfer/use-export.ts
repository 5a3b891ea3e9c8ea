import { useState } from 'react'
import { civilDateInShanghai, timeOfDayInShanghai } from '#shared/domain/civil-date.ts'
import type { ExportDetail } from '#shared/domain/transfer/export-cells.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useClock, useDrafts, useLook, useNewId, useReplica } from '#replica/use-replica.ts'
import { formatCount } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { useTransferMessages } from '#i18n/transfer/use-transfer-messages.ts'
import type { Api } from '#sync/api.ts'
import { noteExport } from '#sync/export-api.ts'
import { keepMaskedExport, tellMaskedExports } from '#sync/masked-exports.ts'
import { exportFile, noteLooks, type ExportFormat } from './export-customers.ts'
import { saveFile } from './save-file.ts'

export type ExportTrouble = 'offline' | 'refused' | 'not-noted'

/**
 * Makes the file, which is noted first (SE7). In full by the server, then by a look at each customer; masked on this device,
 * which tells the server when it can.
 */
export function useExport(api: Pick<Api, 'ask'>) {
  const { language, messages } = useLanguage()
  const texts = useTransferMessages()
  const replica = useReplica()
  const look = useLook()
  const clock = useClock()
  const newId = useNewId()
  const drafts = useDrafts()
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<ExportTrouble | null>(null)

  async function notedInFull(
    cards: readonly RecordOf<'customer'>[],
    format: ExportFormat,
  ): Promise<ExportTrouble | null> {
    const answer = await noteExport(api, { format, customers: cards.length })
    if (!answer.ok) return answer.error.type === 'unreachable' ? 'offline' : 'refused'
    return (await noteLooks(cards, replica, look)) ? null : 'not-noted'
  }

  async function notedHere(
    cards: readonly RecordOf<'customer'>[],
    format: ExportFormat,
    at: number,
  ): Promise<ExportTrouble | null> {
    try {
      await keepMaskedExport(drafts, { id: newId(), at, format, customers: cards.length })
    } catch {
      return 'not-noted'
    }
    // The file does not wait for it; what is not told now, goes with the next contact.
    tellMaskedExports({ drafts, api, now: clock }).catch(() => undefined)
    return null
  }

  async function make(
    cards: readonly RecordOf<'customer'>[],
    { format, detail }: { format: ExportFormat; detail: ExportDetail },
  ): Promise<ExportTrouble | null> {
    const inFull = detail === 'full'
    const problem = inFull ? await notedInFull(cards, format) : null
    if (problem !== null) return problem
    const now = clock()
    // The row says the same moment as the file.
    const notNoted = inFull ? null : await notedHere(cards, format, now)
    if (notNoted !== null) return notNoted
    const { name, staffNo, branchName } = replica.session
    const watermark = texts.watermark(
      `${name} ${staffNo}`,
      `${civilDateInShanghai(now)} ${timeOfDayInShanghai(now)}`,
      branchName,
      formatCount(language, cards.length),
      texts.watermarkDetail[detail],
    )
    const sheetName = texts.exportName
    const look = { format, detail, language, watermark, sheetName, messages, texts }
    const { parts, type, extension } = await exportFile(cards, replica, look)
    const time = timeOfDayInShanghai(now).replace(':', '')
    saveFile(`${texts.exportName}-${civilDateInShanghai(now)}-${time}.${extension}`, parts, type)
    return null
  }

  return {
    busy,
    trouble,
    /** True when there is a file. */
    async run(...work: Parameters<typeof make>): Promise<boolean> {
      setBusy(true)
      setTrouble(null)
      const problem = await make(...work)
      setBusy(false)
      setTrouble(problem)
      return problem === null
    },
  }
}
