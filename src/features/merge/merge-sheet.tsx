import { useState } from 'react'
import { civilDateInShanghai, civilDateParts } from '#shared/domain/civil-date.ts'
import { type MergePick, mergedValues, usualPick } from '#shared/domain/merge-differences.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useBy, useRecord, useSession, useToday } from '#replica/use-replica.ts'
import { useMergeMessages } from '#i18n/merge/use-merge-messages.ts'
import { formatCount, formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Banner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { Sheet } from '#ui/sheet.tsx'
import type { DescribeValue } from './describe-value.ts'
import { DifferenceField, differenceKey } from './difference-field.tsx'
import { whyNotMerged } from './merge-access.ts'
import { RadioLine } from './radio-line.tsx'
import { sumOf, useDifferences, useFollowing, useIdentities, useUsualKept } from './use-pair.ts'
import { useMerge } from './use-merge.ts'

interface MergeSheetProps {
  oneId: string
  otherId: string
  describe: DescribeValue
  onClose: () => void
  /** Called with the customer who is kept. */
  onMerged: (keptId: string) => void
}

/** R17: two cards side by side, which one stays, what is taken over, and what moves; then one customer. */
export function MergeSheet(props: MergeSheetProps) {
  const one = useRecord('customer', props.oneId)
  const other = useRecord('customer', props.otherId)
  // Merging makes one of them hidden while the sheet closes; both stay in memory.
  if (one === undefined || other === undefined) return null
  return <Opened {...props} one={one} other={other} />
}

function Opened(
  props: MergeSheetProps & { one: RecordOf<'customer'>; other: RecordOf<'customer'> },
) {
  const { one, other, onClose } = props
  const { messages } = useLanguage()
  const texts = useMergeMessages()
  const session = useSession()
  const { merge } = useMerge()
  const usual = useUsualKept(one.id, other.id)
  const [chosen, choose] = useState<string | null>(null)
  const [picks, setPicks] = useState<ReadonlyMap<string, MergePick>>(new Map())
  const [busy, setBusy] = useState(false)
  const kept = (chosen ?? usual) === one.id ? one : other
  const away = kept === one ? other : one
  const differences = useDifferences(kept.id, away.id)
  const dates = {
    one: useBy('important-date.customer', one.id).map(({ data }) => data),
    other: useBy('important-date.customer', other.id).map(({ data }) => data),
  }
  const obstacle = whyNotMerged(
    session,
    { card: one, dates: dates.one, identities: useIdentities(one.id) },
    { card: other, dates: dates.other, identities: useIdentities(other.id) },
  )
  const pickOf = (difference: (typeof differences)[number]) =>
    picks.get(differenceKey(difference)) ?? usualPick(difference)
  const save = async () => {
    setBusy(true)
    const isMerged = await merge(kept.id, away.id, mergedValues(differences, pickOf))
    setBusy(false)
    if (isMerged) props.onMerged(kept.id)
  }
  return (
    <Sheet
      open
      onClose={onClose}
      title={texts.title}
      description={texts.text}
      size="lg"
      footer={
        <>
          <Button tone="outline" onPress={onClose}>
            {messages.app.cancel}
          </Button>
          {obstacle === null && (
            <Button busy={busy} onPress={() => void save()}>
              {texts.button}
            </Button>
          )}
        </>
      }
    >
      <div className="grid gap-5 pt-2">
        {obstacle !== null && (
          <Banner tone="warning" shape="card">
            <strong className="font-semibold">{texts.whyNot.title}</strong> {texts.whyNot[obstacle]}
          </Banner>
        )}
        <fieldset className="grid gap-2">
          <legend className="float-left font-semibold">{texts.keep}</legend>
          <p className="clear-left text-sm text-ink-3">{texts.keepHint}</p>
          <div className="grid gap-2 md:grid-cols-2">
            {[one, other].map((card) => (
              <KeptChoice
                key={card.id}
                card={card}
                checked={card === kept}
                onChoose={() => {
                  choose(card.id)
                  setPicks(new Map())
                }}
              />
            ))}
          </div>
        </fieldset>
        {obstacle === null && (
          <>
            <section className="grid gap-3">
              <h3 className="font-semibold">{texts.differences}</h3>
              <p className="-mt-2 text-sm text-ink-3">
                {differences.length === 0 ? texts.noDifferences : texts.usual}
              </p>
              {differences.map((difference) => (
                <DifferenceField
                  key={differenceKey(difference)}
                  difference={difference}
                  pick={pickOf(difference)}
                  onPick={(pick) =>
                    setPicks((before) => new Map([...before, [differenceKey(difference), pick]]))
                  }
                  ids={{ kept: kept.id, other: away.id }}
                  describe={props.describe}
                />
              ))}
            </section>
            <Moving awayId={away.id} />
          </>
        )}
      </div>
    </Sheet>
  )
}

function KeptChoice(props: { card: RecordOf<'customer'>; checked: boolean; onChoose: () => void }) {
  const { language, messages } = useLanguage()
  const texts = useMergeMessages()
  const presentYear = civilDateParts(useToday()).year
  const { card } = props
  const owner = useRecord('staff', card.data.ownerId)
  const { staffId } = useSession()
  const count = sumOf(useFollowing(card.id))
  const ownerName = card.data.ownerId === staffId ? messages.customers.ownedByYou : owner?.data.name
  const made = formatDate(language, civilDateInShanghai(card.createdAt), { presentYear })
  return (
    <RadioLine name="kept" checked={props.checked} onChoose={props.onChoose} framed>
      <span className="block font-medium wrap-anywhere">{card.data.name} </span>
      <span className="block text-sm text-ink-2">
        {[
          messages.domain.tier[card.data.tier],
          card.data.phoneTail ? messages.customers.phoneTail(card.data.phoneTail) : texts.noTail,
        ].join(' · ')}{' '}
      </span>
      <span className="block text-sm text-ink-3">
        {[
          ...(ownerName === undefined ? [] : [`${messages.customers.owner} ${ownerName}`]),
          texts.madeOn(made),
          texts.records(formatCount(language, count)),
        ].join(' · ')}
      </span>
    </RadioLine>
  )
}

function Moving({ awayId }: { awayId: string }) {
  const { language } = useLanguage()
  const texts = useMergeMessages()
  const following = useFollowing(awayId)
  const kinds = ['interaction', 'task', 'important-date', 'complaint', 'file'] as const
  const present = kinds.filter((kind) => following[kind] > 0)
  return (
    <section className="grid gap-1">
      <h3 className="font-semibold">{texts.moves}</h3>
      <p className="text-ink-2">
        {present.length === 0
          ? texts.movesNothing
          : present
              .map((kind) => texts.counts[kind](formatCount(language, following[kind])))
              .join(' · ')}
      </p>
    </section>
  )
}
