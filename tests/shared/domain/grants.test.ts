import { expect, test } from 'vitest'
import { type Directory, type Grants, grantsOf, mayRead, mayWrite } from '#shared/domain/grants.ts'
import type { Role } from '#shared/domain/role.ts'
import type { Change, OperationDraft } from '#shared/protocol/operation.ts'
import type { RecordBody, RecordType } from '#shared/protocol/record.ts'
import {
  betweenColleaguesScope,
  branchScope,
  complaintsScope,
  portfolioScope,
  restrictedComplaintsScope,
  staffScope,
} from '#shared/protocol/scope.ts'
import {
  branchId,
  complaint,
  customer,
  id,
  operation,
  patch,
  recordWith,
  task,
} from '#tests/shared/protocol/operation-samples.ts'

const staff: Record<Role, string> = {
  rm: id(21),
  lobby: id(22),
  teller: id(23),
  lead: id(24),
  consumer_protection: id(25),
  admin: id(26),
}
const otherRm = id(27)
const leaver = id(28)
const roles = Object.keys(staff) as Role[]

const directory: Directory = {
  staffOfBranch: (asked) =>
    asked === branchId
      ? [
          ...roles.map((role) => ({ staffId: staff[role], role, active: true })),
          { staffId: otherRm, role: 'rm' as const, active: true },
          { staffId: leaver, role: 'teller' as const, active: false },
        ]
      : [],
}

function grants(role: Role): Grants {
  return grantsOf({ staffId: staff[role], role, branchId }, directory)
}

/** The roles that may do this, each in the own name. */
function allowed(
  type: RecordType,
  change: Change | ((role: Role) => Change),
  record: RecordBody | undefined,
  scope: string | ((role: Role) => string),
): Role[] {
  return roles.filter((role) => {
    const made = typeof change === 'function' ? change(role) : change
    const draft = operation(type, made, { author: staff[role] })
    const place = { scope: typeof scope === 'function' ? scope(role) : scope }
    return mayWrite(grants(role), draft, record, place).ok
  })
}

const edit = (field: string): Change => patch({ [field]: { from: null, to: 'x' } })
const create = (data: Record<string, unknown>): Change => ({ kind: 'create', args: { data } })
const append = (kind: string): Change => ({ kind: 'append', args: { event: { id: id(80), kind } } })

function scopes(role: Role): string[] {
  return [...grants(role).scopes].toSorted()
}

test('[SC2] each role holds exactly its scopes', () => {
  const branch = (role: Role) => [
    'org',
    staffScope(staff[role]),
    branchScope(branchId),
    betweenColleaguesScope(branchId),
    complaintsScope(branchId),
  ]
  const restricted = restrictedComplaintsScope(branchId)
  expect(scopes('admin')).toEqual(['org', staffScope(staff.admin)])
  expect(scopes('lobby')).toEqual(branch('lobby').toSorted())
  expect(scopes('teller')).toEqual(branch('teller').toSorted())
  expect(scopes('rm')).toEqual([...branch('rm'), portfolioScope(staff.rm)].toSorted())
  expect(scopes('consumer_protection')).toEqual(
    [...branch('consumer_protection'), restricted].toSorted(),
  )
  const portfolios = [...Object.values(staff), otherRm, leaver].map(portfolioScope)
  expect(scopes('lead')).toEqual([...branch('lead'), restricted, ...portfolios].toSorted())
})

test('[SC2] a restricted complaint is read by lead and officer, but by neither when it names him', () => {
  const scope = restrictedComplaintsScope(branchId)
  const readers = (respondentStaffId: string) => {
    const record = { type: 'complaint', scope, data: complaint({ respondentStaffId }) }
    return roles.filter((role) => mayRead(grants(role), record))
  }
  expect(readers(staff.teller)).toEqual(['lead', 'consumer_protection'])
  expect(readers(staff.lead)).toEqual(['consumer_protection'])
  expect(readers(staff.consumer_protection)).toEqual(['lead'])
})

