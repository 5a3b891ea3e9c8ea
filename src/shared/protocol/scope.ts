import * as z from 'zod/mini'

/**
 * SC1: every record has exactly one scope; who holds which scope says `grantsOf`.
 * The part behind the colon is the id of a branch or of a colleague.
 */
export const Scope = z
  .string()
  .check(
    z.regex(
      /^(org|(branch|portfolio|staff|complaints|complaints-restricted):[0-9a-f-]{36})$/,
      'scope: unknown form',
    ),
  )
export type Scope = z.infer<typeof Scope>

/** Rule tables, working calendar, branch directory. */
export const orgScope: Scope = 'org'

/** Colleagues and customer cards of one branch. */
export function branchScope(branchId: string): Scope {
  return `branch:${branchId}`
}

/** Profiles, notes, dates and tasks of the customers that one colleague owns. */
export function portfolioScope(staffId: string): Scope {
  return `portfolio:${staffId}`
}

export function isPortfolio(scope: Scope): boolean {
  return scope.startsWith('portfolio:')
}

/** One colleague's own tasks, settings and sync issues. */
export function staffScope(staffId: string): Scope {
  return `staff:${staffId}`
}

/**
 * Tasks that one colleague of a branch gave another; each of them reads his own alone (SC2). The form is that of a colleague's
 * own scope, with the branch for the holder, because readers of before know no other.
 */
export function betweenColleaguesScope(branchId: string): Scope {
  return `staff:${branchId}`
}

/** Complaints of one branch. */
export function complaintsScope(branchId: string): Scope {
  return `complaints:${branchId}`
}

/** Complaints that name a colleague or are flagged sensitive. */
export function restrictedComplaintsScope(branchId: string): Scope {
  return `complaints-restricted:${branchId}`
}
