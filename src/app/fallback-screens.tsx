import { useNavigate } from '@tanstack/react-router'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { PageHeader } from '#ui/page-header.tsx'

/** A path that leads nowhere. */
export function NotFoundScreen() {
  const { app } = useMessages()
  return <Fallback title={app.notFoundTitle} text={app.notFoundText} />
}

/** A screen that threw: says that nothing is lost, because it is not. */
export function CrashScreen() {
  const { app } = useMessages()
  return <Fallback title={app.crashTitle} text={app.crashText} />
}

function Fallback({ title, text }: { title: string; text: string }) {
  const { app } = useMessages()
  const navigate = useNavigate()
  return (
    <div className="page">
      <PageHeader title={title} subtitle={text} />
      <Button onPress={() => void navigate({ to: '/today' })}>{app.goToday}</Button>
    </div>
  )
}
