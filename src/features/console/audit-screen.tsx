import { Download, SearchX } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { useMessages } from '#i18n/language.tsx'
import type { AdminApi } from '#sync/admin-api.ts'
import type { Api } from '#sync/api.ts'
import { useAnswer } from '#sync/use-answer.ts'
import { AnswerState } from '#ui/answer-state.tsx'
import { Button } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { PageHeader } from '#ui/page-header.tsx'
import { Panel } from '#ui/panel.tsx'
import { type AuditChoice, filterOfChoice } from './audit-filter.ts'
import { AuditFilterForm } from './audit-filter-form.tsx'
import { AuditRows } from './audit-rows.tsx'
import { ChainPanel } from './chain-panel.tsx'
import { ExportSheet } from './export-sheet.tsx'
import { useAuditSearch } from './use-audit-search.ts'

interface AuditScreenProps {
  admin: Pick<AdminApi, 'searchAudit' | 'exportAudit' | 'auditState' | 'verifyAudit'>
  api: Pick<Api, 'staff' | 'branchDevices'>
  choice: AuditChoice
  onChoice(choice: AuditChoice): void
  onBack(): void
}

/** 审计: the state of the chain, a search, and what it found. Needs the network: the server has it. */
export function AuditScreen({ admin, api, choice, onChoice, onBack }: AuditScreenProps) {
  const { app } = useMessages()
  const texts = useAdminMessages()
  const { asked: staff } = useAnswer(api.staff)
  const { asked: devices } = useAnswer(api.branchDevices)
  const filter = useMemo(() => filterOfChoice(choice), [choice])
  const { found, again, further } = useAuditSearch(admin, filter)
  const [exporting, setExporting] = useState(false)
  const deviceIds = devices.state === 'here' ? devices.value.map(({ device }) => device) : []
  return (
    <div className="page">
      <PageHeader
        title={texts.audit.title}
        subtitle={texts.audit.text}
        onBack={onBack}
        actions={
          found.items.length > 0 && (
            <Button tone="outline" icon={Download} onPress={() => setExporting(true)}>
              {texts.audit.export}
            </Button>
          )
        }
      />
      <div className="grid items-start gap-4 md:gap-5 lg:grid-cols-[20rem_minmax(0,1fr)] lg:grid-rows-[auto_1fr]">
        <AuditFilterForm
          key={JSON.stringify(choice)}
          choice={choice}
          people={staff.state === 'here' ? staff.value : []}
          isDevice={(id) => deviceIds.includes(id)}
          onChoice={onChoice}
          onAgain={again}
        />
        {/* Where there is one column, what was found follows the question. */}
        <div className="min-w-0 lg:row-span-2">
          <Panel flush>
            <div className={found.state === 'here' ? '' : 'px-4 pt-4 pb-3'}>
              <AnswerState
                state={found.state}
                offline={texts.audit.offline}
                retry={{ label: app.retry, onPress: again }}
                forbidden={texts.console.forbidden}
              />
            </div>
            {found.state === 'here' && found.items.length === 0 && (
              <EmptyState
                icon={SearchX}
                title={texts.audit.none}
                description={texts.audit.noneText}
              />
            )}
            {found.items.length > 0 && <AuditRows found={found} onFurther={further} />}
          </Panel>
        </div>
        <ChainPanel api={admin} />
      </div>
      {exporting && <ExportSheet api={admin} filter={filter} onClose={() => setExporting(false)} />}
    </div>
  )
}
