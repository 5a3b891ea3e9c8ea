/** One rule switched off by a change of the source. */
export interface Mutant {
  rule: string
  /** What is wrong when it is off. */
  what: string
  file: string
  /** Stands exactly once in the file, or the mutant is out of date. */
  find: string
  replace: string
  /** The quickest test files that should notice. */
  tests: string[]
}

export const mutants: Mutant[] = [
  {
    rule: 'SC3',
    what: 'seqs by arrival: the counters of the scopes are not locked',
    file: 'sync-server/store/scope-table.ts',
    find: `          conflict.column('scope').doUpdateSet(({ ref }) => ({ seq: ref('scopes.seq') })),
        )
        .returningAll()
        .execute()`,
    replace: `          conflict.column('scope').doNothing(),
        )
        .execute()
        .then(() => db.selectFrom('scopes').selectAll().where('scope', 'in', sorted).execute())`,
    tests: ['tests/server/postgres-writers.test.ts', 'tests/server/postgres-store.test.ts'],
  },
  {
    rule: 'PL3',
    what: 'operations leave the outbox with the first rows, before the checkpoint',
    file: 'src/sync/pull-store.ts',
    find: `      revokedScopes: [],
      dropOutboxThrough: null,`,
    replace: `      revokedScopes: [],
      dropOutboxThrough: answeredThrough(replica.pending(), Number.MAX_SAFE_INTEGER),`,
    tests: ['tests/sync/pull.test.ts'],
  },
  {
    rule: 'SR1',
    what: 'the rows of a scope that is not held any more stay',
    file: 'src/sync/revoked-scopes.ts',
    find: 'scopes[scope] === undefined)',
    replace: 'scopes[scope] === undefined && scope === scope.slice(1))',
    tests: ['tests/sync/revoke.test.ts', 'tests/sync/pull.test.ts'],
  },
  {
    rule: 'SR2',
    what: 'what a former owner still typed is refused instead of laid before the new one',
    file: 'sync-server/handed-over-work.ts',
    find: 'if (operation.author !== account.id || !(isRefused || isMissing)) return undefined',
    replace: 'if (operation.author !== account.id || isRefused || isMissing) return undefined',
    tests: ['tests/server/handed-over-work.test.ts'],
  },
  {
    rule: 'PU1',
    what: 'a number that comes again is run again instead of answered from the stored result',
    file: 'sync-server/accept-push.ts',
    find: '    if (n === lastN + 1) {',
    replace: '    if (n <= lastN + 1) {',
    tests: ['tests/server/push.test.ts'],
  },
  {
    rule: 'PU2',
    what: 'an operation that meets a bug brings down its whole push',
    file: 'sync-server/accept-operation.ts',
    find: 'if (error instanceof LostRace) throw error',
    replace: 'throw error',
    tests: ['tests/server/operation-bug.test.ts'],
  },
  {
    rule: 'ME1',
    what: 'what the author saw is not asked for: the last one to arrive wins',
    file: 'src/shared/protocol/merge-field.ts',
    find: '  if (same(current, from)) {',
    replace: '  if (same(current, from) || from !== undefined) {',
    tests: ['tests/shared/protocol/apply-operation.test.ts'],
  },
  {
    rule: 'ME2',
    what: 'times of a clock that is ahead are taken at their word',
    file: 'src/shared/protocol/apply-operation.ts',
    find: 'Math.max(0, Math.min(operation.at + clockOffset, receivedAt))',
    replace: 'Math.max(0, operation.at + 0 * clockOffset)',
    tests: ['tests/shared/protocol/apply-operation.test.ts'],
  },
  {
    rule: 'ME4',
    what: 'two edits that both change an amount are joined',
    file: 'src/shared/protocol/merge-text.ts',
    find: 'if (onlyMine.some(hasNumber) && onlyTheirs.some(hasNumber)) {',
    replace: 'if (onlyMine.some(hasNumber) && onlyTheirs.length < 0) {',
    tests: ['tests/shared/protocol/merge-text.test.ts'],
  },
  {
    rule: 'ME6',
    what: 'a stale device goes on with a closed complaint',
    file: 'src/shared/domain/complaint-fold.ts',
    find: '  if (isFinal(state)) return undefined',
    replace: "  if (isFinal(state) && kind === 'closed') return undefined",
    tests: ['tests/shared/domain/complaint-fold.test.ts'],
  },
  {
    rule: 'OP3',
    what: 'a completion that is there already is refused instead of recognised',
    file: 'src/shared/protocol/apply-completion.ts',
    find: "return isSame ? ok([{ effect: 'unchanged' }])",
    replace: "return isSame && known.length > 9 ? ok([{ effect: 'unchanged' }])",
    tests: [
      'tests/shared/protocol/apply-operation.test.ts',
      'tests/shared/protocol/apply-properties.test.ts',
    ],
  },
  {
    rule: 'SC5',
    what: 'pulled rows are not decided against the grants',
    file: 'sync-server/visible-rows.ts',
    find: 'return mayRead(grants, { type, scope, data })',
    replace: 'return mayRead(grants, { type, scope, data }) || scope.length > 0',
    tests: ['tests/server/grants.test.ts'],
  },
  {
    rule: 'SC5',
    what: 'a colleague of the counter changes the whole card of a customer',
    file: 'src/shared/domain/write-rules.ts',
    find: '  return fields !== undefined && fields.every((field) => greetingFields.has(field))',
    replace: '  return fields !== undefined && greetingFields.size > 0',
    tests: ['tests/authorisation/authorisation.test.ts'],
  },
  {
    rule: 'SC5',
    what: 'what lies in another branch is refused, and so known to be there',
    file: 'src/shared/domain/grants.ts',
    find: '  return scope === orgScope || holder === person.branchId',
    replace: '  return scope === orgScope || holder.length > 0',
    tests: ['tests/authorisation/authorisation.test.ts'],
  },
  {
    rule: 'SC5',
    what: 'what helps to greet is for the owner and the lead alone: refused without need',
    file: 'src/shared/domain/write-rules.ts',
    find: "const greetingFields = new Set(['salutation', 'likes',",
    replace: "const greetingFields = new Set(['salutation',",
    tests: ['tests/authorisation/authorisation.test.ts'],
  },
  {
    rule: 'SC2',
    what: 'an officer of consumer protection reads the portfolios of managers',
    file: 'src/shared/domain/grants.ts',
    find: '      return [...branch, restrictedComplaintsScope(branchId)]',
    replace:
      '      return [...branch, restrictedComplaintsScope(branchId), ...colleagueIds.map(portfolioScope)]',
    tests: ['tests/authorisation/authorisation.test.ts'],
  },
  {
    rule: 'SC1',
    what: 'what hangs on a customer stays where the former owner can read it',
    file: 'sync-server/hand-over.ts',
    find: 'records.replace(child, reassigned(child.record, { fromId, toId }, stamp), next)',
    replace:
      'records.replace(child, reassigned(child.record, { fromId, toId }, stamp), next && former)',
    tests: ['tests/authorisation/authorisation.test.ts'],
  },
  {
    rule: 'SC4',
    what: 'a record that leaves a scope leaves no out row there',
    file: 'sync-server/store/record-changes.ts',
    find: '      outs.push({ scope: before.scope,',
    replace: '      ;[].push({ scope: before.scope,',
    tests: ['tests/server/handover.test.ts', 'tests/server/sqlite-store.test.ts'],
  },
  {
    rule: 'I6',
    what: 'a position is stored before its rows',
    file: 'src/sync/pull-store.ts',
    find: '      const earlyTierIsComplete =',
    replace: `      ;(positions[page.scope] ??= {})[String(page.tier)] = page.through
      const earlyTierIsComplete =`,
    tests: ['tests/sync/pull.test.ts'],
  },
  {
    rule: 'CL6',
    what: 'older code writes into a newer vault',
    file: 'src/vault/schema-gate.ts',
    find: 'if (schema.epoch !== schemaEpoch) throw new NewerSchemaError()',
    replace: '',
    tests: ['tests/vault/outbox.test.ts', 'tests/vault/open-vault.test.ts'],
  },
  {
    rule: 'GC2',
    what: 'a device does not notice that a backup was put back',
    file: 'src/sync/round.ts',
    find: '  if (known !== serverEpoch) {',
    replace: '  if (known !== serverEpoch && known.length === 0) {',
    tests: ['tests/sync/new-epoch.test.ts', 'tests/server/restore.test.ts'],
  },
  {
    rule: 'CL5',
    what: 'a clock that was set back keeps a device from syncing',
    file: 'src/sync/engine.ts',
    find: '    schedule = afterClockChange(schedule, now())',
    replace: '    schedule = afterClockChange(schedule, Infinity)',
    tests: ['tests/simulation/known-histories.test.ts'],
  },
  {
    rule: 'SE2',
    what: 'a copy of a token that was replaced is good for ever',
    file: 'sync-server/session-token.ts',
    find: "  return beganAt <= spentAt + overtakingMs ? 'late' : 'reused'",
    replace: "  return beganAt <= spentAt + overtakingMs ? 'late' : 'good'",
    tests: ['tests/server/session-rotation.test.ts'],
  },
  {
    rule: 'SE2',
    what: 'a token is spent when its replacement is offered, so that a lost answer locks out',
    file: 'sync-server/rotate-sessions.ts',
    find: '    await sessions.use(tokenHash, now)\n    await devices',
    replace: '    await sessions.endDevice(token.device)\n    await devices',
    tests: ['tests/server/session-rotation.test.ts'],
  },
  {
    rule: 'SE2',
    what: 'the end of a session is not told to its live stream',
    file: 'sync-server/end-session.ts',
    find: '  if (wasThere) records.poke([staffScope(staffId)])\n',
    replace: '  if (!wasThere) records.poke([staffScope(staffId)])\n',
    tests: ['tests/server/devices.test.ts'],
  },
]
