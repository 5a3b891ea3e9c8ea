import { ChevronRight, SearchX } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useKeptText } from '#replica/kept-text.ts'
import { useAll } from '#replica/use-replica.ts'
import { surnameOf } from '#shared/domain/person-name.ts'
import type { StaffListItem } from '#shared/protocol/session-message.ts'
import { useMessages } from '#i18n/language.tsx'
import { Badge } from '#ui/badge.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { Panel } from '#ui/panel.tsx'
import { SearchField } from '#ui/search-field.tsx'
import { SurnameDisc } from '#ui/surname-disc.tsx'
import { VirtualList } from '#ui/virtual-list.tsx'
import { BranchSelect } from './branch-select.tsx'
import { isMeant } from './find-colleague.ts'

/** So many rows are found by looking, and drawn at once. */
const foundByLooking = 20

interface ColleagueListProps {
  colleagues: readonly StaffListItem[]
  onOpen(staffId: string): void
}

/** Everybody with an account; with many of them a search, and with several branches a choice of one. */
export function ColleagueList({ colleagues, onOpen }: ColleagueListProps) {
  const texts = useMessages().settings
  const branches = useAll('branch')
  const [typed, setTyped] = useKeptText('colleagues')
  const [branchId, setBranchId] = useState('')
  const branchNames = useMemo(
    () => new Map(branches.map(({ id, data }) => [id, data.name])),
    [branches],
  )
  const shown = useMemo(
    () =>
      colleagues
        .filter((person) => branchId === '' || person.branchId === branchId)
        .filter((person) => typed.trim() === '' || isMeant(person, typed))
        // Who left stands below those who work here.
        .toSorted((one, other) => Number(other.active) - Number(one.active)),
    [colleagues, branchId, typed],
  )
  const hasMany = colleagues.length > foundByLooking
  const hasBranches = branches.length > 1
  const rowOf = (person: StaffListItem) => (
    <PersonRow
      key={person.id}
      person={person}
      branch={hasBranches ? branchNames.get(person.branchId) : undefined}
      onOpen={() => onOpen(person.id)}
    />
  )
  return (
    <>
      {(hasMany || hasBranches) && (
        <div className="grid gap-3 pb-4 md:grid-cols-[minmax(0,1fr)_16rem]">
          <SearchField
            label={texts.findColleague}
            placeholder={texts.findColleagueHint}
            value={typed}
            onChange={setTyped}
          />
          {hasBranches && (
            <BranchSelect all hideLabel value={branchId} onChange={(value) => setBranchId(value)} />
          )}
        </div>
      )}
      <Panel flush>
        {shown.length === 0 ? (
          <EmptyState icon={SearchX} title={texts.nobodyFound} />
        ) : hasMany ? (
          <VirtualList
            items={shown}
            itemKey={({ id }) => id}
            label={texts.colleagues}
            renderItem={rowOf}
          />
        ) : (
          <ul>{shown.map(rowOf)}</ul>
        )}
      </Panel>
    </>
  )
}

interface PersonRowProps {
  person: StaffListItem
  branch: string | undefined
  onOpen(): void
}

function PersonRow({ person, branch, onOpen }: PersonRowProps) {
  const { roleNames, settings } = useMessages()
  return (
    <ListRow
      leading={
        <SurnameDisc surname={surnameOf(person.name) ?? person.name.slice(0, 1)} tier="mass" />
      }
      title={person.name}
      subtitle={
        <>
          <span>{roleNames[person.role]}</span>
          <span className="tnum">{person.staffNo}</span>
          {branch !== undefined && <span>{branch}</span>}
          {!person.active && <Badge>{settings.ended}</Badge>}
        </>
      }
      trailing={<ChevronRight size={18} className="text-ink-3" aria-hidden />}
      onPress={onOpen}
    />
  )
}
