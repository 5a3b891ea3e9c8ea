import { TriangleAlert } from 'lucide-react'
import type { MessageStanding } from '#shared/domain/message-standing.ts'
import { useTemplateMessages } from '#i18n/templates/use-template-messages.ts'
import { Banner } from '#ui/banner.tsx'
import { Checkbox } from '#ui/checkbox.tsx'

/** Why no message is offered, what is to be asked first, or what to mind before it is sent. */
export function MessageNotices(props: {
  standing: MessageStanding
  asked: boolean
  onAsked: (asked: boolean) => void
  /** One sentence each. */
  minded: readonly string[]
}) {
  const texts = useTemplateMessages()
  const { standing, minded } = props
  return (
    <>
      {standing.kind === 'barred' && (
        <Banner tone="danger" shape="card">
          <strong className="block font-semibold">{texts.barredTitle}</strong>
          {texts.barred[standing.why]}
        </Banner>
      )}
      {standing.kind === 'ask' && (
        <div className="rounded-md bg-warn-soft px-4 py-1 text-on-warn-soft">
          <p className="flex items-start gap-2 pt-2 text-sm">
            <TriangleAlert size={18} className="mt-px shrink-0" aria-hidden />
            {texts.ask}
          </p>
          <Checkbox label={texts.asked} value={props.asked} onChange={props.onAsked} />
        </div>
      )}
      {minded.length > 0 && (
        <ul
          aria-label={texts.mindTitle}
          className="grid gap-1.5 rounded-md bg-warn-soft px-4 py-3 text-sm text-on-warn-soft"
        >
          {minded.map((line) => (
            <li key={line} className="flex items-start gap-2">
              <TriangleAlert size={18} className="mt-px shrink-0" aria-hidden />
              {line}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
