import {
  type AuditFilter,
  type AuditItem,
  type AuditPlace,
  mostExportedRows,
} from '#shared/protocol/audit-message.ts'
import { audit as words } from '#i18n/admin/zh-CN/audit.ts'
import { csvText } from './csv-text.ts'
import { timeWords } from './record-words.ts'
import { searchAudit } from './search-audit.ts'
import type { Store } from './store/store.ts'

const rowsPerStep = 1000

/**
 * SE6: what a search finds as a table, whose first line says who took it and when. At most `mostExportedRows`, the newest; then
 * the last line says that there is more. Answers the number of rows, too.
 */
export async function exportAudit(
  store: Pick<Store, 'read'>,
  filter: AuditFilter,
  { who, now, most = mostExportedRows }: { who: string; now: number; most?: number },
): Promise<{ text: string; rows: number }> {
  const items: AuditItem[] = []
  let after: AuditPlace | undefined
  let isCut = false
  for (;;) {
    // One more than is given out tells whether there is more.
    const wanted = Math.min(rowsPerStep, most + 1 - items.length)
    const step = await store.read((reader) => searchAudit(reader, filter, { after, most: wanted }))
    items.push(...step)
    after = step.at(-1)
    if (items.length > most) {
      isCut = true
      items.pop()
    }
    if (isCut || step.length < wanted) break
    if (after !== undefined) after = { at: after.at, no: after.no }
  }
  const lines = [
    [words.watermark(who, timeWords(now)), words.watermarkFilter, filterWords(filter)],
    Object.values(words.columns),
    ...items.map(lineOf),
    ...(isCut ? [[words.cut]] : []),
  ]
  return { text: csvText(lines), rows: items.length }
}

function lineOf(item: AuditItem): string[] {
  const { no, at, what, by, device, refType, refId, about, code, claimedAt } = item
  return [
    String(no),
    timeWords(at),
    words.events[what] ?? what,
    by?.name ?? '',
    by?.staffNo ?? '',
    device ?? '',
    refType === null ? '' : (words.refTypes[refType] ?? refType),
    refId ?? '',
    about === null ? '' : `${about.name} ${about.staffNo}`,
    code === null ? '' : (words.codes[code] ?? code),
    claimedAt === undefined ? '' : timeWords(claimedAt),
  ]
}

/** Ids and days: the filter holds nothing else. */
function filterWords({ staffId, device, record, group, from, until }: AuditFilter): string {
  const parts = [
    ...(group === undefined ? [] : [`${words.group} ${words.groups[group]}`]),
    ...(staffId === undefined ? [] : [`${words.person} ${staffId}`]),
    ...(device === undefined ? [] : [words.onDevice(device)]),
    ...(record === undefined ? [] : [`${words.record} ${record}`]),
    ...(from === undefined ? [] : [`${words.from} ${timeWords(from)}`]),
    ...(until === undefined ? [] : [`${words.until} ${timeWords(until)}`]),
  ]
  return parts.length === 0 ? words.anything : parts.join('；')
}
