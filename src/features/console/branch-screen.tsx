import { Link } from '@tanstack/react-router'
import { Building2, ChevronRight, Pencil, UsersRound } from 'lucide-react'
import { useIsLoaded, useRecord } from '#replica/use-replica.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { surnameOf } from '#shared/domain/person-name.ts'
import type { StaffListItem } from '#shared/protocol/session-message.ts'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { formatCount } from '#i18n/format.ts'
import { useLanguage, useMessages } from '#i18n/language.tsx'
import type { AdminApi } from '#sync/admin-api.ts'
import type { Api } from '#sync/api.ts'
import { useAnswer } from '#sync/use-answer.ts'
import { AnswerState } from '#ui/answer-state.tsx'
import { Badge } from '#ui/badge.tsx'
import { Banner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { FactList } from '#ui/fact-list.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { PageHeader } from '#ui/page-header.tsx'
import { Panel } from '#ui/panel.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { useStandingState } from '#ui/standing-state.ts'
import { SurnameDisc } from '#ui/surname-disc.tsx'
import { BranchSheet } from './branch-sheet.tsx'
import { hoursWords } from './hours-words.ts'

interface BranchScreenProps {
  admin: Pick<AdminApi, 'addBranch' | 'changeBranch'>
  api: Pick<Api, 'staff'>
  branchId: string
  onBack(): void
}

/** One branch: its hours and hotline from this device, its colleagues from the server. */
export function BranchScreen(props: BranchScreenProps) {
  const texts = useAdminMessages().branches
  const branch = useRecord('branch', props.branchId)
  const loaded = useIsLoaded()
  if (branch !== undefined) return <Found {...props} branch={branch} />
  return (
    <div className="page">
      <PageHeader title={texts.one} onBack={props.onBack} />
      {loaded ? <EmptyState icon={Building2} title={texts.gone} /> : <SkeletonRows count={4} />}
    </div>
  )
}

function Found({ admin, api, branch, onBack }: BranchScreenProps & { branch: RecordOf<'branch'> }) {
  const texts = useAdminMessages().branches
  const { name, code, hours, complaintHotline } = branch.data
  const [changing, setChanging] = useStandingState(`console/branches/${branch.id}`, false)
  return (
    <div className="page">
      <PageHeader
        title={name}
        subtitle={<span className="tnum">{code}</span>}
        onBack={onBack}
        actions={
          <Button icon={Pencil} tone="outline" onPress={() => setChanging(true)}>
            {texts.change}
          </Button>
        }
      />
      <div className="grid items-start gap-4 md:gap-5 lg:grid-cols-[20rem_minmax(0,1fr)]">
        <Panel title={texts.hours}>
          <dl className="grid gap-2 pb-4">
            {hoursWords(hours, texts).map((line) => (
              <div key={line.days} className="tnum flex justify-between gap-4">
                <dt className="text-ink-3">{line.days}</dt>
                <dd>{line.hours}</dd>
              </div>
            ))}
          </dl>
          <FactList
            facts={[
              {
                id: 'hotline',
                label: texts.hotline,
                value: complaintHotline || texts.noHotline,
              },
            ]}
          />
        </Panel>
        <People api={api} branchId={branch.id} />
      </div>
      {changing && <BranchSheet api={admin} branch={branch} onClose={() => setChanging(false)} />}
    </div>
  )
}

function People({ api, branchId }: Pick<BranchScreenProps, 'api' | 'branchId'>) {
  const { language, messages } = useLanguage()
  const texts = useAdminMessages()
  const { asked, reload } = useAnswer(api.staff)
  const people =
    asked.state === 'here'
      ? asked.value
          .filter((person) => person.branchId === branchId)
          .toSorted((one, other) => Number(other.active) - Number(one.active))
      : []
  const active = people.filter((person) => person.active)
  const hasLead = active.some(({ role }) => role === 'lead')
  return (
    <Panel
      title={texts.branches.ownPeople}
      count={active.length > 0 && texts.branches.people(formatCount(language, active.length))}
      flush
    >
      <div className="px-4 md:px-5">
        <AnswerState
          state={asked.state}
          offline={texts.console.offline}
          retry={{ label: messages.app.retry, onPress: () => void reload() }}
          forbidden={texts.console.forbidden}
        />
      </div>
      {asked.state === 'here' && active.length > 0 && !hasLead && (
        <div className="px-4 pb-2 md:px-5">
          <Banner tone="warning" shape="card">
            {`${texts.branches.noLead}：${texts.branches.noLeadText}`}
          </Banner>
        </div>
      )}
      {asked.state === 'here' && people.length === 0 && (
        <EmptyState
          icon={UsersRound}
          title={texts.branches.nobody}
          description={texts.branches.nobodyText}
        />
      )}
      <ul>
        {people.map((person) => (
          <PersonRow key={person.id} person={person} />
        ))}
      </ul>
    </Panel>
  )
}

function PersonRow({ person }: { person: StaffListItem }) {
  const { roleNames, settings } = useMessages()
  return (
    <ListRow
      leading={
        <SurnameDisc surname={surnameOf(person.name) ?? person.name.slice(0, 1)} tier="mass" />
      }
      title={
        <Link
          to="/me/colleagues/$staffId"
          params={{ staffId: person.id }}
          className="stretch-link font-medium"
        >
          {person.name}
        </Link>
      }
      subtitle={
        <>
          <span>{roleNames[person.role]}</span>
          <span className="tnum">{person.staffNo}</span>
          {!person.active && <Badge>{settings.ended}</Badge>}
        </>
      }
      trailing={<ChevronRight size={18} className="text-ink-3" aria-hidden />}
    />
  )
}
