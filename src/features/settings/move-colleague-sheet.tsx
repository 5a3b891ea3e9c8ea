import { useState } from 'react'
import * as z from 'zod/mini'
import { useRecord } from '#replica/use-replica.ts'
import type { StaffListItem } from '#shared/protocol/session-message.ts'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { useMessages } from '#i18n/language.tsx'
import type { Api, ApiError } from '#sync/api.ts'
import { Button } from '#ui/button.tsx'
import { FormTrouble } from '#ui/form-trouble.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { toast } from '#ui/toast.tsx'
import { BranchSelect } from './branch-select.tsx'

interface MoveColleagueSheetProps {
  api: Pick<Api, 'changeStaff'>
  person: StaffListItem
  onMoved(): void
  onClose(): void
}

/** To which branch, what that means, and the way there: it ends the sign-ins, so the words stand before the button. */
export function MoveColleagueSheet({ api, person, onMoved, onClose }: MoveColleagueSheetProps) {
  const { app } = useMessages()
  const texts = useAdminMessages().branches
  const [branchId, setBranchId] = useState('')
  const [error, setError] = useState<string>()
  const [trouble, setTrouble] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const branch = useRecord('branch', branchId === '' ? undefined : branchId)
  const troubleText = useTroubleText()
  const submit = async () => {
    if (branchId === '' || branchId === person.branchId) {
      setError(texts.choose)
      return
    }
    setBusy(true)
    setTrouble(null)
    const answer = await api.changeStaff(person.id, { branchId })
    setBusy(false)
    if (answer.ok) {
      toast({ text: texts.moved, tone: 'done' })
      onMoved()
    } else setTrouble(troubleText(answer.error))
  }
  return (
    <Sheet
      open
      onClose={onClose}
      size="sm"
      title={branch === undefined ? texts.move : texts.moveTitle(person.name, branch.data.name)}
      footer={
        <>
          <Button tone="soft" onPress={onClose}>
            {app.cancel}
          </Button>
          <Button busy={busy} onPress={() => void submit()}>
            {texts.moveConfirm}
          </Button>
        </>
      }
    >
      <div className="grid gap-4 pt-2">
        {trouble !== null && <FormTrouble>{trouble}</FormTrouble>}
        <BranchSelect
          name="branch"
          required
          except={person.branchId}
          value={branchId}
          onChange={(value) => {
            setBranchId(value)
            setError(undefined)
          }}
          error={error}
        />
        <ul className="grid list-disc gap-1.5 pl-5 text-ink-2">
          <li>{texts.moveSignsOut}</li>
          <li>{texts.moveLeaves}</li>
          <li>{texts.moveUnsent}</li>
        </ul>
      </div>
    </Sheet>
  )
}

const Needed = z.object({ customers: z.number(), handovers: z.number() })

function useTroubleText(): (error: ApiError) => string {
  const texts = useAdminMessages().branches
  return (error) => {
    if (error.type === 'unreachable') return texts.offline
    if (error.type !== 'problem') return texts.failed
    const needed = Needed.safeParse(error.problem)
    return needed.success
      ? texts.stillNeeded(needed.data.customers, needed.data.handovers)
      : texts.failed
  }
}
