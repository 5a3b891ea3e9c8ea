import { Link } from '@tanstack/react-router'
import { UsersRound } from 'lucide-react'
import { useMemo, useState } from 'react'
import { type DuplicatePair, duplicatePairs, pairKey } from '#shared/domain/duplicate-pairs.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useAll, useIsLoaded, useRecord, useReplica, useSession } from '#replica/use-replica.ts'
import { useFindMessages } from '#i18n/find/use-find-messages.ts'
import { formatCount } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Badge } from '#ui/badge.tsx'
import { Button } from '#ui/button.tsx'
import { ConfirmSheet } from '#ui/confirm-sheet.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { PageHeader } from '#ui/page-header.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { toast } from '#ui/toast.tsx'
import { VirtualList } from '#ui/virtual-list.tsx'
import { lastContactWords } from './contact-words.ts'
import { useCustomerFacts } from './customer-facts.ts'
import { RemovedPairs } from './removed-pairs.tsx'
import { TierBadge } from './tier-badge.tsx'
import { useDifferentPeople, useSayDifferent } from './use-different-people.ts'
import { useSayUnsaved } from './use-say-unsaved.ts'

/** R17 可能重复: pairs of cards that may be one person, to be looked at one after the other. */
export function DuplicatesScreen(props: {
  onBack: () => void
  onMerge: (pair: DuplicatePair) => void
}) {
  const { language, messages } = useLanguage()
  const texts = useFindMessages().duplicates
  const loaded = useIsLoaded()
  const pairs = useDuplicatePairs()
  const different = useDifferentPeople()
  const { say, takeBack } = useSayDifferent()
  const sayUnsaved = useSayUnsaved()
  const isRemoved = ({ one, other }: DuplicatePair) => different.has(pairKey(one, other))
  const left = pairs.filter((pair) => !isRemoved(pair))
  /** One identity number is one person: who says otherwise is asked first. */
  const [asked, setAsked] = useState<DuplicatePair | null>(null)
  const bringBack = async (pair: DuplicatePair) => {
    if (!(await takeBack(pair))) sayUnsaved()
  }
  const dismiss = async (pair: DuplicatePair) => {
    if (!(await say(pair))) return sayUnsaved()
    toast({
      text: texts.dismissed,
      action: { label: texts.undo, onPress: () => void bringBack(pair) },
    })
  }
  return (
    <div className="page">
      <div className="max-w-200">
        <PageHeader title={texts.title} subtitle={texts.text} onBack={props.onBack} />
        {!loaded && <SkeletonRows count={4} />}
        {loaded && left.length === 0 && (
          <EmptyState icon={UsersRound} title={texts.none} description={texts.noneText} />
        )}
        {loaded && left.length > 0 && (
          <>
            <output className="block pb-2 text-sm text-ink-3">
              {texts.count(formatCount(language, left.length))}
            </output>
            <div className="panel-box overflow-hidden">
              <VirtualList
                label={texts.title}
                items={left}
                itemKey={({ one, other }) => pairKey(one, other)}
                renderItem={(pair) => (
                  <Pair
                    pair={pair}
                    onDifferent={() =>
                      pair.reason === 'same-identity' ? setAsked(pair) : void dismiss(pair)
                    }
                    onMerge={() => props.onMerge(pair)}
                  />
                )}
                rowHeight={160}
              />
            </div>
            <p className="pt-3 text-sm text-ink-3">{texts.here}</p>
          </>
        )}
        {loaded && (
          <RemovedPairs pairs={pairs.filter(isRemoved)} onBack={(pair) => void bringBack(pair)} />
        )}
        {asked !== null && (
          <ConfirmSheet
            open
            tone="primary"
            title={texts.sameNumberTitle}
            confirmLabel={texts.differentAnyway}
            cancelLabel={messages.app.cancel}
            onConfirm={() => {
              setAsked(null)
              void dismiss(asked)
            }}
            onClose={() => setAsked(null)}
          >
            {texts.sameNumber(asked.one.data.name, asked.other.data.name)}
          </ConfirmSheet>
        )}
      </div>
    </div>
  )
}

function useDuplicatePairs(): readonly DuplicatePair[] {
  const replica = useReplica()
  const cards = useAll('customer')
  const profiles = useAll('profile')
  return useMemo(
    () => duplicatePairs(cards, (id) => replica.get('profile', id)?.data),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the replica answers otherwise when a profile changed
    [replica, cards, profiles],
  )
}

function Pair({
  pair,
  onDifferent,
  onMerge,
}: {
  pair: DuplicatePair
  onDifferent: () => void
  onMerge: () => void
}) {
  const { messages } = useLanguage()
  const texts = useFindMessages().duplicates
  return (
    <div className="grid gap-3 border-b border-line px-4 py-3 md:px-5">
      <div className="flex flex-wrap items-center gap-x-3">
        <div className="min-w-0 flex-1">
          <Badge tone="amber">{messages.customers.duplicateWhy[pair.reason]}</Badge>
        </div>
        <Button
          tone="ghost"
          size="sm"
          aria-label={texts.differentOf(pair.one.data.name, pair.other.data.name)}
          onPress={onDifferent}
        >
          {texts.different}
        </Button>
        <Button
          tone="soft"
          size="sm"
          aria-label={texts.mergeOf(pair.one.data.name, pair.other.data.name)}
          onPress={onMerge}
        >
          {texts.merge}
        </Button>
      </div>
      <div className="grid gap-3 md:grid-cols-2">
        <Side card={pair.one} />
        <Side card={pair.other} />
      </div>
    </div>
  )
}

function Side({ card }: { card: RecordOf<'customer'> }) {
  const { messages } = useLanguage()
  const texts = messages.customers
  const { staffId } = useSession()
  const loaded = useIsLoaded()
  const owner = useRecord('staff', card.data.ownerId)
  const facts = useCustomerFacts()
  const { name, tier, phoneTail, ownerId } = card.data
  const ownerName = ownerId === staffId ? texts.ownedByYou : owner?.data.name
  const at = facts.lastContactAt(card.id)
  return (
    <div className="min-w-0 rounded-md bg-sunken px-3 py-2">
      <Link
        to="/customers/$customerId"
        params={{ customerId: card.id }}
        className="inline-flex min-h-11 max-w-full items-center gap-2 font-medium underline decoration-1 underline-offset-4 md:min-h-8"
      >
        <span className="min-w-0 wrap-anywhere">{name}</span>
      </Link>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-2">
        <TierBadge tier={tier} />
        {phoneTail && <span className="tnum">{texts.phoneTail(phoneTail)}</span>}
        {ownerName !== undefined && (
          <span>
            {texts.owner} {ownerName}
          </span>
        )}
        {loaded && facts.holdsOwner(ownerId) && (
          <span>{lastContactWords(texts.lastContact, facts.today, at ?? null)}</span>
        )}
      </p>
    </div>
  )
}
