import { maskContactPoint, maskText } from '#shared/domain/masking.ts'
import type { ImportDraft } from '#shared/domain/transfer/import-draft.ts'
import { writeNeeds } from '#shared/domain/transfer/need-cell.ts'
import { writeRelations } from '#shared/domain/transfer/relation-cell.ts'
import { writeBirthday } from '#shared/domain/transfer/read-birthday.ts'
import { useLanguage } from '#i18n/language.tsx'
import type { Messages } from '#i18n/messages.ts'
import { useTransferMessages, type TransferMessages } from '#i18n/transfer/use-transfer-messages.ts'
import { ListRow } from '#ui/list-row.tsx'
import { Panel } from '#ui/panel.tsx'
import type { GoodRow } from './check-table.ts'

const mostShown = 5

/** The first customers as they will be. */
export function PreviewPanel({ rows }: { rows: readonly GoodRow[] }) {
  const { language, messages } = useLanguage()
  const texts = useTransferMessages()
  if (rows.length === 0) return null
  return (
    <Panel title={texts.preview} count={texts.previewText} flush>
      <ul>
        {rows.slice(0, mostShown).map(({ customerId, draft }) => (
          <ListRow
            key={customerId}
            title={<span className="font-medium">{nameLine(draft, messages)}</span>}
            subtitle={factsOf(draft, texts, { language, messages }).map((fact) => (
              <span key={fact}>{fact}</span>
            ))}
          />
        ))}
      </ul>
    </Panel>
  )
}

function nameLine({ name, salutation, tier, gender }: ImportDraft, { domain }: Messages): string {
  const words = [name, salutation, gender && domain.gender[gender], domain.tier[tier]]
  return words.filter(Boolean).join(' · ')
}

function factsOf(
  draft: ImportDraft,
  texts: TransferMessages,
  {
    language,
    messages: { domain, profile },
  }: Pick<ReturnType<typeof useLanguage>, 'language' | 'messages'>,
): string[] {
  const { fields } = texts
  return [
    ...draft.contactPoints.map(
      (point) => `${domain.contactPoint[point.kind]} ${maskContactPoint(point)}`,
    ),
    ...fact(fields.identity, draft.identity && profile.idTail(draft.identity.idLast4)),
    ...fact(fields.birthday, draft.birthday && writeBirthday(draft.birthday)),
    ...fact(fields.occupation, draft.occupation),
    ...fact(fields.employer, draft.employer && maskText('profile', 'employer', draft.employer)),
    ...fact(fields.likes, draft.likes.join(' ')),
    ...fact(fields.taboos, draft.taboos.join(' ')),
    ...fact(fields.tags, draft.tags.join(' ')),
    ...fact(fields.needs, writeNeeds(draft.needs, language)),
    ...fact(fields.relations, writeRelations(draft.relations, language)),
    ...fact(fields.planGoals, draft.plan?.goals),
    ...fact(fields.planNextSteps, draft.plan?.nextSteps),
    ...fact(fields.planReviewOn, draft.plan?.reviewOn),
    ...fact(fields.pinnedNote, draft.pinnedNote),
  ]
}

function fact(label: string, value: string | undefined): string[] {
  return value ? [`${label} ${value}`] : []
}
