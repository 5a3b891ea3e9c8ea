import { ShieldCheck } from 'lucide-react'
import { useFirstMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { SessionFrame } from './session-frame.tsx'

/** SR3: what happened to the data that lay here, said calmly; changes are counted over all vaults that went. */
export function WipedScreen(props: { rescued: number; lost: number; onDone: () => void }) {
  const texts = useFirstMessages().session
  const { rescued, lost } = props
  return (
    <SessionFrame icon={ShieldCheck} title={texts.wipedTitle} text={texts.wipedText}>
      <div className="grid gap-3 text-ink-2">
        {rescued > 0 && <p>{texts.wipedRescued(rescued)}</p>}
        {lost > 0 && <p>{texts.wipedLost(lost)}</p>}
        {rescued + lost === 0 && <p>{texts.wipedNothing}</p>}
        <p>{texts.wipedNext}</p>
      </div>
      <div className="mt-5">
        <Button full onPress={props.onDone}>
          {texts.wipedDone}
        </Button>
      </div>
    </SessionFrame>
  )
}