test('[SC2][SC5][R21] a task between two colleagues is read and changed by the two, and given to nobody else', () => {
  const scope = betweenColleaguesScope(branchId)
  const data = task({ askedBy: staff.rm, assigneeId: staff.teller, branchId })
  const record = recordWith('task', data)
  expect(roles.filter((role) => mayRead(grants(role), { type: 'task', scope, data }))).toEqual([
    'rm',
    'teller',
  ])
  expect(allowed('task', edit('title'), record, scope)).toEqual(['rm', 'teller'])
  const complete: Change = { kind: 'complete', args: { completionId: id(70) } }
  expect(allowed('task', complete, record, scope)).toEqual(['rm', 'teller'])
  expect(allowed('task', { kind: 'archive', args: {} }, record, scope)).toEqual(['rm'])
  const passedOn = patch({ assigneeId: { from: staff.teller, to: staff.lobby } })
  expect(allowed('task', passedOn, record, scope)).toEqual([])
  const given = (assigneeId: string) =>
    allowed(
      'task',
      (role) => create({ ...data, askedBy: staff[role], assigneeId }),
      undefined,
      scope,
    )
  expect(given(staff.teller)).toEqual(['rm', 'lobby', 'lead', 'consumer_protection'])
  expect(given(staff.admin)).toEqual([])
  expect(given(id(99))).toEqual([])
  expect(given(leaver)).toEqual([])
  expect(allowed('task', create(data), undefined, scope)).toEqual(['rm'])
  expect(allowed('task', create(data), undefined, betweenColleaguesScope(id(2)))).toEqual([])
})

test('[SC5][R21] why a task between two comes back is said by who was to do it, what was heard by who gave it', () => {
  const scope = betweenColleaguesScope(branchId)
  const data = task({ askedBy: staff.rm, assigneeId: staff.teller, branchId })
  const record = recordWith('task', data)
  const says = (change: Change) => allowed('task', change, record, scope)
  expect(says(edit('returned'))).toEqual(['teller'])
  expect(says(patch({ returned: { from: 'x', to: null } }))).toEqual(['rm', 'teller'])
  expect(says({ kind: 'edit-text', args: { field: 'returned', from: '', to: 'x' } })).toEqual([
    'teller',
  ])
  expect(says(patch({ heardAt: { from: null, to: 1 } }))).toEqual(['rm'])
  const begun = create({ ...data, returned: 'x' })
  expect(allowed('task', begun, undefined, scope)).toEqual([])
})

test("[SC5] nobody writes in another's name", () => {
  const draft: OperationDraft = operation('customer', edit('likes'), { author: staff.lead })
  const place = { scope: branchScope(branchId) }
  expect(mayWrite(grants('rm'), draft, recordWith('customer', customer()), place)).toEqual({
    ok: false,
    error: { type: 'foreign-author' },
  })
})

test('[SC5] branch, colleagues and rules are not changed by operations', () => {
  for (const type of ['branch', 'staff', 'rule-table'] as const) {
    expect(allowed(type, edit('name'), recordWith(type, {}), 'org')).toEqual([])
  }
})

test('[SC5] a manager makes customers of his own, the counter and the lead for any manager or lead', () => {
  const made = (ownerId: string) =>
    allowed('customer', create({ ...customer(), ownerId }), undefined, branchScope(branchId))
  expect(made(staff.rm)).toEqual(['rm', 'lobby', 'teller', 'lead'])
  expect(made(otherRm)).toEqual(['lobby', 'teller', 'lead'])
  expect(made(staff.lead)).toEqual(['lobby', 'teller', 'lead'])
  expect(made(staff.teller)).toEqual([])
  expect(made(id(99))).toEqual([])
  expect(allowed('customer', create(customer()), undefined, branchScope(id(2)))).toEqual([])
})

test('[SC5] what helps to greet is for the whole branch to keep, the rest of the card for owner and lead', () => {
  const card = recordWith('customer', customer({ ownerId: staff.rm }))
  const everybody = ['rm', 'lobby', 'teller', 'lead', 'consumer_protection']
  for (const field of ['likes', 'taboos', 'specialCare', 'salutation', 'pinnedNote']) {
    expect(allowed('customer', edit(field), card, branchScope(branchId))).toEqual(everybody)
  }
  const mixed = patch({ likes: { from: null, to: [] }, tier: { from: 'mass', to: 'vip' } })
  const whole: Change[] = [
    edit('name'),
    edit('tier'),
    mixed,
    { kind: 'archive', args: {} },
    create({}),
  ]
  for (const change of whole) {
    expect(allowed('customer', change, card, branchScope(branchId))).toEqual(['rm', 'lead'])
  }
  const another = recordWith('customer', customer({ ownerId: otherRm }))
  expect(allowed('customer', edit('name'), another, branchScope(branchId))).toEqual(['lead'])
})

