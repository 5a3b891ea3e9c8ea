import { Link } from '@tanstack/react-router'
import { surnameOf } from '#shared/domain/person-name.ts'
import { useMessages } from '#i18n/language.tsx'
import { buttonClass } from '#ui/button.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { Panel } from '#ui/panel.tsx'
import { SurnameDisc } from '#ui/surname-disc.tsx'
import { useLeavers } from './use-leavers.ts'

/** So many customers are named; the form shows all. */
const named = 3

/** SR2, for leads: colleagues whose account is ended and who still hold customers, until those are handed over. */
export function LeaversPanel() {
  const { handover: texts, roleNames } = useMessages()
  const leavers = useLeavers()
  if (leavers.length === 0) return null
  return (
    <div className="mb-4">
      <Panel title={texts.leavers} flush>
        <ul>
          {leavers.map(({ id, name, role, customers }) => (
            <ListRow
              key={id}
              leading={<SurnameDisc surname={surnameOf(name) ?? name.slice(0, 1)} tier="mass" />}
              title={name}
              subtitle={
                <>
                  <span>{roleNames[role]}</span>
                  <span>
                    {texts.leaverHolds(
                      customers.slice(0, named).map(({ data }) => data.name),
                      customers.length,
                    )}
                  </span>
                </>
              }
              trailing={
                <span className="mr-2">
                  <Link
                    to="/handovers/new"
                    search={{ from: id }}
                    className={buttonClass({ tone: 'outline', size: 'sm' })}
                  >
                    {texts.handOverAll}
                  </Link>
                </span>
              }
            />
          ))}
        </ul>
      </Panel>
    </div>
  )
}
