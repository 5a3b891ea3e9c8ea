import { FingerprintPattern } from 'lucide-react'
import type { PasskeyListItem } from '#shared/protocol/passkey-message.ts'
import { formatInstant } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Badge } from '#ui/badge.tsx'
import { Button } from '#ui/button.tsx'
import { ListRow } from '#ui/list-row.tsx'

interface PasskeyListProps {
  passkeys: readonly PasskeyListItem[]
  /** Those that open the vault of this device, by credential. */
  here?: readonly string[]
  /** The buttons of a row, the more likely one first. */
  actions(passkey: PasskeyListItem): { label: string; onPress: () => void }[]
}

/** Passkeys with what is known of them. */
export function PasskeyList({ passkeys, here = [], actions }: PasskeyListProps) {
  const { language, messages } = useLanguage()
  const texts = messages.passkeys
  return (
    <ul>
      {passkeys.map((passkey) => (
        <ListRow
          key={passkey.id}
          leading={
            <span className="grid size-10 place-items-center rounded-full bg-sunken text-ink-2">
              <FingerprintPattern size={20} aria-hidden />
            </span>
          }
          title={
            <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span>{passkey.name}</span>
              {here.includes(passkey.credential) && <Badge tone="jade">{texts.opensHere}</Badge>}
              {passkey.synced && <Badge>{texts.synced}</Badge>}
            </span>
          }
          subtitle={
            <span className="tnum flex flex-wrap gap-x-4">
              <span>{texts.added(formatInstant(language, passkey.createdAt))}</span>
              <span>
                {passkey.lastUsedAt === null
                  ? texts.unused
                  : texts.used(formatInstant(language, passkey.lastUsedAt))}
              </span>
            </span>
          }
        >
          <span className="flex flex-wrap gap-2">
            {actions(passkey).map(({ label, onPress }) => (
              <Button
                key={label}
                tone="outline"
                size="sm"
                aria-label={`${label} ${passkey.name}`}
                onPress={onPress}
              >
                {label}
              </Button>
            ))}
          </span>
        </ListRow>
      ))}
    </ul>
  )
}
