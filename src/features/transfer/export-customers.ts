import { portfolioScope } from '#shared/protocol/scope.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import type { Tier } from '#shared/domain/customer.ts'
import {
  exportCells,
  looksOfExport,
  type ExportDetail,
  type ExportedCustomer,
} from '#shared/domain/transfer/export-cells.ts'
import { tableHead, tableLine } from '#shared/domain/transfer/export-lines.ts'
import { writeVcard } from '#shared/domain/transfer/write-vcard.ts'
import type { LookLog } from '#replica/look-log.ts'
import type { Replica } from '#replica/replica.ts'
import { createBreath } from './work-in-slices.ts'

export const exportFormats = ['csv', 'vcard'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** Customers whose looks are stored together. */
const looksAtOnce = 100

/** The customers that this colleague may take out: those whose portfolio is his to see (SC2). */
export function exportableCards(
  cards: readonly RecordOf<'customer'>[],
  { scopes }: Pick<Replica['session'], 'scopes'>,
  tier: Tier | null,
): RecordOf<'customer'>[] {
  const held = new Set(scopes)
  return cards.filter(
    ({ data }) => held.has(portfolioScope(data.ownerId)) && (tier === null || data.tier === tier),
  )
}

/** SE7: notes a look at everything masked of these customers; false when it could not be stored. */
export async function noteLooks(
  cards: readonly RecordOf<'customer'>[],
  replica: Pick<Replica, 'get'>,
  note: LookLog['note'],
): Promise<boolean> {
  const breathe = createBreath()
  for (let first = 0; first < cards.length; first += looksAtOnce) {
    const looks = cards.slice(first, first + looksAtOnce).flatMap(({ id }) => {
      const profile = replica.get('profile', id)?.data
      return looksOfExport({ profile }).map((field) => ({
        recordType: 'profile' as const,
        recordId: id,
        field,
      }))
    })
    if (!(await note(looks))) return false
    await breathe()
  }
  return true
}

/** The text of the file. */
export async function exportText(
  cards: readonly RecordOf<'customer'>[],
  replica: Pick<Replica, 'get' | 'by'>,
  look: {
    format: ExportFormat
    detail: ExportDetail
    language: 'zh-CN' | 'en'
    watermark: string
  },
): Promise<string> {
  const { format, watermark, language } = look
  const breathe = createBreath()
  const parts = format === 'csv' ? tableHead(watermark, language).map(withEnd) : []
  for (const { id, data } of cards) {
    const known: ExportedCustomer = {
      card: data,
      profile: replica.get('profile', id)?.data,
      dates: replica.by('important-date.customer', id).map((date) => date.data),
    }
    const cells = exportCells(known, look)
    parts.push(format === 'csv' ? withEnd(tableLine(cells)) : writeVcard(cells, watermark))
    await breathe()
  }
  return parts.join('')
}

function withEnd(line: string): string {
  return `${line}\r\n`
}
