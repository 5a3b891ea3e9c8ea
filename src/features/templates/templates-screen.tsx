import { Link } from '@tanstack/react-router'
import { MessageSquareText, Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { type TemplateOccasion, templateOccasions } from '#shared/domain/template.ts'
import { useAll, useIsLoaded, useSession } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { useTemplateMessages } from '#i18n/templates/use-template-messages.ts'
import { Button, buttonClass } from '#ui/button.tsx'
import { ChoiceChips } from '#ui/chips.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { PageHeader } from '#ui/page-header.tsx'
import { SearchField } from '#ui/search-field.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { VirtualList } from '#ui/virtual-list.tsx'
import { foundTemplates, sortedTemplates } from './template-list.ts'
import { TemplateRow } from './template-row.tsx'
import { useTemplateActions } from './use-template-actions.ts'

interface TemplatesScreenProps {
  /** Null for all. */
  occasion: TemplateOccasion | null
  onOccasion: (occasion: TemplateOccasion | null) => void
  onBack?: (() => void) | undefined
}

/** R26 话术模板: those of the branch and one's own, by occasion. */
export function TemplatesScreen(props: TemplatesScreenProps) {
  const texts = useTemplateMessages()
  const loaded = useIsLoaded()
  const all = useAll('template')
  const [find, setFind] = useState('')
  const found = useFound(all, find)
  const rows = found.filter(
    ({ data }) => props.occasion === null || data.occasion === props.occasion,
  )
  const showAll = () => {
    setFind('')
    props.onOccasion(null)
  }
  return (
    <div className="page">
      <div className="grid max-w-200 gap-4">
        <PageHeader
          title={texts.title}
          subtitle={texts.text}
          meta={all.length > 0 ? texts.count(all.length) : undefined}
          onBack={props.onBack}
          actions={<NewLink />}
        />
        {!loaded && (
          <>
            <p className="text-sm text-ink-3">{texts.loading}</p>
            <SkeletonRows count={5} />
          </>
        )}
        {loaded && all.length > 0 && (
          <>
            <SearchField
              label={texts.search}
              placeholder={texts.searchHint}
              value={find}
              onChange={setFind}
            />
            <OccasionChips all={all} value={props.occasion} onChange={props.onOccasion} />
          </>
        )}
        {loaded && rows.length > 0 && <TemplateList rows={rows} />}
        {loaded && all.length === 0 && <NoTemplates />}
        {loaded && all.length > 0 && rows.length === 0 && (
          <EmptyState
            icon={MessageSquareText}
            title={texts.nothingFound}
            description={texts.nothingFoundText}
            action={
              <Button tone="outline" onPress={showAll}>
                {texts.showAll}
              </Button>
            }
          />
        )}
      </div>
    </div>
  )
}

function useFound(all: readonly RecordOf<'template'>[], find: string) {
  const { domain } = useMessages()
  const texts = useTemplateMessages()
  return useMemo(
    () =>
      foundTemplates(sortedTemplates(all), find, ({ data }) =>
        [
          data.text,
          domain.templateOccasion[data.occasion],
          domain.templateTone[data.tone],
          data.tier === undefined ? texts.allTiers : domain.tier[data.tier],
          data.ownerId === undefined ? texts.ofBranch : texts.own,
          data.active ? '' : texts.inactive,
        ].join(' '),
      ),
    [all, find, domain, texts],
  )
}

function OccasionChips(props: {
  all: readonly RecordOf<'template'>[]
  value: TemplateOccasion | null
  onChange: (occasion: TemplateOccasion | null) => void
}) {
  const { domain } = useMessages()
  const texts = useTemplateMessages()
  const countOf = (occasion: TemplateOccasion) =>
    props.all.filter(({ data }) => data.occasion === occasion).length
  const named = templateOccasions.filter(
    (occasion) => countOf(occasion) > 0 || occasion === props.value,
  )
  return (
    <ChoiceChips
      label={texts.occasionsLabel}
      hideLabel
      layout="scroll"
      options={[
        { value: 'all', label: texts.allOccasions, count: props.all.length },
        ...named.map((occasion) => ({
          value: occasion,
          label: domain.templateOccasion[occasion],
          count: countOf(occasion),
        })),
      ]}
      value={props.value ?? 'all'}
      onChange={(value) =>
        props.onChange(templateOccasions.find((occasion) => occasion === value) ?? null)
      }
    />
  )
}

/** The rows, with the occasion above the first of each. */
function TemplateList({ rows }: { rows: readonly RecordOf<'template'>[] }) {
  const { domain } = useMessages()
  const texts = useTemplateMessages()
  return (
    <div className="panel-box overflow-hidden">
      <VirtualList
        label={texts.list}
        items={rows}
        itemKey={({ id }) => id}
        rowHeight={88}
        renderItem={(template, index) => {
          const { occasion } = template.data
          const isFirst = rows[index - 1]?.data.occasion !== occasion
          return (
            <>
              {isFirst && (
                <h2 className="border-b border-line bg-sunken px-4 py-1.5 text-sm font-semibold md:px-5">
                  {domain.templateOccasion[occasion]}
                </h2>
              )}
              <TemplateRow
                template={template}
                renderLink={(text) => (
                  <Link
                    to="/templates/$entry"
                    params={{ entry: template.id }}
                    search
                    resetScroll={false}
                    className="stretch-link"
                  >
                    {text}
                  </Link>
                )}
              />
            </>
          )
        }}
      />
    </div>
  )
}

function NewLink() {
  const texts = useTemplateMessages()
  return (
    <Link
      to="/templates/$entry"
      params={{ entry: 'new' }}
      search
      resetScroll={false}
      className={buttonClass({})}
    >
      <Plus size={18} aria-hidden />
      {texts.add}
    </Link>
  )
}

function NoTemplates() {
  const texts = useTemplateMessages()
  const { role } = useSession()
  const { addUsual } = useTemplateActions()
  return (
    <EmptyState
      icon={MessageSquareText}
      title={texts.emptyTitle}
      description={role === 'lead' ? texts.emptyLead : texts.emptyOwn}
      action={
        <Button tone="outline" onPress={addUsual}>
          {texts.addUsual}
        </Button>
      }
    />
  )
}
