import { ChevronRight, CircleUser } from 'lucide-react'
import { formatInstant } from '#i18n/format.ts'
import { useFirstMessages, useLanguage } from '#i18n/language.tsx'
import { SurnameDisc } from '#ui/surname-disc.tsx'
import { firstCharacter } from './person-line.tsx'

/** What may be said of a locked vault: a name only if this page heard it, a number, and never what is in it. */
export interface ColleagueHere {
  tag: string
  person: { name: string; staffNo: string } | null
  /** Instant in ms. */
  lastUsedAt: number
  /** Null where it cannot be told. */
  unsent: number | null
}

interface ColleaguesHereProps {
  title: string
  colleagues: readonly ColleagueHere[]
  /** Only for those whose name is known; the others type their staff number. */
  onChoose(colleague: { tag: string; name: string; staffNo: string }): void
}

/** KE6: the other vaults of this device, under the lock. */
export function ColleaguesHere({ title, colleagues, onChoose }: ColleaguesHereProps) {
  if (colleagues.length === 0) return null
  return (
    <section className="mt-6 border-t border-line pt-4">
      <h2 className="text-sm font-medium text-ink-2">{title}</h2>
      <ul className="mt-1 -mb-2 divide-y divide-line">
        {colleagues.map((colleague) => (
          <li key={colleague.tag}>
            <Row colleague={colleague} onChoose={onChoose} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Row({
  colleague: { tag, person, lastUsedAt, unsent },
  onChoose,
}: Pick<ColleaguesHereProps, 'onChoose'> & { colleague: ColleagueHere }) {
  const { language } = useLanguage()
  const messages = useFirstMessages()
  const texts = messages.session
  const face = (
    <>
      {person === null ? (
        <span className="grid size-10 shrink-0 place-items-center rounded-full bg-sunken text-ink-2">
          <CircleUser size={20} aria-hidden />
        </span>
      ) : (
        <SurnameDisc surname={firstCharacter(person.name)} tier="mass" />
      )}
      <span className="min-w-0 flex-1 py-2.5">
        <span className="block font-medium wrap-anywhere">
          {person?.name ?? texts.unknownColleague}
        </span>
        <span className="tnum block text-sm text-ink-3">
          {person?.staffNo ?? texts.lastUsed(formatInstant(language, lastUsedAt))}
        </span>
      </span>
      {unsent !== null && (
        <span className="tnum shrink-0 text-sm text-ink-2">{texts.unsent(unsent)}</span>
      )}
    </>
  )
  if (person === null) return <div className="flex items-center gap-3">{face}</div>
  return (
    <button
      type="button"
      onClick={() => onChoose({ tag, ...person })}
      className="-mx-2 flex w-[calc(100%+16px)] cursor-pointer items-center gap-3 rounded-md px-2 text-left hover:bg-sunken/60"
    >
      {face}
      <ChevronRight size={18} className="-ml-1 shrink-0 text-ink-3" aria-hidden />
    </button>
  )
}
