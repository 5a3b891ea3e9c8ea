import { civilDateInShanghai } from '#shared/domain/civil-date.ts'
import type { BranchSize } from '#server/demo/generate-branch.ts'

/** The branch that the bars speak of; 2,000 complaints carry about 6,000 events. */
export const workBranch: BranchSize = {
  seed: 'bench',
  today: civilDateInShanghai(Date.now()),
  customers: 10_000,
  notes: 20_000,
  tasks: 10_000,
  complaints: 2000,
  dates: 0,
}

/** Everybody in it signs in with this. */
export const branchPassword = 'correct horse 正确的马'
