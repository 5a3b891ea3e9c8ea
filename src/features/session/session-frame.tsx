import { CloudOff, RefreshCw, ShieldCheck, type LucideIcon } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { useFirstMessages, useLanguage } from '#i18n/language.tsx'
import { ProductMark } from './product-mark.tsx'

interface SessionFrameProps {
  title: string
  text?: string
  /** Above the title, where the page is about a state: locked, not reachable. */
  icon?: LucideIcon
  /** `offline` colours the icon for want of a network. */
  tone?: 'calm' | 'offline' | 'danger'
  children: ReactNode
}

/** The page before the app is open: the product on ink and jade, and one card. */
export function SessionFrame(props: SessionFrameProps) {
  const titleId = useId()
  const Icon = props.icon
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr] md:grid-cols-[minmax(0,5fr)_minmax(0,6fr)] md:grid-rows-1">
      <Cover />
      <main id="main" className="flex justify-center px-4 pb-10 md:items-center md:px-8 md:py-10">
        <section
          aria-labelledby={titleId}
          className="panel-box relative -mt-10 h-fit w-full max-w-md p-5 max-md:shadow-float md:mt-0 md:p-8"
        >
          {Icon && (
            <span
              className={`mb-4 grid size-12 place-items-center rounded-full ${toneClass[props.tone ?? 'calm']}`}
            >
              <Icon size={24} strokeWidth={1.9} aria-hidden />
            </span>
          )}
          <h1 id={titleId} className="text-xl font-semibold">
            {props.title}
          </h1>
          {props.text && <p className="mt-1.5 text-ink-3">{props.text}</p>}
          <div className="mt-5">{props.children}</div>
        </section>
      </main>
    </div>
  )
}

const toneClass = {
  calm: 'bg-primary-soft text-on-primary-soft',
  offline: 'bg-warn-soft text-on-warn-soft',
  danger: 'bg-danger-soft text-on-danger-soft',
}

/** What the product is, in one line and three promises; on phones a band above the card. */
function Cover() {
  const { language, setLanguage } = useLanguage()
  const messages = useFirstMessages()
  const texts = messages.session
  return (
    <header className="session-cover px-5 pt-4 pb-16 md:sticky md:top-0 md:flex md:h-dvh md:flex-col md:p-8 lg:p-12">
      <div className="relative flex items-center gap-3">
        <img
          src="/icon.svg"
          alt=""
          width={40}
          height={40}
          className="size-10 rounded-md ring-1 ring-white/20"
        />
        <p className="min-w-0 flex-1 text-lg font-semibold">{messages.app.name}</p>
        <button
          type="button"
          lang={language === 'en' ? 'zh-CN' : 'en'}
          onClick={() => setLanguage(language === 'en' ? 'zh-CN' : 'en')}
          className="-mr-2 min-h-11 cursor-pointer rounded-md px-3 text-sm font-medium text-white hover:bg-white/10 focus-visible:outline-white"
        >
          {language === 'en' ? '简体中文' : 'English'}
        </button>
      </div>
      <ProductMark className="session-cover-mark" />
      <div className="relative mt-5 md:mt-auto">
        <p className="max-w-100 text-md font-medium text-balance break-keep md:text-xl md:font-semibold lg:text-2xl">
          {texts.tagline}
        </p>
        <ul className="mt-8 hidden gap-4 md:grid">
          {promises.map(({ id, icon: Icon }) => (
            <li key={id} className="flex items-center gap-3">
              <Icon size={20} strokeWidth={1.9} className="session-cover-icon" aria-hidden />
              <span className="min-w-0">{texts.promises[id]}</span>
            </li>
          ))}
        </ul>
      </div>
    </header>
  )
}

const promises = [
  { id: 'offline', icon: CloudOff },
  { id: 'sealed', icon: ShieldCheck },
  { id: 'sync', icon: RefreshCw },
] as const
