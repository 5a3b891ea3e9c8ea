import type { ReactNode } from 'react'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { wordingFaults } from '#shared/domain/template-wording.ts'
import { useIsPending } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { useTemplateMessages } from '#i18n/templates/use-template-messages.ts'
import { Badge } from '#ui/badge.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { PendingBadge } from '#ui/pending-badge.tsx'

/** One template in the list: its words, for whom, and whether it is offered. */
export function TemplateRow(props: {
  template: RecordOf<'template'>
  renderLink: (text: string) => ReactNode
}) {
  const { app, domain } = useMessages()
  const texts = useTemplateMessages()
  const { id, data } = props.template
  const pending = useIsPending('template', id)
  return (
    <ListRow
      title={props.renderLink(data.text)}
      subtitle={
        <>
          <span className="text-ink-2">{domain.templateTone[data.tone]}</span>
          <span>{data.tier === undefined ? texts.allTiers : domain.tier[data.tier]}</span>
          <span>{data.ownerId === undefined ? texts.ofBranch : texts.own}</span>
          {!data.active && <Badge>{texts.inactive}</Badge>}
          {wordingFaults(data.text).length > 0 && <Badge tone="danger">{texts.faulty}</Badge>}
          {pending && <PendingBadge>{app.pending}</PendingBadge>}
        </>
      }
    />
  )
}
