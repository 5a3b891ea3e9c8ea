import { useNavigate, useSearch } from '@tanstack/react-router'
import { cadenceChoice } from '#features/cadence/cadence-groups.ts'
import { CadenceScreen } from '#features/cadence/cadence-screen.tsx'
import { QuickContact } from '#features/customers/quick-contact.tsx'
import { useWayBack } from './use-way-back.ts'

/** Whom to contact, and whom not to; group and tier stand in the address, so that going back finds them. */
export function CadencePage() {
  const navigate = useNavigate({ from: '/cadence' })
  const search = useSearch({ from: '/cadence' })
  const choose = (choice: { view?: string; tier?: string | undefined }) =>
    void navigate({
      to: '.',
      search: (before) => ({ ...before, ...choice }),
      replace: true,
      resetScroll: false,
    })
  return (
    <CadenceScreen
      {...cadenceChoice(search)}
      onView={(view) => choose({ view })}
      onTier={(tier) => choose({ tier: tier ?? undefined })}
      {...useWayBack()}
      renderContact={(card) => <QuickContact card={card} />}
    />
  )
}
