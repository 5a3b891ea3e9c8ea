import type { RecordOf } from '#shared/domain/record-types.ts'
import { create, type ChangeRequest } from '#replica/replica.ts'
import {
  useCommit,
  useNewId,
  useReplica,
  useSession,
  useStorageTrouble,
} from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { useTemplateMessages } from '#i18n/templates/use-template-messages.ts'
import { toast } from '#ui/toast.tsx'
import type { TemplatePlace } from './template-form.ts'
import { addUsualTemplates } from './usual-templates.ts'

interface TemplateActions {
  /** Where new ones lie: those of a lead in the branch, those of others with themselves. */
  place: TemplatePlace
  /** Whether this colleague may change it. */
  mayChange: (template: RecordOf<'template'>) => boolean
  remove: (template: RecordOf<'template'>) => void
  addUsual: () => void
  /** A copy of one's own, to be changed. */
  copyAsOwn: (template: RecordOf<'template'>) => void
}

/** What can be done with templates; all of it works offline, and deleting can be undone. */
export function useTemplateActions(): TemplateActions {
  const messages = useMessages()
  const texts = useTemplateMessages()
  const trouble = useStorageTrouble()
  const replica = useReplica()
  const commit = useCommit()
  const newId = useNewId()
  const { role, staffId, branchId } = useSession()
  const isLead = role === 'lead'
  const place = isLead ? { branchId } : { ownerId: staffId }

  async function save(requests: ChangeRequest[]): Promise<boolean> {
    const result = await commit(requests)
    if (!result.ok) toast({ tone: 'danger', text: messages.storage.notSaved(trouble()) })
    return result.ok
  }

  async function remove({ id }: RecordOf<'template'>): Promise<void> {
    const of = { recordType: 'template', recordId: id, args: {} } as const
    if (!(await save([{ ...of, kind: 'archive' }]))) return
    const undo = () => void save([{ ...of, kind: 'restore' }])
    toast({
      tone: 'done',
      text: texts.removed,
      action: { label: messages.app.undo, onPress: undo },
    })
  }

  async function addUsual(): Promise<void> {
    const requests = addUsualTemplates(replica, place)
    if (!(await save(requests))) return
    const added = new Set(requests.map(({ recordId }) => recordId))
    toast({ tone: 'done', text: texts.usualAdded(added.size) })
  }

  async function copyAsOwn({ data }: RecordOf<'template'>): Promise<void> {
    const { occasion, tone, tier, text } = data
    const copy = { ownerId: staffId, occasion, tone, text, active: true }
    const saved = await save([
      create('template', newId(), tier === undefined ? copy : { ...copy, tier }),
    ])
    if (saved) toast({ tone: 'done', text: texts.copiedAsOwn })
  }

  return {
    place,
    mayChange: ({ data }) => (data.ownerId === undefined ? isLead : data.ownerId === staffId),
    remove: (template) => void remove(template),
    addUsual: () => void addUsual(),
    copyAsOwn: (template) => void copyAsOwn(template),
  }
}
