import { Link, Outlet, useNavigate } from '@tanstack/react-router'
import { FlaskConical, Lock, Search } from 'lucide-react'
import { Suspense, useEffect } from 'react'
import { useSession } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { SyncStatusChip } from '#features/sync-status/sync-status-chip.tsx'
import { Badge } from '#ui/badge.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { Kbd } from '#ui/kbd.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { NavigationRail, NavigationTabs } from './app-navigation.tsx'
import { SessionBanners } from './session-banners.tsx'
import { useAccess } from './use-access.ts'

/** What stays while the screens change: rail or tabs, search, sync chip, banners. */
export function Shell() {
  const messages = useMessages()
  const { access } = useAccess()
  const session = useSession()
  useFindShortcut()
  useEffect(() => {
    document.title = `${messages.app.name} · ${session.branchName}`
  }, [messages, session.branchName])

  return (
    <>
      <a
        href="#main"
        onClick={(event) => {
          event.preventDefault()
          document.getElementById('main')?.focus()
        }}
        className="sr-only focus:not-sr-only focus:fixed focus:z-50 focus:bg-surface focus:p-3"
      >
        {messages.app.skipToContent}
      </a>
      <div className="flex min-h-dvh">
        <aside className="sticky top-0 hidden h-dvh w-21 shrink-0 flex-col border-r border-line bg-surface md:flex lg:w-52">
          <Link
            to="/today"
            className="flex h-16 items-center justify-center gap-2.5 lg:justify-start lg:px-6"
            aria-label={messages.app.name}
          >
            <img src="/icon.svg" alt="" width={36} height={36} className="size-9" />
            <span className="hidden text-md font-semibold lg:block">{messages.app.name}</span>
          </Link>
          <nav aria-label={messages.app.navigation} className="flex-1 pt-1">
            <NavigationRail />
          </nav>
          <div className="grid place-items-center pb-4 lg:place-items-start lg:px-4">
            <IconButton label={messages.app.lock} icon={Lock} onPress={() => access.lock()} />
          </div>
        </aside>
        <div className="flex min-w-0 flex-1 flex-col">
          <TopBar />
          <SessionBanners />
          {/* A letter under a heap of marks is wider than a phone and breaks nowhere: it is cut off. */}
          <main
            id="main"
            tabIndex={-1}
            className="flex-1 overflow-x-clip pb-24 outline-none md:pb-8"
          >
            <Suspense fallback={<SkeletonRows count={6} />}>
              <Outlet />
            </Suspense>
          </main>
        </div>
        <nav
          aria-label={messages.app.navigation}
          data-tabs
          className="safe-b fixed inset-x-0 bottom-0 z-20 border-t border-line bg-surface md:hidden"
        >
          <NavigationTabs />
        </nav>
      </div>
    </>
  )
}

function TopBar() {
  const session = useSession()
  return (
    <header className="sticky top-0 z-20 flex h-14 items-center gap-2 border-b border-line bg-canvas px-3 md:h-16 md:px-6">
      {session.role !== 'admin' && <FindLink />}
      <span className="ml-auto flex min-w-0 shrink-0 items-center gap-1">
        {session.demo && <DemoMark />}
        <SyncStatusChip />
      </span>
    </header>
  )
}

function FindLink() {
  const messages = useMessages()
  return (
    <Link
      to="/customers"
      search={{ find: true }}
      className="flex min-h-11 min-w-0 shrink items-center gap-2 rounded-md px-2 text-ink-3 hover:text-ink-2 md:w-72 md:border md:border-line md:bg-surface md:px-3 md:hover:border-line-strong"
    >
      <Search size={20} className="shrink-0" aria-hidden />
      <span className="min-w-0 flex-1 truncate max-[379px]:sr-only">{messages.app.find}</span>
      <span className="hidden lg:block">
        <Kbd>Ctrl K</Kbd>
      </span>
    </Link>
  )
}

/** In sight on every screen: nobody here is a real person. */
function DemoMark() {
  const { app } = useMessages()
  return (
    <span title={app.demoNote}>
      <Badge tone="jade" icon={FlaskConical}>
        {app.demoBadge}
      </Badge>
    </span>
  )
}

/** Ctrl K goes to the search of customers from everywhere. */
function useFindShortcut() {
  const navigate = useNavigate()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      void navigate({ to: '/customers', search: { find: true } })
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [navigate])
}
