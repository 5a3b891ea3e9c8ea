import { Link } from '@tanstack/react-router'
import { Building2, ChevronRight, Plus, SearchX } from 'lucide-react'
import { useMemo } from 'react'
import { useKeptText } from '#replica/kept-text.ts'
import { useAll, useIsLoaded } from '#replica/use-replica.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { formatCount } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import type { AdminApi } from '#sync/admin-api.ts'
import { Button } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { PageHeader } from '#ui/page-header.tsx'
import { Panel } from '#ui/panel.tsx'
import { SearchField } from '#ui/search-field.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { useStandingState } from '#ui/standing-state.ts'
import { VirtualList } from '#ui/virtual-list.tsx'
import { BranchSheet } from './branch-sheet.tsx'
import { hoursWords } from './hours-words.ts'

/** So many rows are found by looking. */
const foundByLooking = 8

interface BranchesScreenProps {
  api: Pick<AdminApi, 'addBranch' | 'changeBranch'>
  onBack(): void
}

/** 网点: all branches of the organisation, from what lies on this device. */
export function BranchesScreen({ api, onBack }: BranchesScreenProps) {
  const { language } = useLanguage()
  const texts = useAdminMessages().branches
  const branches = useAll('branch')
  const loaded = useIsLoaded()
  const [typed, setTyped] = useKeptText('branches')
  const [adding, setAdding] = useStandingState('console/branches', false)
  const sorted = useMemo(
    () => branches.toSorted((one, other) => one.data.name.localeCompare(other.data.name, 'zh-CN')),
    [branches],
  )
  const shown = useMemo(() => sorted.filter(({ data }) => isMeant(data, typed)), [sorted, typed])
  return (
    <div className="page">
      <PageHeader
        title={texts.title}
        subtitle={texts.text}
        meta={loaded && texts.count(formatCount(language, branches.length))}
        onBack={onBack}
        actions={
          <Button icon={Plus} onPress={() => setAdding(true)}>
            {texts.add}
          </Button>
        }
      />
      {branches.length > foundByLooking && (
        <div className="pb-4 md:max-w-lg">
          <SearchField
            label={texts.findLabel}
            placeholder={texts.findHint}
            value={typed}
            onChange={setTyped}
          />
        </div>
      )}
      {!loaded && branches.length === 0 ? (
        <SkeletonRows count={4} />
      ) : (
        <Panel flush>
          {shown.length === 0 ? (
            <EmptyState icon={SearchX} title={texts.none} description={texts.noneText} />
          ) : (
            <VirtualList
              items={shown}
              itemKey={({ id }) => id}
              label={texts.title}
              renderItem={(branch) => <BranchRow branch={branch} />}
            />
          )}
        </Panel>
      )}
      {adding && <BranchSheet api={api} onClose={() => setAdding(false)} />}
    </div>
  )
}

function BranchRow({ branch: { id, data } }: { branch: RecordOf<'branch'> }) {
  const texts = useAdminMessages().branches
  const [first] = hoursWords(data.hours, texts)
  return (
    <ListRow
      leading={
        <span className="grid size-10 place-items-center rounded-full bg-sunken text-ink-2">
          <Building2 size={20} aria-hidden />
        </span>
      }
      title={
        <Link
          to="/console/branches/$branchId"
          params={{ branchId: id }}
          className="stretch-link font-medium"
        >
          {data.name}
        </Link>
      }
      subtitle={
        <>
          <span className="tnum">{data.code}</span>
          {first && (
            <span className="tnum whitespace-nowrap">{`${first.days} ${first.hours}`}</span>
          )}
          <span className="tnum whitespace-nowrap">{data.complaintHotline || texts.noHotline}</span>
        </>
      }
      trailing={<ChevronRight size={18} className="text-ink-3" aria-hidden />}
    />
  )
}

function isMeant({ name, code }: { name: string; code: string }, typed: string): boolean {
  const text = typed.trim().toLowerCase()
  return name.toLowerCase().includes(text) || code.toLowerCase().startsWith(text)
}
