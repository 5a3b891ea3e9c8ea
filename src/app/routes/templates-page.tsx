import { getRouteApi, Outlet, useNavigate, useParams } from '@tanstack/react-router'
import { type TemplateOccasion, templateOccasions } from '#shared/domain/template.ts'
import { HistoryLink } from '#features/history/history-link.tsx'
import { TemplateSheet } from '#features/templates/template-sheet.tsx'
import { TemplatesScreen } from '#features/templates/templates-screen.tsx'
import { useGoBack } from './use-go-back.ts'
import { useWayBack } from './use-way-back.ts'

const templates = getRouteApi('/templates')

/** 话术模板; the occasion that is looked at stands in the address, so that going back finds it. */
export function TemplatesPage() {
  const navigate = useNavigate({ from: '/templates' })
  return (
    <>
      <TemplatesScreen
        occasion={useOccasion()}
        onOccasion={(occasion) =>
          void navigate({
            to: '.',
            search: { occasion: occasion ?? undefined },
            replace: true,
            resetScroll: false,
          })
        }
        {...useWayBack()}
      />
      <Outlet />
    </>
  )
}

/** One template over the list, or a new one. */
export function TemplateRoute() {
  const { entry } = useParams({ from: '/templates/$entry' })
  const templateId = entry === 'new' ? undefined : entry
  return (
    <TemplateSheet
      templateId={templateId}
      occasion={useOccasion()}
      footnote={<HistoryLink recordType="template" recordId={templateId} />}
      onClose={useGoBack('/templates')}
    />
  )
}

function useOccasion(): TemplateOccasion | null {
  const { occasion } = templates.useSearch()
  return templateOccasions.find((each) => each === occasion) ?? null
}
