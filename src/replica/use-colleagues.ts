import { useMemo } from 'react'
import { type CalledColleague, calledColleagues } from '#shared/domain/colleague-in-text.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import type { Role } from '#shared/domain/role.ts'
import { useAll, useSession } from './use-replica.ts'

/** A colleague of the branch who can be given something to do. */
export interface Colleague extends CalledColleague {
  record: RecordOf<'staff'>
}

/** R21: everybody who works in the branch now, but an administrator and oneself, and how each is called in a text. */
export function useColleagues(roleNames: Readonly<Record<Role, string>>): readonly Colleague[] {
  const { branchId, staffId } = useSession()
  const staff = useAll('staff')
  return useMemo(() => {
    const here = staff.filter(
      ({ id, data }) =>
        id !== staffId && data.active && data.branchId === branchId && data.role !== 'admin',
    )
    const called = calledColleagues(
      here.map(({ id, data }) => ({ staffId: id, ...data })),
      roleNames,
    )
    return here.flatMap((record, index) => {
      const each = called[index]
      return each === undefined ? [] : [{ ...each, record }]
    })
  }, [staff, branchId, staffId, roleNames])
}