test('[SC5] profiles, notes, dates and tasks of a customer are written by who holds the portfolio', () => {
  const own = portfolioScope(staff.rm)
  const other = portfolioScope(otherRm)
  for (const type of [
    'profile',
    'important-date',
    'interaction',
    'task',
    'need',
    'finance-snapshot',
    'relation',
    'service-plan',
    'churn-signal',
    'consent',
    'life-event',
  ] as const) {
    expect(allowed(type, edit('note'), recordWith(type, {}), own)).toEqual(['rm', 'lead'])
    expect(allowed(type, edit('note'), recordWith(type, {}), other)).toEqual(['lead'])
    expect(allowed(type, edit('note'), recordWith(type, {}), branchScope(branchId))).toEqual([])
  }
})

test("[SC5] a note is its author's own, a customer task is for a colleague of the branch", () => {
  const scope = portfolioScope(staff.rm)
  expect(allowed('interaction', create({ authorId: staff.rm }), undefined, scope)).toEqual(['rm'])
  expect(allowed('task', create(task({ assigneeId: staff.lobby })), undefined, scope)).toEqual([
    'rm',
    'lead',
  ])
  expect(allowed('task', create(task({ assigneeId: id(99) })), undefined, scope)).toEqual([])
})

test('[SC5] an own task is written by its owner alone and stays with him', () => {
  const self = (role: Role) => create(task({ assigneeId: staff[role] }))
  expect(allowed('task', self, undefined, (role) => staffScope(staff[role]))).toEqual(roles)
  const mine = recordWith('task', task({ assigneeId: staff.rm }))
  expect(allowed('task', edit('title'), mine, staffScope(staff.rm))).toEqual(['rm'])
  const away = patch({ assigneeId: { from: staff.rm, to: staff.lobby } })
  expect(allowed('task', away, mine, staffScope(staff.rm))).toEqual([])
})

test('[SC2] everybody at the counter registers a complaint, also a restricted one', () => {
  const made = (role: Role) => create(complaint({ receivedBy: staff[role] }))
  const everybody = ['rm', 'lobby', 'teller', 'lead', 'consumer_protection']
  expect(allowed('complaint', made, undefined, complaintsScope(branchId))).toEqual(everybody)
  expect(allowed('complaint', made, undefined, restrictedComplaintsScope(branchId))).toEqual(
    everybody,
  )
  expect(allowed('complaint', made, undefined, complaintsScope(id(2)))).toEqual([])
  const forTeller = create(complaint({ receivedBy: staff.teller }))
  expect(allowed('complaint', forTeller, undefined, complaintsScope(branchId))).toEqual([
    'teller',
    'lead',
    'consumer_protection',
  ])
})

test('[SC5] progress is for whoever sees the complaint, deciding for lead, officer and receiver', () => {
  const record = recordWith('complaint', complaint({ receivedBy: staff.teller }))
  const may = (kind: string) =>
    allowed('complaint', append(kind), record, complaintsScope(branchId))
  expect(may('progress')).toEqual(['rm', 'lobby', 'teller', 'lead', 'consumer_protection'])
  for (const kind of ['accepted', 'closed', 'withdrawn']) {
    expect(may(kind)).toEqual(['teller', 'lead', 'consumer_protection'])
  }
  expect(allowed('complaint', edit('matter'), record, complaintsScope(branchId))).toEqual([
    'teller',
    'lead',
    'consumer_protection',
  ])
})

test('[SC5] whoever is complained about writes nothing, also as receiver or lead (invariant 7)', () => {
  const scope = restrictedComplaintsScope(branchId)
  const about = (respondentStaffId: string) =>
    recordWith('complaint', complaint({ receivedBy: staff.teller, respondentStaffId }))
  expect(allowed('complaint', append('closed'), about(staff.teller), scope)).toEqual([
    'lead',
    'consumer_protection',
  ])
  expect(allowed('complaint', append('closed'), about(staff.lead), scope)).toEqual([
    'consumer_protection',
  ])
  expect(allowed('complaint', append('progress'), about(staff.rm), scope)).toEqual([
    'teller',
    'lead',
    'consumer_protection',
  ])
})

test('[SC5] who received a restricted complaint adds to it out of sight, and neither decides nor writes over others', () => {
  const scope = restrictedComplaintsScope(branchId)
  const data = complaint({ receivedBy: staff.teller, sensitive: ['regulator'] })
  const by = staff.teller
  const untouched = { ...recordWith('complaint', data), createdBy: by, updatedBy: by }
  // The teller wrote last, and the lead before.
  const touched = { ...untouched, stamps: { contact: { at: 1, by: staff.lead } } }
  const deciders = ['lead', 'consumer_protection']
  for (const kind of ['note', 'progress']) {
    const readers = ['teller', ...deciders]
    expect(allowed('complaint', append(kind), touched, scope)).toEqual(readers)
  }
  for (const kind of ['accepted', 'closed', 'withdrawn']) {
    expect(allowed('complaint', append(kind), untouched, scope)).toEqual(deciders)
  }
  expect(allowed('complaint', edit('matter'), untouched, scope)).toEqual(['teller', ...deciders])
  expect(allowed('complaint', edit('matter'), touched, scope)).toEqual(deciders)
})

