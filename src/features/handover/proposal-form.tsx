import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useEffect, useMemo, useState } from 'react'
import { FormProvider, useForm, useWatch } from 'react-hook-form'
import {
  useCommit,
  useStorageTrouble,
  useNewId,
  useSession,
  type DraftHandle,
} from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { ActionBar } from '#ui/action-bar.tsx'
import { Button } from '#ui/button.tsx'
import { DraftNotice } from '#ui/draft-notice.tsx'
import { ErrorSummary } from '#ui/error-summary.tsx'
import { FormTrouble } from '#ui/form-trouble.tsx'
import { PageHeader } from '#ui/page-header.tsx'
import { Panel } from '#ui/panel.tsx'
import { toast } from '#ui/toast.tsx'
import { AlongPanel } from './along-panel.tsx'
import { CustomerChoice } from './customer-choice.tsx'
import { useGrants } from './handover-access.ts'
import { acceptHandover, proposeHandover, withdrawProposal } from './handover-commands.ts'
import type { HandoverFormPageProps } from './handover-form-page.tsx'
import { HandoverFormSchema, proposalOf, type HandoverForm } from './handover-form.ts'
import { useAlong, useCardsOf } from './handover-queries.ts'
import { PeopleFields, ReasonFields } from './proposal-fields.tsx'

interface ProposalFormProps extends Pick<HandoverFormPageProps, 'onDone' | 'onCancel'> {
  empty: HandoverForm
  draft: DraftHandle<HandoverForm>
}

/** The opened form: its draft is read. */
export function ProposalForm({ empty, draft, onDone, onCancel }: ProposalFormProps) {
  const { app, handover: texts, storage } = useMessages()
  const trouble = useStorageTrouble()
  const session = useSession()
  const grants = useGrants()
  const commit = useCommit()
  const newId = useNewId()
  const [restored, setRestored] = useState(draft.value !== undefined)
  const [failed, setFailed] = useState(false)
  const form = useForm<HandoverForm>({
    defaultValues: draft.value ?? empty,
    resolver: standardSchemaResolver(HandoverFormSchema),
    shouldFocusError: false,
  })
  const { control, formState, handleSubmit, reset, subscribe } = form
  const { save } = draft
  useEffect(
    () => subscribe({ formState: { values: true }, callback: ({ values }) => save(values) }),
    [subscribe, save],
  )
  const [fromId, extent, chosen] = useWatch({ control, name: ['fromId', 'extent', 'customerIds'] })
  const cards = useCardsOf(fromId)
  const moving = useMemo(
    () => new Set(extent === 'all' ? cards.map(({ id }) => id) : chosen),
    [extent, cards, chosen],
  )
  const along = useAlong(fromId, moving)
  const mayAccept = grants.person.role === 'lead'

  const takeBack = async (handoverId: string) => {
    const done = await commit(withdrawProposal(handoverId))
    if (!done.ok) toast({ text: storage.notSaved(trouble()), tone: 'danger' })
  }
  const submitAs = (direct: boolean) =>
    handleSubmit(async (values) => {
      setFailed(false)
      const handoverId = newId()
      const { branchId } = session
      const proposal = proposalOf(values, { branchId, openTasks: along.openTasks })
      const saved = await commit([
        ...proposeHandover(handoverId, proposal),
        ...(direct ? acceptHandover(handoverId) : []),
      ])
      setFailed(!saved.ok)
      if (!saved.ok) return
      await draft.remove()
      toast({
        text: direct ? texts.movedDirect : texts.proposed,
        tone: 'done',
        // A move that was accepted is not taken back by a press: it would move the customers twice.
        ...(direct
          ? {}
          : { action: { label: app.undo, onPress: () => void takeBack(handoverId) } }),
      })
      onDone(handoverId)
    })
  const propose = submitAs(false)
  const startOver = () => {
    reset(empty)
    setRestored(false)
    void draft.remove()
  }
  const labels: Record<string, string> = { ...texts.field, customerIds: texts.field.customers }
  const gaps = Object.keys(formState.errors).map((name) => ({ name, label: labels[name] ?? name }))
  return (
    <FormProvider {...form}>
      <form noValidate className="page" onSubmit={(event) => void propose(event)}>
        <div className="lg:max-w-4xl">
          <PageHeader title={texts.proposeTitle} onBack={onCancel} />
          <div className="grid gap-4 pb-4">
            <DraftNotice restored={restored} onStartOver={startOver} />
            {failed && <FormTrouble>{storage.notSaved(trouble())}</FormTrouble>}
            <ErrorSummary
              title={app.gaps(gaps.length)}
              gaps={gaps}
              attempt={formState.submitCount}
            />
            <Panel>
              <PeopleFields choosesFrom={mayAccept} />
            </Panel>
            <Panel title={texts.what}>
              <CustomerChoice key={fromId} cards={cards} />
            </Panel>
            <Panel>
              <ReasonFields />
            </Panel>
            <AlongPanel along={along} />
          </div>
          <ActionBar>
            {mayAccept && (
              <Button
                tone="soft"
                busy={formState.isSubmitting}
                onPress={() => void submitAs(true)()}
              >
                {texts.submitDirect}
              </Button>
            )}
            <Button type="submit" busy={formState.isSubmitting}>
              {texts.submit}
            </Button>
          </ActionBar>
        </div>
      </form>
    </FormProvider>
  )
}
