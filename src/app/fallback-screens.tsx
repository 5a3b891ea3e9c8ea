import { useNavigate, type ErrorComponentProps } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useFirstMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { PageHeader } from '#ui/page-header.tsx'
import { mayReloadFor, MissingChunkError } from './load-chunk.ts'
import { reloadWhenClean } from './safe-reload.ts'
import { useAccess } from './use-access.ts'

/** A path that leads nowhere. */
export function NotFoundScreen() {
  const { app } = useFirstMessages()
  return <Fallback title={app.notFoundTitle} text={app.notFoundText} />
}

/**
 * A screen that threw: says that nothing is lost, because it is not. UP2: one that did not come is fetched by a reload,
 * once and with a network; after that the person decides.
 */
export function CrashScreen({ error }: ErrorComponentProps) {
  const { app } = useFirstMessages()
  const { access } = useAccess()
  useEffect(() => {
    const may = mayReloadFor(error, { onLine: navigator.onLine, tried: sessionStorage })
    if (may) void reloadWhenClean(access)
  }, [access, error])
  if (!(error instanceof MissingChunkError)) {
    return <Fallback title={app.crashTitle} text={app.crashText} />
  }
  return (
    <div className="page">
      <PageHeader title={app.chunkTitle} subtitle={app.chunkText} />
      <Button onPress={() => void reloadWhenClean(access)}>{app.reload}</Button>
    </div>
  )
}

function Fallback({ title, text }: { title: string; text: string }) {
  const { app } = useFirstMessages()
  const navigate = useNavigate()
  return (
    <div className="page">
      <PageHeader title={title} subtitle={text} />
      <Button onPress={() => void navigate({ to: '/today' })}>{app.goToday}</Button>
    </div>
  )
}
