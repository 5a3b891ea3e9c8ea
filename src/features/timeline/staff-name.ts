import { useRecord } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'

/** The name of a colleague; those who left are former colleagues, never an id. */
export function useStaffName(staffId: string | undefined): string {
  const texts = useMessages().timeline
  return useRecord('staff', staffId)?.data.name ?? texts.formerColleague
}
