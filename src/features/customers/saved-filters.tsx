import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { partsOf } from '#shared/domain/customer-filter.ts'
import { textLimits } from '#shared/domain/text-limits.ts'
import { useNewId } from '#replica/use-replica.ts'
import { useFindMessages } from '#i18n/find/use-find-messages.ts'
import { Button } from '#ui/button.tsx'
import { FilterChip } from '#ui/chips.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { TextField } from '#ui/text-field.tsx'
import { toast } from '#ui/toast.tsx'
import { type ListView, mostSavedFilters, type SavedFilter } from './list-view.ts'

interface SavedFiltersProps {
  view: ListView
  onChange: (part: Partial<ListView>) => void
}

/** R25: filters by a name: to use, to save and to delete. */
export function SavedFilters({ view, onChange }: SavedFiltersProps) {
  const texts = useFindMessages()
  const { saved } = view
  const remove = (filter: SavedFilter) => {
    onChange({ saved: saved.filter(({ id }) => id !== filter.id) })
    toast({
      text: texts.removedDone(filter.name),
      action: { label: texts.undo, onPress: () => onChange({ saved }) },
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
              onPress={() => remove(each)}
            />
          </li>
        ))}
      </ul>
      {partsOf(view.filter).length > 0 && <SaveForm view={view} onChange={onChange} />}
    </div>
  )
}

/** A name and a button; a name that is there already is given the present conditions. */
function SaveForm({ view, onChange }: SavedFiltersProps) {
  const texts = useFindMessages()
  const newId = useNewId()
  const [typed, setTyped] = useState('')
  const name = typed.trim()
  const known = view.saved.find((each) => each.name === name)
  const isFull = known === undefined && view.saved.length >= mostSavedFilters
  const save = () => {
    if (name === '' || isFull) return
    const { filter, sort } = view
    const fresh = { id: known?.id ?? newId(), name, filter, sort }
    onChange({
      saved:
        known === undefined
          ? [...view.saved, fresh]
          : view.saved.map((each) => (each.id === known.id ? fresh : each)),
    })
    setTyped('')
    toast({ text: known === undefined ? texts.savedDone(name) : texts.replacedDone(name) })
  }
  return (
    <form
      noValidate
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        save()
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