test('[OP4] of a sync issue only its author sets the resolution', () => {
  const issue = recordWith('sync-issue', {})
  const scope = staffScope(staff.rm)
  expect(allowed('sync-issue', edit('resolution'), issue, scope)).toEqual(['rm'])
  expect(allowed('sync-issue', edit('outcome'), issue, scope)).toEqual([])
  expect(allowed('sync-issue', create({}), undefined, scope)).toEqual([])
  expect(allowed('sync-issue', { kind: 'archive', args: {} }, issue, scope)).toEqual([])
})

test('[R1] invariant 11: nobody writes that a product above the capacity was recommended, new or later', () => {
  const note = { customerIds: [id(40)], authorId: staff.rm, text: '谈了基金' }
  const scope = portfolioScope(staff.rm)
  const made = (productTalk: object) =>
    allowed('interaction', create({ ...note, productTalk }), undefined, scope)
  const changed = (to: object | null) =>
    allowed(
      'interaction',
      patch({ productTalk: { from: null, to } }),
      recordWith('interaction', note),
      scope,
    )
  expect(made(talk('R2'))).toEqual(['rm'])
  expect(made(talk('R3'))).toEqual([])
  expect(made({ kind: 'enquiry', grade: 'R5', capacity: 'C2' })).toEqual(['rm'])
  expect(changed(talk('R2'))).toEqual(['rm', 'lead'])
  expect(changed(talk('R3'))).toEqual([])
  expect(changed(null)).toEqual(['rm', 'lead'])
})

function talk(grade: string) {
  return {
    kind: 'recommended',
    grade,
    capacity: 'C2',
    assessedOn: '2026-10-01',
    disclosed: ['spoken'],
  }
}

test('[SC5] what a person keeps for himself is written by nobody else, not even a lead', () => {
  const create: Change = {
    kind: 'create',
    args: { data: { staffId: staff.rm, kind: 'saved-filter', name: '到期的贵宾' } },
  }
  expect(allowed('preference', create, undefined, staffScope(staff.rm))).toEqual(['rm'])
  const kept = recordWith('preference', { staffId: staff.teller })
  expect(allowed('preference', edit('name'), kept, staffScope(staff.teller))).toEqual(['teller'])
})

test('[R30] what a customer said is written by who holds the portfolio, what has no name by the branch, and nobody writes it in another name', () => {
  const own = portfolioScope(staff.rm)
  const branch = branchScope(branchId)
  expect(allowed('feedback', saidTo(staff.rm), undefined, own)).toEqual(['rm'])
  expect(allowed('feedback', saidTo(staff.lead), undefined, own)).toEqual(['lead'])
  expect(allowed('feedback', saidTo(staff.teller), undefined, own)).toEqual([])
  expect(allowed('feedback', saidTo(staff.teller), undefined, branch)).toEqual(['teller'])
  const said = recordWith('feedback', { receivedBy: staff.teller })
  const everybody = ['rm', 'lobby', 'teller', 'lead', 'consumer_protection']
  expect(allowed('feedback', edit('done'), said, branch)).toEqual(everybody)
  expect(allowed('feedback', { kind: 'archive', args: {} }, said, branch)).toEqual([
    'teller',
    'lead',
  ])
  expect(allowed('feedback', edit('done'), said, own)).toEqual(['rm', 'lead'])
  expect(allowed('feedback', edit('done'), said, branchScope(id(2)))).toEqual([])
})

test('[R26] templates of the branch are written by its lead, one’s own by oneself alone', () => {
  const words = create({ occasion: 'birthday' })
  expect(allowed('template', words, undefined, branchScope(branchId))).toEqual(['lead'])
  expect(allowed('template', words, undefined, branchScope(id(2)))).toEqual([])
  expect(allowed('template', words, undefined, (role) => staffScope(staff[role]))).toEqual(roles)
  const own = recordWith('template', { ownerId: staff.rm })
  expect(allowed('template', edit('text'), own, staffScope(staff.rm))).toEqual(['rm'])
})

function saidTo(receivedBy: string): Change {
  return create({ receivedBy })
}
