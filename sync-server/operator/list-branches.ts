import { Branch } from '#shared/domain/branch.ts'
import type { OperatorCommand } from './operator-command.ts'
import { textTable } from './text-table.ts'

export const listBranches: OperatorCommand = {
  name: 'branches',
  parameters: [],
  says: 'all branches: short form, name, colleagues with an open account, complaint hotline',
  async run({ store }) {
    const rows = await store.read(async ({ branches, staff, records }) => {
      const people = await staff.all()
      const lines: string[][] = []
      for (const { id, code, name } of await branches.all()) {
        const active = people.filter(({ branchId, active }) => branchId === id && active).length
        const stored = await records.get('branch', id)
        const hotline = Branch.safeParse(stored?.record.data).data?.complaintHotline ?? ''
        lines.push([code, name, String(active), hotline])
      }
      return lines
    })
    return textTable(['code', 'name', 'colleagues', 'hotline'], rows)
  },
}
