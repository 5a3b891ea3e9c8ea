import { FingerprintPattern, Plus } from 'lucide-react'
import { useState } from 'react'
import type { PasskeyListItem } from '#shared/protocol/passkey-message.ts'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Panel } from '#ui/panel.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { toast } from '#ui/toast.tsx'
import { AddPasskeySheet } from './add-passkey-sheet.tsx'
import type { PasskeyKeeper } from './passkey-keeper.ts'
import { PasskeyList } from './passkey-list.tsx'
import { RemovePasskey } from './remove-passkey.tsx'
import { useAnswer } from '#sync/use-answer.ts'
import { UsePasskeyHereSheet } from './use-passkey-here-sheet.tsx'

/** KE3: 通行密钥: those of this person; null where there can be none. */
export function PasskeyPanel({ keeper }: { keeper: PasskeyKeeper | null }) {
  const texts = useMessages().passkeys
  return (
    <div className="mt-4 md:mt-5">
      <Panel title={texts.title} flush>
        <p className="px-4 pb-3 text-sm text-ink-3 md:px-5">
          {keeper === null ? texts.unavailable : texts.text}
        </p>
        {keeper !== null && <OwnPasskeys keeper={keeper} />}
      </Panel>
    </div>
  )
}

type Doing =
  | { what: 'add' }
  | { what: 'use-here'; passkey: PasskeyListItem }
  | { what: 'remove'; passkey: PasskeyListItem }

function OwnPasskeys({ keeper }: { keeper: PasskeyKeeper }) {
  const texts = useMessages().passkeys
  const { asked, reload } = useAnswer(keeper.load)
  const [doing, setDoing] = useState<Doing | null>(null)
  const done = (text?: string) => {
    if (text !== undefined) toast({ text, tone: 'done' })
    setDoing(null)
    void reload()
  }
  if (asked.state === 'loading') return <SkeletonRows count={1} />
  if (asked.state !== 'here') {
    return <p className="border-t border-line px-4 py-4 text-ink-2 md:px-5">{texts.offline}</p>
  }
  const { passkeys, here } = asked.value
  return (
    <>
      {passkeys.length === 0 ? (
        <EmptyState icon={FingerprintPattern} title={texts.none} description={texts.noneText} />
      ) : (
        <PasskeyList
          passkeys={passkeys}
          here={here}
          actions={(passkey) => {
            const remove = {
              label: texts.remove,
              onPress: () => setDoing({ what: 'remove', passkey }),
            }
            if (here.includes(passkey.credential)) return [remove]
            const onPress = () => setDoing({ what: 'use-here', passkey })
            return [{ label: texts.openHere, onPress }, remove]
          }}
        />
      )}
      <div className="border-t border-line p-4 md:px-5">
        <Button tone="outline" full icon={Plus} onPress={() => setDoing({ what: 'add' })}>
          {texts.add}
        </Button>
      </div>
      {doing?.what === 'add' && (
        <AddPasskeySheet
          keeper={keeper}
          onDone={() => done(texts.done)}
          onClose={() => setDoing(null)}
        />
      )}
      {doing?.what === 'use-here' && (
        <UsePasskeyHereSheet
          passkey={doing.passkey}
          keeper={keeper}
          onDone={() => done(texts.openedHere)}
          onClose={() => setDoing(null)}
        />
      )}
      {doing?.what === 'remove' && (
        <RemovePasskey
          name={doing.passkey.name}
          facts={[texts.removeSignIn, texts.removeKeeps]}
          remove={async () => (await keeper.remove(doing.passkey))?.text ?? null}
          onRemoved={() => done()}
          onClose={() => setDoing(null)}
        />
      )}
    </>
  )
}
