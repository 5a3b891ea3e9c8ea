import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useId, useState } from 'react'
import { Controller, useForm } from 'react-hook-form'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { useMessages } from '#i18n/language.tsx'
import type { AdminApi } from '#sync/admin-api.ts'
import type { ApiError } from '#sync/api.ts'
import { Button } from '#ui/button.tsx'
import { FormTrouble } from '#ui/form-trouble.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { TextField } from '#ui/text-field.tsx'
import { toast } from '#ui/toast.tsx'
import { BranchForm, formOf, toBranchChange, toNewBranch } from './branch-form.ts'
import { HoursFields } from './hours-fields.tsx'

interface BranchSheetProps {
  api: Pick<AdminApi, 'addBranch' | 'changeBranch'>
  /** Undefined: a new one. */
  branch?: RecordOf<'branch'>
  onClose(): void
}

/** Name, code, hotline and hours of a branch; the server keeps them, and every device gets them by sync. */
export function BranchSheet({ api, branch, onClose }: BranchSheetProps) {
  const { app } = useMessages()
  const texts = useAdminMessages().branches
  const formId = useId()
  const [trouble, setTrouble] = useState<string | null>(null)
  const { control, handleSubmit, setError, formState, setValue, getValues } = useForm<BranchForm>({
    defaultValues: formOf(branch?.data),
    resolver: standardSchemaResolver(BranchForm),
  })
  const submit = handleSubmit(async (form) => {
    setTrouble(null)
    const answer =
      branch === undefined
        ? await api.addBranch(toNewBranch(form))
        : await api.changeBranch(branch.id, toBranchChange(form, branch.data))
    if (answer.ok) {
      toast({ text: branch === undefined ? texts.added : texts.saved, tone: 'done' })
      onClose()
    } else if (isCodeTaken(answer.error)) setError('code', { message: 'taken' })
    else setTrouble(answer.error.type === 'unreachable' ? texts.offline : texts.failed)
  })
  const errorText = (code: string | undefined) =>
    code === undefined ? undefined : (texts.errors[code] ?? app.fieldErrors[code])
  return (
    <Sheet
      open
      onClose={onClose}
      title={branch === undefined ? texts.add : texts.change}
      size="lg"
      footer={
        <>
          <Button tone="soft" onPress={onClose}>
            {app.cancel}
          </Button>
          <Button type="submit" form={formId} busy={formState.isSubmitting}>
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
        <div className="grid gap-5 md:grid-cols-2">
          <Controller
            control={control}
            name="name"
            render={({ field, fieldState }) => (
              <TextField
                {...field}
                label={texts.name}
                required
                error={errorText(fieldState.error?.message)}
              />
            )}
          />
          <Controller
            control={control}
            name="code"
            render={({ field, fieldState }) => (
              <TextField
                {...field}
                label={texts.code}
                required={branch === undefined}
                disabled={branch !== undefined}
                description={texts.codeText}
                error={errorText(fieldState.error?.message)}
              />
            )}
          />
        </div>
        <Controller
          control={control}
          name="complaintHotline"
          render={({ field, fieldState }) => (
            <TextField
              {...field}
              type="tel"
              label={texts.hotline}
              description={texts.hotlineText}
              error={errorText(fieldState.error?.message)}
            />
          )}
        />
        <HoursFields
          control={control}
          errorText={errorText}
          onSameAsMonday={() => {
            const [monday] = getValues('days')
            if (monday === undefined) return
            for (const index of [1, 2, 3, 4] as const) {
              setValue(`days.${index}`, { ...monday }, { shouldDirty: true, shouldValidate: true })
            }
          }}
        />
      </form>
    </Sheet>
  )
}

function isCodeTaken(error: ApiError): boolean {
  return error.type === 'problem' && error.problem.type === '/problems/branch-code-taken'
}
