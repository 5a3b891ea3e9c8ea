import type { ReactNode } from 'react'
import { useController, useFormContext, type FieldPathByValue } from 'react-hook-form'
import { channels, contactResults, purposes } from '#shared/domain/interaction.ts'
import { textLimits } from '#shared/domain/text-limits.ts'
import { useColleagueSearch } from '#replica/use-colleague-search.ts'
import { useColleagues } from '#replica/use-colleagues.ts'
import { useToday } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { ChoiceChips, MultiChips } from '#ui/chips.tsx'
import { DateField } from '#ui/date-field.tsx'
import { usePhone } from '#ui/media.ts'
import { Mentionable } from '#ui/mentionable.tsx'
import { Segmented } from '#ui/segmented.tsx'
import { TextArea } from '#ui/text-area.tsx'
import { TextField } from '#ui/text-field.tsx'
import { AskHints } from './ask-hints.tsx'
import { emotions, usualDirection, type NoteFormValues } from './note-form.ts'
import { PromiseHint } from './promise-hint.tsx'
import { PromiseWarning } from './promise-warning.tsx'
import { useNextStep } from './use-next-step.ts'
import { useFieldErrorText } from './use-field-error-text.ts'

type TextName = FieldPathByValue<NoteFormValues, string>

/**
 * The three that make a note: how, why, what; `productTalk` between them where it is about a product. `fresh` is what a new note
 * begins with, `textBefore` the text that an existing one was opened with.
 */
export function NoteFields(props: {
  fresh: NoteFormValues | undefined
  textBefore: string
  productTalk: ReactNode
}) {
  const messages = useMessages()
  const texts = messages.notes
  const { setValue, getFieldState, setFocus } = useFormContext<NoteFormValues>()
  const channel = useController<NoteFormValues, 'channel'>({ name: 'channel' })
  const purpose = useController<NoteFormValues, 'purpose'>({ name: 'purpose' })
  const text = useNoteField('text')
  const { follow } = useNextStep(props.fresh)
  const colleagues = useColleagues(messages.roleNames)
  const { find, begin } = useColleagueSearch(colleagues, messages.roleNames)
  const write = (value: string) => {
    text.field.onChange(value)
    follow()
  }
  const phone = usePhone()
  return (
    <>
      <ChoiceChips
        {...channel.field}
        label={texts.channel}
        layout={phone ? 'scroll' : 'wrap'}
        options={channels.map((value) => ({ value, label: messages.domain.channel[value] }))}
        onChange={(value) => {
          channel.field.onChange(value)
          // Until someone says otherwise, who made the contact follows from the way.
          if (!getFieldState('direction').isDirty) setValue('direction', usualDirection(value))
        }}
      />
      <MultiChips
        {...purpose.field}
        label={texts.purpose}
        options={purposes.map((value) => ({ value, label: messages.domain.purpose[value] }))}
        onChange={(value) => {
          purpose.field.onChange(value)
          // On a phone the keyboard should not have to be asked for after the last chip.
          // R1: of a product the customer's situation comes first, and must stay in sight.
          const isQuick = value.length === 1 && !value.includes('product')
          if (props.fresh && text.field.value === '' && isQuick) setFocus('text')
        }}
      />
      {purpose.field.value.includes('product') && props.productTalk}
      <div className="grid gap-2">
        <Mentionable
          value={text.field.value}
          onChange={write}
          find={find}
          onBegin={begin}
          label={texts.asks.colleagues}
          countLabel={texts.asks.found}
        >
          <TextArea
            {...text.field}
            onChange={write}
            label={texts.text}
            placeholder={texts.textHint}
            rows={3}
            description={phone ? undefined : texts.saveHint(saveKeys())}
            max={text.field.value.length > textLimits.note - 1000 ? textLimits.note : undefined}
            counterLabel={texts.counter}
            error={text.error}
          />
        </Mentionable>
        <PromiseWarning />
        {props.fresh && <PromiseHint usual={props.fresh} />}
        <AskHints textBefore={props.textBefore} colleagues={colleagues} />
      </div>
    </>
  )
}

/** Both work everywhere; named is the one that the keyboard has. */
function saveKeys(): string {
  return navigator.userAgent.includes('Mac') ? '⌘ Enter' : 'Ctrl Enter'
}

/** What may be said besides, when there is time. */
export function MoreNoteFields() {
  const messages = useMessages()
  const texts = messages.notes
  const words = messages.domain
  const today = useToday()
  const result = useController<NoteFormValues, 'result'>({ name: 'result' })
  const direction = useController<NoteFormValues, 'direction'>({ name: 'direction' })
  const emotion = useController<NoteFormValues, 'emotion'>({ name: 'emotion' })
  const on = useNoteField('on')
  const time = useNoteField('time')
  const minutes = useNoteField('minutes')
  return (
    <div className="grid gap-5">
      <ChoiceChips
        {...result.field}
        label={texts.result}
        options={contactResults.map((value) => ({ value, label: words.contactResult[value] }))}
      />
      <Segmented
        {...direction.field}
        label={texts.direction}
        options={(['out', 'in'] as const).map((value) => ({
          value,
          label: words.direction[value],
        }))}
      />
      <ChoiceChips
        {...emotion.field}
        label={texts.emotion}
        options={[
          { value: '', label: texts.notAsked },
          ...emotions.map((value) => ({ value, label: words.emotion[value] ?? value })),
        ]}
      />
      <NoteArea name="concerns" label={texts.concerns} />
      <NoteArea name="expectations" label={texts.expectations} />
      <NoteArea name="feedback" label={texts.feedback} />
      <div className="grid gap-5 md:grid-cols-2">
        <DateField {...on.field} label={texts.on} max={today} error={on.error} />
        <TextField {...time.field} label={texts.time} type="time" error={time.error} />
        <TextField
          {...minutes.field}
          label={texts.minutes}
          inputMode="numeric"
          error={minutes.error}
        />
      </div>
    </div>
  )
}

function NoteArea(props: { name: 'concerns' | 'expectations' | 'feedback'; label: string }) {
  const { field, error } = useNoteField(props.name)
  return <TextArea {...field} label={props.label} rows={1} error={error} />
}

/** A field of the note with its message in the user's words. */
export function useNoteField<Name extends TextName>(name: Name) {
  const errorText = useFieldErrorText()
  const { field, fieldState } = useController<NoteFormValues, Name>({ name })
  return { field, error: errorText(fieldState.error) }
}
