import { type DuplicatePair, pairKey } from '#shared/domain/duplicate-pairs.ts'
import { useFindMessages } from '#i18n/find/use-find-messages.ts'
import { formatCount } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { Disclosure } from '#ui/disclosure.tsx'

/** Pairs that this person said are two people, each with a way back: the toast that offered one is gone. */
export function RemovedPairs(props: {
  pairs: readonly DuplicatePair[]
  onBack: (pair: DuplicatePair) => void
}) {
  const { language, messages } = useLanguage()
  const texts = useFindMessages().duplicates
  const { pairs } = props
  if (pairs.length === 0) return null
  return (
    <div className="pt-4">
      <Disclosure summary={texts.removed(formatCount(language, pairs.length))}>
        <ul className="panel-box divide-y divide-line">
          {pairs.map((pair) => {
            const [one, other] = [pair.one.data.name, pair.other.data.name]
            return (
              <li
                key={pairKey(pair.one, pair.other)}
                className="flex min-h-14 items-center gap-3 py-1.5 pr-2 pl-4 md:pl-5"
              >
                <span className="min-w-0 flex-1 wrap-anywhere">
                  {texts.bothNames(one, other)}
                  <span className="block text-sm text-ink-3">
                    {messages.customers.duplicateWhy[pair.reason]}
                  </span>
                </span>
                <Button
                  tone="ghost"
                  size="sm"
                  aria-label={texts.putBackOf(one, other)}
                  onPress={() => props.onBack(pair)}
                >
                  {texts.putBack}
                </Button>
              </li>
            )
          })}
        </ul>
      </Disclosure>
    </div>
  )
}
