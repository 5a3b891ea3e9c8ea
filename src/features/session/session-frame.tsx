import { useId, type ReactNode } from 'react'
import { useLanguage } from '#i18n/language.tsx'

/** The quiet page before the app is open: mark, one card, language. */
export function SessionFrame(props: { title: string; text?: string; children: ReactNode }) {
  const { language, messages, setLanguage } = useLanguage()
  const titleId = useId()
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex items-center justify-between px-4 pt-4 md:px-8 md:pt-6">
        <div className="flex items-center gap-3">
          <img src="/icon.svg" alt="" width={40} height={40} className="size-10" />
          <p className="text-lg font-semibold">{messages.app.name}</p>
        </div>
        <button
          type="button"
          lang={language === 'en' ? 'zh-CN' : 'en'}
          onClick={() => setLanguage(language === 'en' ? 'zh-CN' : 'en')}
          className="min-h-11 cursor-pointer rounded-md px-3 text-sm font-medium text-ink-2 hover:bg-sunken"
        >
          {language === 'en' ? '简体中文' : 'English'}
        </button>
      </header>
      <main
        id="main"
        className="flex flex-1 items-start justify-center px-4 pt-8 pb-12 md:items-center md:pt-4"
      >
        <section aria-labelledby={titleId} className="panel-box w-full max-w-md p-5 md:p-8">
          <h1 id={titleId} className="text-xl font-semibold">
            {props.title}
          </h1>
          {props.text && <p className="mt-1.5 text-ink-3">{props.text}</p>}
          <div className="mt-5">{props.children}</div>
        </section>
      </main>
      <footer className="px-4 pb-6 text-center text-sm text-ink-3">
        {messages.session.tagline}
      </footer>
    </div>
  )
}
