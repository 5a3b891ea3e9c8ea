import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { partsOf } from '#shared/domain/customer-filter.ts'
import { textLimits } from '#shared/domain/text-limits.ts'
import { useFindMessages } from '#i18n/find/use-find-messages.ts'
import { Button } from '#ui/button.tsx'
import { FilterChip } from '#ui/chips.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { TextField } from '#ui/text-field.tsx'
import { toast } from '#ui/toast.tsx'
import type { ListView } from './list-view.ts'
import {
  mostSavedFilters,
  type SavedFilter,
  useSavedFilterActions,
  useSavedFilters,
} from './use-saved-filters.ts'
import { useSayUnsaved } from './use-say-unsaved.ts'

interface SavedFiltersProps {
  view: ListView
  onChange: (part: Partial<ListView>) => void
}

/** R25: filters by a name: to use, to save and to delete. */
export function SavedFilters({ view, onChange }: SavedFiltersProps) {
  const texts = useFindMessages()
  const saved = useSavedFilters()
  const actions = useSavedFilterActions()
  const sayUnsaved = useSayUnsaved()
  const remove = async ({ id, name }: SavedFilter) => {
    if (!(await actions.remove(id))) return sayUnsaved()
    const bringBack = async () => {
      if (!(await actions.restore(id))) sayUnsaved()
    }
    toast({
      text: texts.removedDone(name),
      action: { label: texts.undo, onPress: () => void bringBack() },
    })
  }
  return (
    <div className="grid gap-2">
      <p className="font-medium">{texts.saved}</p>
      {saved.length === 0 && <p className="text-sm text-ink-3">{texts.savedNone}</p>}
      <ul className="grid gap-1">
        {saved.map((each) => (
          <li key={each.id} className="flex items-center gap-1">
            <div className="min-w-0 flex-1">
              <FilterChip
                label={each.name}
                pressed={isUsed(each, view)}
                onPress={() => onChange(usedView(each, view))}
              />
            </div>
            <IconButton
              label={texts.removeSaved(each.name)}
              icon={Trash2}
              onPress={() => void remove(each)}
            />
          </li>
        ))}
      </ul>
      {partsOf(view.filter).length > 0 && <SaveForm view={view} saved={saved} />}
    </div>
  )
}

/** A name and a button; a name that is there already is given the present conditions. */
function SaveForm({ view, saved }: { view: ListView; saved: readonly SavedFilter[] }) {
  const texts = useFindMessages()
  const actions = useSavedFilterActions()
  const sayUnsaved = useSayUnsaved()
  const [typed, setTyped] = useState('')
  const name = typed.trim()
  const known = saved.find((each) => each.name === name)
  const isFull = known === undefined && saved.length >= mostSavedFilters
  const save = async () => {
    if (name === '' || isFull) return
    const { filter, sort } = view
    if (!(await actions.save({ name, filter, sort }, known))) return sayUnsaved()
    setTyped('')
    toast({ text: known === undefined ? texts.savedDone(name) : texts.replacedDone(name) })
  }
  return (
    <form
      noValidate
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <div className="min-w-0 flex-1 basis-52">
        <TextField
          label={texts.saveName}
          placeholder={texts.saveNameHint}
          value={typed}
          onChange={setTyped}
          maxLength={textLimits.name}
          description={texts.savedHere}
          error={isFull && name !== '' ? texts.savedFull(mostSavedFilters) : undefined}
        />
      </div>
      <Button type="submit" tone="outline" disabled={name === '' || isFull}>
        {texts.save}
      </Button>
    </form>
  )
}

/** Whether the list is narrowed as this filter says. */
export function isUsed(saved: SavedFilter, { filter, sort }: ListView): boolean {
  return (
    JSON.stringify(chosenOf(saved.filter)) === JSON.stringify(chosenOf(filter)) &&
    saved.sort === sort
  )
}

/** The list narrowed so; a second press takes it off again. */
export function usedView(saved: SavedFilter, view: ListView): Partial<ListView> {
  return isUsed(saved, view) ? { filter: {} } : { filter: saved.filter, sort: saved.sort }
}

function chosenOf(filter: ListView['filter']): unknown[] {
  return partsOf(filter).map((part) => [part, filter[part]])
}
