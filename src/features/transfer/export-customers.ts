import { portfolioScope } from '#shared/protocol/scope.ts'
import { needTypes } from '#shared/domain/need.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import type { Tier } from '#shared/domain/customer.ts'
import {
  exportCells,
  looksOfExport,
  type ExportDetail,
  type ExportedCustomer,
} from '#shared/domain/transfer/export-cells.ts'
import { csvLine } from '#shared/domain/transfer/csv-cell.ts'
import { tableHead, tableRow } from '#shared/domain/transfer/export-lines.ts'
import { isToOneself, seenFrom, relationKinds } from '#shared/domain/relation.ts'
import { type ServicePlan, servicePlanId } from '#shared/domain/service-plan.ts'
import type { TransferCells } from '#shared/domain/transfer/transfer-field.ts'
import { writeVcard } from '#shared/domain/transfer/write-vcard.ts'
import { contactCard } from '#replica/contact-card.ts'
import type { LookLog } from '#replica/look-log.ts'
import type { Replica } from '#replica/replica.ts'
import {
  type ExportedFact,
  exportedFacts,
  type FactLook,
  type FactSource,
} from './exported-facts.ts'
import { createBreath } from './work-in-slices.ts'

export const exportFormats = ['xlsx', 'csv', 'vcard'] as const
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

/** A file that is made: its content, and how it is called at its end. */
export interface ExportedFile {
  parts: BlobPart[]
  type: string
  extension: string
}

interface ExportLook {
  format: ExportFormat
  detail: ExportDetail
  language: 'zh-CN' | 'en'
  watermark: string
  /** Of the one sheet of a workbook. */
  sheetName: string
  messages: FactLook['messages']
  texts: FactLook['texts']
}

type ReplicaRead = Pick<Replica, 'get' | 'by' | 'keptCustomer' | 'mergedCustomers'>

/** Makes the file, a slice at a time. */
export async function exportFile(
  cards: readonly RecordOf<'customer'>[],
  replica: ReplicaRead,
  look: ExportLook,
): Promise<ExportedFile> {
  const { format, watermark, language } = look
  if (format === 'vcard') {
    const parts: string[] = []
    for await (const { cells, facts } of exportsOf(cards, replica, look)) {
      parts.push(writeVcard(cells, watermark, facts))
    }
    return { parts, type: 'text/vcard', extension: 'vcf' }
  }
  async function* rows(): AsyncGenerator<string[]> {
    let hasHead = false
    for await (const { cells, facts } of exportsOf(cards, replica, look)) {
      const headers = facts.map(({ header }) => header)
      if (!hasHead) yield* tableHead(watermark, language, headers)
      hasHead = true
      const texts = facts.map(({ text }) => text)
      yield tableRow(cells, texts)
    }
    if (!hasHead) yield* tableHead(watermark, language)
  }
  if (format === 'xlsx') {
    const { writeWorkbook } = await import('./write-workbook.ts')
    const parts = await writeWorkbook(look.sheetName, rows(), { frozen: 2 })
    return { parts, type: workbookType, extension: 'xlsx' }
  }
  // Excel asks for the mark.
  const parts = ['\ufeff']
  for await (const row of rows()) parts.push(`${csvLine(row)}\r\n`)
  return { parts, type: 'text/csv', extension: 'csv' }
}

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

async function* exportsOf(
  cards: readonly RecordOf<'customer'>[],
  replica: ReplicaRead,
  look: ExportLook,
): AsyncGenerator<{ cells: TransferCells; facts: readonly ExportedFact[] }> {
  const breathe = createBreath()
  const nameOfStaff = (staffId: string) => replica.get('staff', staffId)?.data.name
  for (const card of cards) {
    const { id, data } = card
    const needs = oldestFirst(replica.by('need.customer', id), (need) =>
      needTypes.indexOf(need.type),
    )
    const relations = relationsOf(id, replica)
    const known: ExportedCustomer = {
      card: data,
      profile: replica.get('profile', id)?.data,
      dates: replica.by('important-date.customer', id).map((date) => date.data),
      needs: needs.flatMap(({ data: need }) => (need.status === 'open' ? [need] : [])),
      relations,
      plan: planOf(id, replica),
    }
    const facts = exportedFacts(
      {
        // ME8: a limit that another card of the customer names is one.
        card: contactCard(replica, card).data,
        profile: known.profile,
        needs: needs.map((need) => need.data),
        relations,
      },
      { ...look, nameOfStaff },
    )
    yield { cells: exportCells(known, look), facts }
    await breathe()
  }
}

function planOf(customerId: string, replica: Pick<Replica, 'get'>): ServicePlan | undefined {
  const plan = replica.get('service-plan', servicePlanId(customerId))
  return plan?.archivedAt === undefined ? plan?.data : undefined
}

/** Whose other end is not here has no name to write. */
function relationsOf(
  customerId: string,
  replica: Pick<Replica, 'get' | 'by'>,
): FactSource['relations'] {
  const relations = oldestFirst(replica.by('relation.customer', customerId), ({ kind }) =>
    relationKinds.indexOf(kind),
  )
  return relations.flatMap(({ data }) => {
    if (isToOneself(data)) return []
    const { kind, other } = seenFrom(data, customerId)
    const name = 'name' in other ? other.name : replica.get('customer', other.customerId)?.data.name
    return name === undefined ? [] : [{ kind, name, note: data.note }]
  })
}

/** Those of one moment, as an import makes them, by their place in the list of kinds: the same file on every device. */
function oldestFirst<Found extends { id: string; createdAt: number; data: unknown }>(
  records: readonly Found[],
  placeOf: (data: Found['data']) => number,
): Found[] {
  return records.toSorted(
    (one, other) =>
      one.createdAt - other.createdAt ||
      placeOf(one.data) - placeOf(other.data) ||
      (one.id < other.id ? -1 : 1),
  )
}
