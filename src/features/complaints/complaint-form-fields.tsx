import { Controller, type Control } from 'react-hook-form'
import {
  businessCategories,
  complaintChannels,
  complaintDemands,
  complaintReasons,
} from '#shared/domain/complaint.ts'
import { textLimits } from '#shared/domain/text-limits.ts'
import { useAll, useSession, useToday } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { ChoiceChips, MultiChips } from '#ui/chips.tsx'
import { DateField } from '#ui/date-field.tsx'
import { Select } from '#ui/select.tsx'
import { Switch } from '#ui/switch.tsx'
import { TextArea } from '#ui/text-area.tsx'
import { TextField } from '#ui/text-field.tsx'
import { ContactField } from './contact-field.tsx'
import { emotions, sensitiveFlags, type ComplaintForm } from './complaint-form.ts'
import { useErrorText } from './use-error-text.ts'

interface PartProps {
  control: Control<ComplaintForm>
}

/** How the person feels, and that somebody has said sorry: before any question. */
export function EmotionFields({ control }: PartProps) {
  const { complaints: texts, domain } = useMessages()
  return (
    <div className="grid gap-3">
      <Controller
        control={control}
        name="emotion"
        render={({ field }) => (
          <ChoiceChips
            {...field}
            label={texts.emotion}
            hideLabel
            options={emotions.map((value) => ({ value, label: domain.emotion[value] ?? value }))}
          />
        )}
      />
      <Controller
        control={control}
        name="apologised"
        render={({ field }) => <Switch {...field} label={texts.apologised} />}
      />
    </div>
  )
}

/** Who complains and how to reach them: two of the four required fields. */
export function PersonFields({
  control,
  complaintId,
}: PartProps & {
  /** Null while it is registered: what is typed there is not masked. */
  complaintId: string | null
}) {
  const texts = useMessages().complaints
  const errorText = useErrorText()
  return (
    <div className="grid gap-5 md:grid-cols-2">
      <Controller
        control={control}
        name="complainantName"
        render={({ field, fieldState }) => (
          <TextField
            {...field}
            label={texts.complainantName}
            required
            error={errorText(fieldState.error?.message)}
          />
        )}
      />
      <Controller
        control={control}
        name="contact"
        render={({ field, fieldState }) => (
          <ContactField
            {...field}
            complaintId={complaintId}
            error={errorText(fieldState.error?.message)}
          />
        )}
      />
    </div>
  )
}

/** What happened and why, as the customer sees it: the other two. */
export function MatterFields({ control }: PartProps) {
  const texts = useMessages().complaints
  const errorText = useErrorText()
  return (
    <>
      <Controller
        control={control}
        name="matter"
        render={({ field, fieldState }) => (
          <TextArea
            {...field}
            label={texts.matter}
            placeholder={texts.matterHint}
            rows={4}
            max={textLimits.paragraph}
            required
            error={errorText(fieldState.error?.message)}
          />
        )}
      />
      <Controller
        control={control}
        name="cause"
        render={({ field, fieldState }) => (
          <TextArea
            {...field}
            label={texts.cause}
            placeholder={texts.causeHint}
            rows={2}
            max={textLimits.paragraph}
            required
            error={errorText(fieldState.error?.message)}
          />
        )}
      />
    </>
  )
}

/** The day that the clock starts on. */
export function ReceivedOnField({ control }: PartProps) {
  const texts = useMessages().complaints
  const errorText = useErrorText()
  const today = useToday()
  return (
    <Controller
      control={control}
      name="receivedOn"
      render={({ field, fieldState }) => (
        <DateField
          {...field}
          label={texts.receivedOn}
          max={today}
          required
          error={errorText(fieldState.error?.message)}
        />
      )}
    />
  )
}

/** The three axes of the classification (domain 3.2), and what the person wants. */
export function ClassificationFields({ control }: PartProps) {
  const { complaints: texts, domain } = useMessages()
  const errorText = useErrorText()
  return (
    <div className="grid gap-5 md:grid-cols-2">
      <Controller
        control={control}
        name="channel"
        render={({ field }) => (
          <Select
            {...field}
            label={texts.channel}
            placeholder={texts.choose}
            options={options(complaintChannels, domain.complaintChannel)}
          />
        )}
      />
      <Controller
        control={control}
        name="businessCategory"
        render={({ field }) => (
          <Select
            {...field}
            label={texts.businessCategory}
            placeholder={texts.unclassified}
            noneLabel={texts.unclassified}
            options={options(businessCategories, domain.businessCategory)}
          />
        )}
      />
      <Controller
        control={control}
        name="reason"
        render={({ field }) => (
          <Select
            {...field}
            label={texts.reason}
            placeholder={texts.unclassified}
            noneLabel={texts.unclassified}
            options={options(complaintReasons, domain.complaintReason)}
          />
        )}
      />
      <Controller
        control={control}
        name="demand"
        render={({ field }) => (
          <Select
            {...field}
            label={texts.demand}
            placeholder={texts.choose}
            noneLabel={texts.notSaid}
            options={options(complaintDemands, domain.complaintDemand)}
          />
        )}
      />
      <Controller
        control={control}
        name="demandText"
        render={({ field, fieldState }) => (
          <TextArea
            {...field}
            label={texts.demandText}
            rows={1}
            error={errorText(fieldState.error?.message)}
          />
        )}
      />
      <Controller
        control={control}
        name="amount"
        render={({ field, fieldState }) => (
          <TextField
            {...field}
            label={texts.amount}
            placeholder={texts.amountHint}
            error={errorText(fieldState.error?.message)}
          />
        )}
      />
    </div>
  )
}

/** What makes a complaint restricted: the colleague concerned, and sensitive cases. */
export function RestrictingFields({ control }: PartProps) {
  const { complaints: texts, domain, roleNames } = useMessages()
  const { staffId } = useSession()
  const colleagues = useAll('staff').filter(({ data }) => data.active)
  return (
    <div className="grid gap-5">
      <Controller
        control={control}
        name="respondentStaffId"
        render={({ field }) => (
          <Select
            {...field}
            label={texts.respondent}
            placeholder={texts.nobody}
            noneLabel={texts.nobody}
            options={colleagues.map(({ id, data }) => ({
              value: id,
              label: id === staffId ? texts.myself(data.name) : data.name,
              description: roleNames[data.role],
            }))}
          />
        )}
      />
      <Controller
        control={control}
        name="sensitive"
        render={({ field }) => (
          <MultiChips
            {...field}
            label={texts.sensitive}
            options={options(sensitiveFlags, domain.sensitive)}
          />
        )}
      />
    </div>
  )
}

function options<Value extends string>(values: readonly Value[], labels: Record<Value, string>) {
  return values.map((value) => ({ value, label: labels[value] }))
}
