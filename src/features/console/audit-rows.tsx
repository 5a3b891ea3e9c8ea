import type { AuditItem } from '#shared/protocol/audit-message.ts'
import { civilDateInShanghai } from '#shared/domain/civil-date.ts'
import { useNow } from '#replica/use-replica.ts'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { formatCount, formatDate, formatTime } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { FactList } from '#ui/fact-list.tsx'
import { doerWords, eventWords, objectWords, resultWords } from './audit-words.ts'
import type { FoundRows } from './use-audit-search.ts'

interface AuditRowsProps {
  found: FoundRows
  onFurther(): void
}

/** What was found, day by day, the newest first; each row opens to all that is known of it. */
export function AuditRows({ found, onFurther }: AuditRowsProps) {
  const { language } = useLanguage()
  const texts = useAdminMessages().audit
  const presentYear = Number(civilDateInShanghai(useNow()).slice(0, 4))
  return (
    <>
      {byDay(found.items).map(({ day, items }) => (
        <section key={day} aria-labelledby={`audit-${day}`}>
          <h2
            id={`audit-${day}`}
            className="tnum border-b border-line bg-sunken/50 px-4 py-2 text-sm font-medium text-ink-2 md:px-5"
          >
            {formatDate(language, day, { weekday: true, presentYear })}
          </h2>
          <ul className="divide-y divide-line">
            {items.map((item) => (
              <Row key={item.no} item={item} />
            ))}
          </ul>
        </section>
      ))}
      <div className="grid place-items-center p-4">
        {found.more ? (
          <Button tone="soft" busy={found.busy} onPress={onFurther}>
            {texts.loadMore}
          </Button>
        ) : (
          <p className="text-sm text-ink-3">{texts.loadedAll}</p>
        )}
      </div>
    </>
  )
}

function Row({ item }: { item: AuditItem }) {
  const { language, messages } = useLanguage()
  const texts = useAdminMessages().audit
  const object = objectWords(item, texts)
  const result = resultWords(item, texts, messages.roleNames)
  return (
    <li>
      <details className="group">
        <summary className="grid min-h-16 cursor-pointer list-none grid-cols-[3.25rem_minmax(0,1fr)] gap-x-3 px-4 py-2.5 transition-colors duration-150 hover:bg-sunken/60 focus-visible:-outline-offset-2 md:grid-cols-[3.5rem_minmax(0,1fr)_minmax(0,1fr)] md:px-5 [&::-webkit-details-marker]:hidden">
          <span className="tnum pt-px text-sm text-ink-3">{formatTime(language, item.at)}</span>
          <span className="min-w-0">
            <span className="block font-medium wrap-anywhere">{eventWords(item, texts)}</span>
            <span className="tnum block text-sm text-ink-3 wrap-anywhere">
              {[doerWords(item, texts), item.by?.staffNo].filter(Boolean).join(' ')}
            </span>
          </span>
          <span className="tnum min-w-0 text-sm text-ink-2 max-md:col-start-2">
            {object !== null && <span className="block wrap-anywhere">{object}</span>}
            {result !== null && <span className="block text-ink-3 wrap-anywhere">{result}</span>}
          </span>
        </summary>
        <div className="bg-sunken/40 px-4 pt-1 pb-4 md:pl-[5.5rem]">
          <Details item={item} />
        </div>
      </details>
    </li>
  )
}

/** Everything of the row, with whole ids, to be copied. */
function Details({ item }: { item: AuditItem }) {
  const { language, messages } = useLanguage()
  const { columns, ...texts } = useAdminMessages().audit
  const { no, at, what, by, device, refType, refId, about, code, claimedAt } = item
  // The day above the rows says the year of `at`.
  const presentYear = Number(civilDateInShanghai(at).slice(0, 4))
  const facts = [
    { id: 'no', label: columns.no, value: formatCount(language, no) },
    { id: 'what', label: columns.what, value: `${eventWords(item, texts)} (${what})` },
    {
      id: 'claimedAt',
      label: columns.claimedAt,
      value:
        claimedAt === undefined
          ? null
          : `${formatDate(language, civilDateInShanghai(claimedAt), { presentYear })} ${formatTime(language, claimedAt)}`,
    },
    {
      id: 'by',
      label: columns.by,
      value:
        by === null
          ? doerWords(item, texts)
          : `${by.name} ${by.staffNo} · ${messages.roleNames[by.role]}`,
    },
    { id: 'device', label: columns.device, value: device },
    {
      id: 'about',
      label: columns.about,
      value: about === null ? null : `${about.name} ${about.staffNo}`,
    },
    {
      id: 'refType',
      label: columns.refType,
      value: refType === null ? null : (texts.refTypes[refType] ?? refType),
    },
    { id: 'refId', label: columns.refId, value: refId },
    { id: 'code', label: columns.code, value: code },
  ]
  return <FactList columns={2} facts={facts.filter(({ value }) => value !== null)} />
}

/** In the order of the rows, which is that of time. */
function byDay(items: readonly AuditItem[]): { day: string; items: AuditItem[] }[] {
  const days = new Map<string, AuditItem[]>()
  for (const item of items) {
    const day = civilDateInShanghai(item.at)
    days.set(day, [...(days.get(day) ?? []), item])
  }
  return [...days].map(([day, ofDay]) => ({ day, items: ofDay }))
}
