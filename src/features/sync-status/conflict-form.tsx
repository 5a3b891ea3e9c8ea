import { useState } from 'react'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useSession } from '#replica/use-replica.ts'
import { formatInstant } from '#i18n/format.ts'
import { Button } from '#ui/button.tsx'
import { ConflictPair } from '#ui/conflict-pair.tsx'
import { Panel } from '#ui/panel.tsx'
import { presentSide, type RecordNow } from './present-side.ts'
import { settleConflict, type Picked } from './resolve-issue.ts'
import { useSettle } from './use-settle.ts'
import { fieldLabel, valueWords, type Words } from './value-words.ts'

interface ConflictFormProps {
  issue: RecordOf<'sync-issue'>
  /** The record as it is now. */
  record: RecordNow
  words: Words
  onDone(): void
}

/** Both versions of each field side by side; one press saves what was picked (product principle 7). */
export function ConflictForm({ issue, record, words, onDone }: ConflictFormProps) {
  const texts = words.messages.sync
  const { recordType, fields, madeAt, device } = issue.data
  const session = useSession()
  const settle = useSettle()
  const [picks, setPicks] = useState<Record<string, Picked>>({})
  const missing = fields.filter(({ field }) => picks[field] === undefined).length
  const save = async () => {
    const settlement = settleConflict(issue, picks, record.data)
    if (await settle(settlement, texts.settled)) onDone()
  }
  return (
    <Panel title={texts.pickTitle} count={texts.itemCount(fields.length)}>
      <div className="grid gap-6">
        {fields.map((conflict) => {
          const { field, mine } = conflict
          const theirs = presentSide(conflict, record)
          return (
            <ConflictPair
              key={field}
              label={fieldLabel(recordType, field, words)}
              pickedId={picks[field] ?? null}
              onPick={(id) => setPicks({ ...picks, [field]: id === 'mine' ? 'mine' : 'theirs' })}
              sides={[
                {
                  id: 'mine',
                  heading: texts.mine,
                  value: valueWords(recordType, field, mine, words),
                  who: session.name,
                  when: formatInstant(words.language, madeAt),
                  device: texts.device(device.slice(-4)),
                  pickLabel: texts.take,
                },
                {
                  id: 'theirs',
                  heading: theirs.since ? texts.theirsSince : texts.theirs,
                  value: valueWords(recordType, field, theirs.value, words),
                  who: theirs.by === null ? texts.someColleague : words.staffName(theirs.by),
                  when: theirs.at === null ? '' : formatInstant(words.language, theirs.at),
                  pickLabel: texts.take,
                },
              ]}
            />
          )
        })}
      </div>
      <div className="mt-5 flex flex-wrap items-center gap-3 md:justify-end">
        {missing > 0 && <p className="text-sm text-ink-3">{texts.stillToPick(missing)}</p>}
        <span className="max-md:flex-1 max-md:*:w-full">
          <Button disabled={missing > 0} onPress={() => void save()}>
            {texts.settle}
          </Button>
        </span>
      </div>
    </Panel>
  )
}
