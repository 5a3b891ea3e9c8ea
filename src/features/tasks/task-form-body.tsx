import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useEffect, useState, type ReactNode } from 'react'
import { Controller, FormProvider, useForm } from 'react-hook-form'
import type { CivilDate } from '#shared/domain/civil-date.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { isOpenTask, taskKinds, taskPriorities } from '#shared/domain/task.ts'
import { textLimits } from '#shared/domain/text-limits.ts'
import { useColleagues } from '#replica/use-colleagues.ts'
import {
  type DraftHandle,
  useCommit,
  useReplica,
  useSession,
  useStorageTrouble,
} from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { Badge } from '#ui/badge.tsx'
import { ChoiceChips } from '#ui/chips.tsx'
import { ErrorSummary } from '#ui/error-summary.tsx'
import { Segmented } from '#ui/segmented.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { TextArea } from '#ui/text-area.tsx'
import { TextField } from '#ui/text-field.tsx'
import { toast } from '#ui/toast.tsx'
import { DraftNotice } from '#ui/draft-notice.tsx'
import { AskedTitle } from './asked-title.tsx'
import { AssigneeField } from './assignee-field.tsx'
import { ReturnedChoices } from './returned-choices.tsx'
import { editTask } from './task-commands.ts'
import { TaskCustomer } from './task-customer.tsx'
import { DueFields } from './due-fields.tsx'
import { dayOfTitle, isDayOfDraft, taskContentOf, type TaskDraft, TaskForm } from './task-form.ts'
import { PromisedField } from './promised-field.tsx'
import { TaskFormFooter } from './task-form-footer.tsx'
import { TaskEnd } from './task-end.tsx'
import { TaskStanding } from './task-standing.tsx'
import { useNewTask } from './use-new-task.ts'
import { useTaskActions } from './use-task-actions.ts'
import { useTellLeft } from './use-tell-left.ts'

interface TaskFormBodyProps {
  formId: string
  task: RecordOf<'task'> | undefined
  customerId: string | undefined
  noteId: string | undefined
  today: CivilDate
  draft: DraftHandle<TaskDraft>
  initial: TaskForm
  footnote: ReactNode
  onClose: () => void
}

