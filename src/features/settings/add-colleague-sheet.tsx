import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useState } from 'react'
import { Controller, useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import { useAll, useSession } from '#replica/use-replica.ts'
import { Role } from '#shared/domain/role.ts'
import type { AddStaffResponse } from '#shared/protocol/session-message.ts'
import { useMessages } from '#i18n/language.tsx'
import type { Api } from '#sync/api.ts'
import { Button } from '#ui/button.tsx'
import { FormTrouble } from '#ui/form-trouble.tsx'
import { SheetForm } from '#ui/sheet-form.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { TextField } from '#ui/text-field.tsx'
import { BranchSelect } from './branch-select.tsx'
import { ColleagueName, NameField, RoleField } from './colleague-fields.tsx'

const ColleagueForm = z.object({
  name: ColleagueName,
  staffNo: z.string().check(z.trim(), z.minLength(1, 'required'), z.maxLength(32, 'too-long')),
  role: Role,
  branchId: z.string(),
})
type ColleagueForm = z.infer<typeof ColleagueForm>

interface AddColleagueSheetProps {
  api: Pick<Api, 'addStaff'>
  onAdded(answer: AddStaffResponse): void
  onClose(): void
}

/** Name, staff number and role; the server answers with a one-time password. */
export function AddColleagueSheet({ api, onAdded, onClose }: AddColleagueSheetProps) {
  const messages = useMessages()
  const texts = messages.settings
  const session = useSession()
  const hasBranches = useAll('branch').length > 1
  const [trouble, setTrouble] = useState<string | null>(null)
  const { control, handleSubmit, setError, formState } = useForm<ColleagueForm>({
    defaultValues: { name: '', staffNo: '', role: 'rm', branchId: session.branchId },
    resolver: standardSchemaResolver(ColleagueForm),
  })
  const submit = handleSubmit(async (form) => {
    setTrouble(null)
    const answer = await api.addStaff(form)
    if (answer.ok) onAdded(answer.value)
    else if (answer.error.type === 'problem' && answer.error.status === 409)
      setError('staffNo', { message: 'taken' })
    else if (answer.error.type === 'unreachable') setTrouble(texts.colleaguesOffline)
    else setTrouble(messages.session.serverTrouble)
  })
  const errorText = (code: string | undefined) => {
    if (code === undefined) return undefined
    return code === 'taken' ? texts.staffNoTaken : messages.app.fieldErrors[code]
  }
  return (
    <Sheet open onClose={onClose} title={texts.addColleague}>
      <SheetForm onSubmit={submit}>
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
          name="staffNo"
          render={({ field, fieldState }) => (
            <TextField
              {...field}
              label={texts.staffNo}
              required
              autoComplete="off"
              error={errorText(fieldState.error?.message)}
            />
          )}
        />
        <Controller
          control={control}
          name="role"
          render={({ field }) => <RoleField {...field} />}
        />
        {hasBranches && (
          <Controller
            control={control}
            name="branchId"
            render={({ field }) => <BranchSelect {...field} required />}
          />
        )}
        <Button type="submit" full busy={formState.isSubmitting}>
          {texts.addColleague}
        </Button>
      </SheetForm>
    </Sheet>
  )
}
