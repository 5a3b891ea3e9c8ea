import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useId, useState } from 'react'
import { Controller, useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import { Role } from '#shared/domain/role.ts'
import type { ChangeStaffRequest, StaffListItem } from '#shared/protocol/session-message.ts'
import { useMessages } from '#i18n/language.tsx'
import type { Api, ApiError } from '#sync/api.ts'
import { Button } from '#ui/button.tsx'
import { FormTrouble } from '#ui/form-trouble.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { toast } from '#ui/toast.tsx'
import { ColleagueName, NameField, RoleField } from './colleague-fields.tsx'
import { ConfirmChange, type AccountChange } from './confirm-change.tsx'

const ChangeForm = z.object({
  name: ColleagueName,
  role: Role,
})
type ChangeForm = z.infer<typeof ChangeForm>

interface ChangeColleagueSheetProps {
  api: Pick<Api, 'changeStaff'>
  person: StaffListItem
  onChanged(): void
  onClose(): void
}

/** Name, role, and whether the account is open; what changes rights is asked once more, in words. */
export function ChangeColleagueSheet(props: ChangeColleagueSheetProps) {
  const { app, settings: texts } = useMessages()
  const { api, person, onChanged, onClose } = props
  const formId = useId()
  const [asking, setAsking] = useState<AccountChange | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const troubleText = useTroubleText()
  const { control, getValues, handleSubmit, setError } = useForm<ChangeForm>({
    defaultValues: { name: person.name, role: person.role },
    resolver: standardSchemaResolver(ChangeForm),
  })
  const change = async (request: ChangeStaffRequest, said: string) => {
    setBusy(true)
    setTrouble(null)
    const answer = await api.changeStaff(person.id, request)
    setBusy(false)
    setAsking(null)
    if (answer.ok) {
      toast({ text: said, tone: 'done' })
      onChanged()
    } else if (isAboutName(answer.error)) setError('name', { message: 'invalid' })
    else setTrouble(troubleText(answer.error))
  }
  const save = ({ name, role }: ChangeForm) =>
    change(
      { ...(name === person.name ? {} : { name }), ...(role === person.role ? {} : { role }) },
      texts.colleagueSaved,
    )
  const submit = handleSubmit(async (form) => {
    if (form.role !== person.role) setAsking({ kind: 'role', role: form.role })
    else if (form.name !== person.name) await save(form)
    else onClose()
  })
  const confirm = async ({ kind }: AccountChange) => {
    if (kind === 'role') await save(ChangeForm.parse(getValues()))
    else if (kind === 'end') await change({ active: false }, texts.accountEnded)
    else await change({ active: true }, texts.accountReopened)
  }
  const errorText = (code: string | undefined) =>
    code === undefined ? undefined : app.fieldErrors[code]
  if (asking !== null) {
    return (
      <ConfirmChange
        person={person}
        change={asking}
        busy={busy}
        onConfirm={() => void confirm(asking)}
        onClose={() => setAsking(null)}
      />
    )
  }
  return (
    <Sheet
      open
      onClose={onClose}
      title={texts.changeColleague}
      description={`${texts.staffNo} ${person.staffNo}`}
      footer={
        <>
          <Button tone="soft" onPress={onClose}>
            {app.cancel}
          </Button>
          <Button type="submit" form={formId} busy={busy}>
            {app.save}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="grid gap-5 pt-2"
        onSubmit={(event) => void submit(event)}
      >
        {trouble !== null && <FormTrouble>{trouble}</FormTrouble>}
        <Controller
          control={control}
          name="name"
          render={({ field, fieldState }) => (
            <NameField {...field} error={errorText(fieldState.error?.message)} />
          )}
        />
        <Controller
          control={control}
          name="role"
          render={({ field }) => <RoleField {...field} />}
        />
        <Account
          active={person.active}
          onChange={() => setAsking({ kind: person.active ? 'end' : 'reopen' })}
        />
      </form>
    </Sheet>
  )
}

/** Ends the account, or opens it again: apart from the form, as it takes effect by itself. */
function Account({ active, onChange }: { active: boolean; onChange(): void }) {
  const texts = useMessages().settings
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line pt-4">
      <p className="min-w-0 flex-1 basis-48 text-sm text-ink-3">
        {active ? texts.accountOpenText : texts.accountEndedText}
      </p>
      <Button tone="outline" size="sm" onPress={onChange}>
        {active ? texts.endAccount : texts.reopenAccount}
      </Button>
    </div>
  )
}

/** The server found the name wrong: it is said beside the field. */
function isAboutName(error: ApiError): boolean {
  if (error.type !== 'problem') return false
  return error.problem.fields?.some(({ field }) => field.includes('name')) ?? false
}

function useTroubleText(): (error: ApiError) => string {
  const { session, settings: texts } = useMessages()
  return (error) => {
    if (error.type === 'unreachable') return texts.colleaguesOffline
    if (error.type !== 'problem') return session.serverTrouble
    if (error.status === 404) return texts.colleagueGone
    return error.status === 403 ? texts.colleaguesForbidden : session.serverTrouble
  }
}