/** The opened form: its draft is read, its fields are filled. */
export function TaskFormBody(props: TaskFormBodyProps) {
  const { task, draft, initial, onClose } = props
  const messages = useMessages()
  const trouble = useStorageTrouble()
  const texts = messages.tasks
  const commit = useCommit()
  const replica = useReplica()
  const { staffId } = useSession()
  const actions = useTaskActions()
  const make = useNewTask()
  const tellLeft = useTellLeft()
  const colleagues = useColleagues(messages.roleNames)
  const [restored, setRestored] = useState(draft.value !== undefined)
  // The form says what it changes from: what was on screen when it opened, not what came in since (ME1).
  const [opened, setOpened] = useState(draft.value?.opened ?? task?.data)
  const form = useForm<TaskForm>({
    // Of a draft only what was typed is taken; a customer given by the address stays.
    defaultValues: {
      ...initial,
      ...draft.value?.values,
      promised: draft.value?.values.promised ?? initial.promised,
      dayChosen: draft.value ? isDayOfDraft(draft.value.values, props.today) : initial.dayChosen,
    },
    resolver: standardSchemaResolver(TaskForm),
  })
  const { control, formState, handleSubmit } = form
  const { save } = draft
  const asker = task?.data.askedBy === staffId ? undefined : task?.data.askedBy
  const canGiveBack = asker !== undefined && task !== undefined && isOpenTask(task.data)
  const [isBackAsked, setBackAsked] = useState((draft.value?.values.why ?? '') !== '')
  const givesBack = canGiveBack && isBackAsked
  useEffect(() => {
    const stop = form.subscribe({
      formState: { values: true },
      callback: ({ values }) => save({ opened, values }),
    })
    return stop
  }, [form, save, opened])

  const nameOf = (id: string) => replica.get('staff', id)?.data.name ?? texts.someone
  const giveBack = () => {
    if (task === undefined || asker === undefined) return
    const why = form.getValues('why').trim()
    if (why === '') return form.setError('why', { type: 'required' }, { shouldFocus: true })
    actions.giveBack(task, why, nameOf(asker))
    form.setValue('why', '')
    onClose()
  }
  const submit = handleSubmit(async (filled) => {
    const isFree = filled.assigneeId === staffId || task !== undefined
    if (!isFree && !colleagues.some(({ staffId: id }) => id === filled.assigneeId)) {
      form.setError('assigneeId', { message: 'colleague-gone' })
      return
    }
    const content = taskContentOf(filled)
    const customerId = filled.customerId === '' ? undefined : filled.customerId
    const made = task
      ? undefined
      : make(content, { customerId, noteId: props.noteId, promised: filled.promised })
    const requests =
      made?.requests ?? (task ? editTask({ ...task, data: opened ?? task.data }, content) : [])
    const result = await commit(requests)
    if (!result.ok) {
      toast({ tone: 'danger', text: messages.storage.notSaved(trouble()) })
      return
    }
    await draft.remove()
    const isGiven = made !== undefined && filled.assigneeId !== staffId
    const given = isGiven ? messages.notes.asks.saved(nameOf(filled.assigneeId)) : undefined
    toast({ tone: 'done', text: given ?? messages.app.savedHere })
    if (made) tellLeft(made.taskId, filled)
    onClose()
  })
  const startOver = () => {
    setOpened(task?.data)
    form.reset(initial)
    setRestored(false)
    void draft.remove()
  }
  const errorText = (code: string | undefined) => {
    if (code === undefined) return undefined
    if (code === 'time') return texts.invalidTime
    return code === 'no-such-day' ? texts.invalidDate : messages.app.fieldErrors[code]
  }
  const gaps = (['title', 'dueOn', 'dueTime', 'assigneeId', 'note'] as const)
    .filter((name) => formState.errors[name])
    .map((name) => ({
      name,
      label: name === 'assigneeId' ? texts.field.assignee : texts.field[name],
    }))

  return (
    <Sheet
      open
      onClose={onClose}
      title={task ? texts.editTask : texts.newTask}
      footer={
        <TaskFormFooter
          formId={props.formId}
          task={task}
          busy={formState.isSubmitting}
          givesBack={givesBack}
          // What is typed and not saved stays a draft of the task.
          onDone={onClose}
        />
      }
    >
      <FormProvider {...form}>
        <form
          id={props.formId}
          noValidate
          className="grid gap-5 pt-1"
          onSubmit={(event) => {
            event.preventDefault()
            if (givesBack) giveBack()
            else void submit(event)
          }}
        >
          {asker !== undefined && <Badge tone="jade">{texts.asked.from(nameOf(asker))}</Badge>}
          {task && <TaskStanding task={task} onDone={onClose} />}
          {task && <ReturnedChoices task={task} onDone={onClose} />}
          <ErrorSummary
            title={messages.app.gaps(gaps.length)}
            attempt={formState.submitCount}
            gaps={gaps}
          />
          <DraftNotice restored={restored} onStartOver={startOver} />
          <Controller
            control={control}
            name="title"
            render={({ field, fieldState }) => {
              const write = (title: string) => {
                field.onChange(title)
                form.setValue('dueOn', dayOfTitle(form.getValues(), props.today))
              }
              return (
                <AskedTitle isNew={!task} value={field.value} onChange={write}>
                  <TextField
                    {...field}
                    onChange={write}
                    required
                    label={texts.field.title}
                    placeholder={texts.field.titlePlaceholder}
                    // oxlint-disable-next-line jsx-a11y/no-autofocus -- a new task begins with its title
                    autoFocus={!task}
                    error={errorText(fieldState.error?.message)}
                  />
                </AskedTitle>
              )
            }}
          />
          <TaskCustomer fixed={task?.data.customerId ?? props.customerId} choose={!task} />
          {!task && <PromisedField />}
          <Controller
            control={control}
            name="kind"
            render={({ field }) => (
              <ChoiceChips
                {...field}
                label={texts.field.kind}
                options={taskKinds.map((value) => ({
                  value,
                  label: messages.domain.taskKind[value],
                }))}
              />
            )}
          />
          <DueFields today={props.today} errorText={errorText} />
          <Controller
            control={control}
            name="priority"
            render={({ field }) => (
              <Segmented
                {...field}
                label={texts.field.priority}
                options={taskPriorities.map((value) => ({
                  value,
                  label: messages.domain.taskPriority[value],
                }))}
              />
            )}
          />
          <AssigneeField task={task} />
          <Controller
            control={control}
            name="note"
            render={({ field, fieldState }) => (
              <TextArea
                {...field}
                label={texts.field.note}
                rows={2}
                max={textLimits.paragraph}
                error={errorText(fieldState.error?.message)}
              />
            )}
          />
          {task && (
            <TaskEnd
              task={task}
              givesBack={givesBack}
              onGivesBack={setBackAsked}
              onDone={onClose}
            />
          )}
          {task && props.footnote}
        </form>
      </FormProvider>
    </Sheet>
  )
}
