import { ShieldAlert, ShieldCheck } from 'lucide-react'
import { useEffect } from 'react'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { formatCount, formatInstant } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import type { AdminApi } from '#sync/admin-api.ts'
import { useAnswer } from '#sync/use-answer.ts'
import { Button } from '#ui/button.tsx'
import { Panel } from '#ui/panel.tsx'
import { ProgressBar } from '#ui/progress-bar.tsx'
import { toast } from '#ui/toast.tsx'

/** While the chain is looked through, the server is asked so often (ms). */
const askEveryMs = 1000

/** SE6: how long the chain is, up to where it is signed, and whether anything was changed when it was last looked through. */
export function ChainPanel({ api }: { api: Pick<AdminApi, 'auditState' | 'verifyAudit'> }) {
  const { language } = useLanguage()
  const texts = useAdminMessages().audit
  const { asked, reload } = useAnswer(api.auditState)
  const state = asked.state === 'here' ? asked.value : undefined
  const isRunning = state?.running != null
  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(() => void reload(), askEveryMs)
    return () => clearInterval(timer)
  }, [isRunning, reload])
  if (state === undefined) return null

  const { rows, signed, verified, running } = state
  const start = async () => {
    const begun = await api.verifyAudit()
    if (!begun.ok) toast({ text: texts.verifyFailed, tone: 'danger' })
    await reload()
  }
  const isBroken = verified?.whole === false
  const Icon = isBroken ? ShieldAlert : ShieldCheck
  return (
    // Below what was found where there is one column, unless it is what has to be read first.
    <div className={`min-w-0 ${isBroken ? 'max-lg:order-first' : ''}`}>
      <Panel title={texts.chain} count={texts.chainRows(formatCount(language, rows))}>
        <div className="grid gap-4">
          <div
            className={`flex gap-3 rounded-md px-3 py-3 text-sm ${isBroken ? 'bg-danger-soft text-on-danger-soft' : 'bg-sunken text-ink-2'}`}
          >
            <Icon size={20} className="shrink-0" aria-hidden />
            <span className="tnum grid min-w-0 gap-1 wrap-anywhere">
              <span className={isBroken ? 'font-medium' : ''}>
                {verified === null
                  ? texts.chainNever
                  : verified.whole
                    ? texts.chainWhole(formatInstant(language, verified.at))
                    : texts.chainBroken(
                        formatCount(language, verified.row),
                        formatInstant(language, verified.at),
                      )}
              </span>
              <span>
                {signed === null
                  ? texts.signedNone
                  : texts.signed(
                      formatCount(language, signed.no),
                      formatInstant(language, signed.at),
                    )}
              </span>
            </span>
          </div>
          {running === null ? (
            <Button full tone="outline" onPress={() => void start()}>
              {texts.verify}
            </Button>
          ) : (
            <ProgressBar
              label={texts.verifying}
              value={running.done}
              max={rows}
              valueText={texts.verifyingRows(
                formatCount(language, running.done),
                formatCount(language, rows),
              )}
            />
          )}
        </div>
      </Panel>
    </div>
  )
}
