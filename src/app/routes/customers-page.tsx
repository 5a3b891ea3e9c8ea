import { Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { UserRoundSearch } from 'lucide-react'
import { useCallback } from 'react'
import { CustomerList } from '#features/customers/customer-list.tsx'
import { customerListChoice } from '#features/customers/customer-list-choice.ts'
import { TransferMenu } from '#features/transfer/transfer-menu.tsx'
import { useSession } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { usePhone } from '#ui/media.ts'

/** The list of customers; from tablet up with the opened customer beside it, on phones one or the other. */
export function CustomersPage() {
  const phone = usePhone()
  const { customerId } = useParams({ strict: false })
  if (phone) {
    return (
      <div className="page">{customerId === undefined ? <List scroll="window" /> : <Outlet />}</div>
    )
  }
  return (
    <div className="grid grid-cols-[clamp(18rem,32vw,24rem)_minmax(0,1fr)]">
      <div className="sticky top-16 h-[calc(100dvh-4rem)] border-r border-line bg-surface">
        <List scroll="element" />
      </div>
      <div className="mx-auto w-full max-w-220 min-w-0 px-5 lg:px-8">
        {customerId === undefined ? <NobodyChosen /> : <Outlet />}
      </div>
    </div>
  )
}

function List({ scroll }: { scroll: 'window' | 'element' }) {
  const navigate = useNavigate({ from: '/customers' })
  const session = useSession()
  const { customerId } = useParams({ strict: false })
  const search = useSearch({ from: '/customers' })
  const choice = customerListChoice(search, session)
  // “Find a customer” is asked for once: the word leaves the address, so that it can be asked for again.
  const onSearchFocused = useCallback(() => {
    void navigate({ to: '.', search: (before) => ({ ...before, find: undefined }), replace: true })
  }, [navigate])
  return (
    <CustomerList
      {...choice}
      scroll={scroll}
      selectedId={customerId ?? null}
      focusSearch={search.find === true}
      onSearchFocused={onSearchFocused}
      actions={
        <TransferMenu
          onImport={() => void navigate({ to: '/customers/import' })}
          onExport={() =>
            void navigate({ to: '/customers/export', search: { tier: choice.tier ?? undefined } })
          }
        />
      }
      onTier={(tier) =>
        void navigate({
          to: '.',
          search: (before) => ({ ...before, tier: tier ?? undefined }),
          replace: true,
          resetScroll: false,
        })
      }
      onSort={(sort) =>
        void navigate({
          to: '.',
          search: (before) => ({ ...before, sort }),
          replace: true,
          resetScroll: false,
        })
      }
    />
  )
}

function NobodyChosen() {
  const texts = useMessages().customers
  return (
    <div className="pt-24">
      <EmptyState icon={UserRoundSearch} title={texts.pickTitle} description={texts.pickText} />
    </div>
  )
}
