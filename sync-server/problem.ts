import type { Problem } from '#shared/protocol/session-message.ts'

/** A refusal that is answered as a problem document (RFC 9457); thrown from handlers, never a bug. */
export class HttpProblem extends Error {
  readonly problem: Problem
  readonly headers: Record<string, string>

  constructor(problem: Problem, headers: Record<string, string> = {}) {
    super(problem.title)
    this.problem = problem
    this.headers = headers
  }
}

/** Every problem that this server answers: its path, its status, and what it says to a developer. */
const known = {
  malformed: [400, 'The body is not JSON that can be read.'],
  'wrong-origin': [403, 'This must be asked for by a page of this server.'],
  'needs-https': [403, 'Sign in over https, or on the machine itself.'],
  'not-signed-in': [401, 'There is no session.'],
  'wrong-password': [401, 'Staff number or password is wrong.'],
  'passkey-refused': [401, 'This passkey does not open the door.'],
  'wrong-code': [403, 'The set-up code is wrong.'],
  'not-allowed': [403, 'This role may not do this.'],
  'other-device': [403, 'The session belongs to another device.'],
  'device-to-wipe': [403, 'This device was reported as lost and is to be wiped.'],
  'not-found': [404, 'There is nothing here.'],
  'already-set-up': [409, 'This server is set up already.'],
  'last-administrator': [409, 'This is the last administrator; nobody could open the door again.'],
  'still-needed': [409, 'This colleague has customers or hand-overs in the branch.'],
  'backup-elsewhere': [409, 'This database is copied by its own tools.'],
  'branch-code-taken': [409, 'Another branch has this code.'],
  'staff-number-taken': [409, 'Another colleague has this staff number.'],
  'passkey-known': [409, 'This passkey is known already.'],
  'too-many-passkeys': [409, 'Remove a passkey before another one is added.'],
  'device-of-another': [409, 'This device id belongs to another person.'],
  'stale-epoch': [409, 'This device started again since; its operations are kept for review.'],
  'recovery-moved-on': [409, 'This was decided meanwhile, or its time is over.'],
  'nobody-to-hand-to': [409, 'The account has ended, and the branch has no lead.'],
  'wipe-under-way': [409, 'The device has been told already; this cannot be taken back.'],
  'operation-changed': [409, 'Another operation was accepted under this number.'],
  'upgrade-required': [
    426,
    'This app is too old to read what is sent; what it has is still taken.',
  ],
  'too-slow': [408, 'The request took too long to arrive.'],
  'too-large': [413, 'The request is too large.'],
  'wrong-media-type': [415, 'Only application/json is taken, as it is and not compressed.'],
  invalid: [422, 'The request does not have the form that is asked for.'],
  'too-many-requests': [429, 'Too much was asked for; come again later.'],
  'headers-too-large': [431, 'The headers are too large.'],
  internal: [500, 'Something is broken here.'],
  unavailable: [503, 'The server cannot answer now.'],
} as const
export type ProblemName = keyof typeof known

/** SE1, SE5: come again in so many ms, which the document and the header say. */
export function tooManyRequests(waitMs: number): HttpProblem {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000))
  return problem('too-many-requests', { retryAfterMs: waitMs }, { 'retry-after': String(seconds) })
}

/** Makes a refusal; `more` adds members, `headers` go with the answer. */
export function problem(
  name: ProblemName,
  more: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): HttpProblem {
  const [status, title] = known[name]
  return new HttpProblem({ type: `/problems/${name}`, title, status, ...more }, headers)
}
