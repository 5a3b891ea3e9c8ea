import type { Duplicate } from '#shared/domain/duplicate-customers.ts'
import { useFormContext, useWatch } from 'react-hook-form'
import {
  doNotContactLevels,
  genders,
  sources,
  specialCares,
  stages,
  tierBases,
  tiers,
} from '#shared/domain/customer.ts'
import { usualMourningEnd } from '#shared/domain/mourning.ts'
import { useAll, useToday } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage, useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { Panel } from '#ui/panel.tsx'
import {
  BoundArea,
  BoundChoice,
  BoundDate,
  BoundMulti,
  BoundSelect,
  BoundText,
  optionsOf,
} from './bound-fields.tsx'
import { ContactPointsField } from './contact-points-field.tsx'
import type { CustomerFormContext } from './customer-form-check.ts'
import type { CustomerFormValues } from './customer-form-values.ts'
import { DuplicateWarning, useDuplicates } from './duplicate-warning.tsx'
import { ReadingField } from './reading-field.tsx'
import { WordListField } from './word-list-field.tsx'

/** Who it is, how to reach, what to mind: the part that every colleague sees. */
export function CustomerCardFields(props: PanelProps) {
  return props.context.extent === 'counter' ? <CounterPanel /> : <AllPanels {...props} />
}

interface PanelProps {
  context: CustomerFormContext
  customerId: string | null
  isUnsaved: boolean
}

function AllPanels(props: PanelProps) {
  const duplicates = useDuplicates(props.customerId)
  return (
    <>
      <WhoPanel {...props} duplicates={duplicates} />
      {props.context.withProfile && <ContactPanel {...props} duplicates={duplicates} />}
      <ServicePanel />
      <StandingPanel />
    </>
  )
}

/** What any colleague may correct while the person stands at the counter (SC5). */
function CounterPanel() {
  const texts = useMessages().customers
  return (
    <Panel title={texts.section.service} count={texts.sectionText.service}>
      <div className="grid gap-5">
        <BoundText name="salutation" label={texts.salutation} placeholder={texts.salutationHint} />
        <CareFields />
        <BoundArea name="pinnedNote" label={texts.pinnedNote} placeholder={texts.pinnedNoteHint} />
      </div>
    </Panel>
  )
}

function CareFields() {
  const messages = useMessages()
  const texts = messages.customers
  return (
    <>
      <div className="grid gap-5 md:grid-cols-2">
        <WordListField name="taboos" label={texts.taboos} placeholder={texts.taboosHint} />
        <WordListField name="likes" label={texts.likes} placeholder={texts.likesHint} />
      </div>
      <BoundMulti
        name="specialCare"
        label={texts.specialCare}
        options={optionsOf(specialCares, messages.domain.specialCare)}
      />
    </>
  )
}

function WhoPanel({
  context,
  customerId,
  isUnsaved,
  duplicates,
}: PanelProps & { duplicates: readonly Duplicate[] }) {
  const messages = useMessages()
  const texts = messages.customers
  return (
    <Panel title={texts.section.card} count={texts.sectionText.card}>
      <div className="grid gap-5">
        <div className="grid gap-5 md:grid-cols-2">
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- a new customer starts with the name */}
          <BoundText name="name" label={texts.name} required autoFocus={customerId === null} />
          <ReadingField />
          <BoundText
            name="salutation"
            label={texts.salutation}
            placeholder={texts.salutationHint}
          />
          <BoundChoice
            name="gender"
            label={texts.gender}
            options={[
              ...optionsOf(genders, messages.domain.gender),
              { value: '', label: texts.genderUnknown },
            ]}
          />
        </div>
        <DuplicateWarning
          of={context.withProfile ? 'name' : 'all'}
          found={duplicates}
          isUnsaved={isUnsaved}
        />
        {context.choosesOwner && <OwnerField />}
        {!context.withProfile && (
          <div className="md:max-w-80">
            <BoundText
              name="phoneTail"
              label={texts.tailLabel}
              description={texts.tailHint}
              inputMode="numeric"
              maxLength={4}
            />
          </div>
        )}
        <WordListField name="aliases" label={texts.aliases} placeholder={texts.aliasesHint} />
      </div>
    </Panel>
  )
}

