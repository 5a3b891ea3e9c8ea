import { useMemo } from 'react'
import { useAll } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'

/** The names of colleagues; those who left are former colleagues, never an id. */
export function useColleagueName(): (staffId: string) => string {
  const { formerColleague } = useMessages().timeline
  const staff = useAll('staff')
  return useMemo(() => {
    const names = new Map(staff.map(({ id, data }) => [id, data.name]))
    return (staffId) => names.get(staffId) ?? formerColleague
  }, [staff, formerColleague])
}