/** The numbers belong to the profile; the card keeps only a tail. */
function ContactPanel({
  customerId,
  isUnsaved,
  duplicates,
}: PanelProps & { duplicates: readonly Duplicate[] }) {
  const texts = useMessages().profile
  return (
    <Panel title={texts.contactPoints} count={texts.text}>
      <div className="grid gap-4">
        <ContactPointsField customerId={customerId} />
        <DuplicateWarning of="number" found={duplicates} isUnsaved={isUnsaved} />
      </div>
    </Panel>
  )
}

/** R35: colleagues who look after the customer as well; the owner stays the one who answers for it. */
function CoOwnersField() {
  const texts = useMessages().customers
  const ownerId = useWatch<CustomerFormValues, 'ownerId'>({ name: 'ownerId' })
  const options = useAll('staff')
    .filter(({ id, data }) => data.active && id !== ownerId && ['rm', 'lead'].includes(data.role))
    .map(({ id, data }) => ({ value: id, label: data.name }))
  if (options.length === 0) return null
  return <BoundMulti name="coOwnerIds" label={texts.coOwners} options={options} />
}

/** One owner per customer (invariant 1); whoever has no customers of his own names a relationship manager. */
function OwnerField() {
  const texts = useMessages().customers
  const options = useAll('staff')
    .filter(({ data }) => data.active && ['rm', 'lead'].includes(data.role))
    .map(({ id, data }) => ({ value: id, label: data.name }))
  return <BoundSelect name="ownerId" label={texts.ownerLabel} required options={options} />
}

function ServicePanel() {
  const messages = useMessages()
  const texts = messages.customers
  const today = useToday()
  const limit = useWatch<CustomerFormValues, 'doNotContact'>({ name: 'doNotContact' })
  return (
    <Panel title={texts.section.service} count={texts.sectionText.service}>
      <div className="grid gap-5">
        <CareFields />
        <BoundChoice
          name="doNotContact"
          label={texts.doNotContact}
          options={optionsOf(doNotContactLevels, messages.domain.doNotContact)}
        />
        {limit !== 'none' && (
          <BoundText name="doNotContactReason" label={texts.doNotContactReason} />
        )}
        <BoundArea name="pinnedNote" label={texts.pinnedNote} placeholder={texts.pinnedNoteHint} />
        <div className="grid items-start gap-5 md:grid-cols-2">
          <MourningField />
          <BoundDate name="deceasedOn" label={texts.deceasedOn} max={today} />
        </div>
      </div>
    </Panel>
  )
}

/** 居丧 (domain 4.1): until when nobody congratulates; the usual hundred days with one tap. */
function MourningField() {
  const { language, messages } = useLanguage()
  const texts = messages.customers
  const { setValue } = useFormContext<CustomerFormValues>()
  const until = useWatch<CustomerFormValues, 'mourningUntil'>({ name: 'mourningUntil' })
  const today = useToday()
  const usual = usualMourningEnd(today)
  const presentYear = Number(today.slice(0, 4))
  return (
    <div className="grid justify-items-start gap-1 *:first:w-full">
      <BoundDate
        name="mourningUntil"
        label={texts.mourningUntil}
        description={texts.mourningHint}
      />
      {until === '' && (
        <Button
          tone="ghost"
          size="sm"
          onPress={() => setValue('mourningUntil', usual, { shouldDirty: true })}
        >
          {texts.mourningUsual(formatDate(language, usual, { presentYear }))}
        </Button>
      )}
    </div>
  )
}

function StandingPanel() {
  const messages = useMessages()
  const texts = messages.customers
  const today = useToday()
  return (
    <Panel title={texts.section.standing}>
      <div className="grid gap-5">
        <BoundChoice
          name="tier"
          label={texts.tier}
          options={optionsOf(tiers, messages.domain.tier)}
        />
        <div className="md:max-w-80">
          <BoundDate
            name="tierSince"
            label={texts.tierSince}
            description={texts.tierSinceHint}
            max={today}
          />
        </div>
        <div className="grid gap-5 md:grid-cols-2">
          <BoundSelect
            name="stage"
            label={texts.stage}
            options={optionsOf(stages, messages.domain.stage)}
          />
          <BoundSelect
            name="source"
            label={texts.source}
            optional
            options={optionsOf(sources, messages.domain.source)}
          />
        </div>
        <BoundMulti
          name="tierBasis"
          label={texts.tierBasis}
          options={optionsOf(tierBases, messages.domain.tierBasis)}
        />
        <CoOwnersField />
      </div>
    </Panel>
  )
}
