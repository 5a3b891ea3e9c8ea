/**
 * The tables of docs/sync.md that follow from the code: who holds which scope, and every field of every record type.
 * `npx node scripts/describe-records.ts` prints them; with `--write` it puts them between the markers of docs/sync.md.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { grantsOf } from '#shared/domain/grants.ts'
import { scopeOf } from '#shared/domain/record-scope.ts'
import { recordTypeDefinitions } from '#shared/domain/record-types.ts'
import { roles } from '#shared/domain/role.ts'
import { type RecordType, recordTypes } from '#shared/protocol/record.ts'

/** What this script needs of JSON Schema. */
interface Shape {
  type?: string
  const?: string
  enum?: string[]
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  items?: Shape
  properties?: Record<string, Shape>
  required?: string[]
  additionalProperties?: Shape | boolean
  anyOf?: Shape[]
  oneOf?: Shape[]
}

const page = join(import.meta.dirname, '..', 'docs', 'sync.md')
const markers = {
  start: '<!-- describe-records -->\n<!-- prettier-ignore-start -->\n',
  end: '<!-- prettier-ignore-end -->\n<!-- /describe-records -->',
}

const tables = [scopeTable(), ...recordTypes.map(recordTable)].join('\n\n')
if (process.argv.includes('--write')) writeBetweenMarkers(tables)
else process.stdout.write(`${tables}\n`)

function writeBetweenMarkers(text: string): void {
  const before = readFileSync(page, 'utf8')
  const start = before.indexOf(markers.start)
  const end = before.indexOf(markers.end)
  if (start === -1 || end < start) throw new Error('docs/sync.md has lost its markers.')
  const head = before.slice(0, start + markers.start.length)
  writeFileSync(page, `${head}\n${text}\n\n${before.slice(end)}`)
}

/** SC2, asked of `grantsOf` with names instead of ids. */
function scopeTable(): string {
  const directory = {
    staffOfBranch: () => [{ staffId: '<colleague>', role: 'rm' as const, active: true }],
  }
  const held = roles.map((role) => [
    ...grantsOf({ staffId: '<self>', role, branchId: '<branch>' }, directory).scopes,
  ])
  const scopes = [...new Set(held.flat())]
  const rows = scopes.map((scope) => [
    code(scope),
    ...held.map((own) => (own.includes(scope) ? '✓' : '')),
  ])
  return table(['scope', ...roles.map(code)], rows)
}

function recordTable(type: RecordType): string {
  const { schema, policies, tier } = recordTypeDefinitions[type]
  // What zod says of a schema is JSON Schema; only the members named above are read.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const { properties = {}, required = [] } = z.toJSONSchema(schema) as Shape
  const rows = Object.entries(properties).map(([field, shape]) => [
    code(field) + (required.includes(field) ? '' : ' (optional)'),
    describe(shape),
    code(policies[field] ?? ''),
  ])
  const head = `#### ${code(type)}\n\nScope ${scopesOf(type)}, tier ${tier}.\n\n`
  return head + table(['field', 'value', 'policy'], rows)
}

/** SC1, asked of `scopeOf` with names instead of ids. */
function scopesOf(type: RecordType): string {
  if (type === 'sync-issue') return code('staff:<author>')
  if (type === 'loss-report') return code('staff:<reader>')
  const customer = { branchId: '<branch>', ownerId: '<owner of the customer>' }
  const own = { branchId: '<branch>', assigneeId: '<assignee>', staffId: '<colleague>' }
  const samples: [Record<string, unknown>, string][] = [
    [{ ...own, customerId: 'c', customerIds: ['c'] }, 'as a rule'],
    [own, 'without a customer'],
    [{ ...own, askedBy: 's' }, 'given to a colleague'],
    [{ ...own, customerId: 'c', sensitive: ['media'] }, 'flagged, or about a colleague'],
    [{ branchId: '<branch>', ownerId: '<owner>' }, 'one’s own'],
  ]
  const found = new Map<string, string>()
  for (const [data, when] of samples) {
    const scope = scopeOf(type, 'c', data, () => customer)
    if (scope.ok && !found.has(scope.value)) found.set(scope.value, when)
  }
  return [...found]
    .map(([scope, when], index) => code(scope) + (index > 0 ? ` (${when})` : ''))
    .join(' or ')
}

function describe(shape: Shape): string {
  const choices = shape.anyOf ?? shape.oneOf
  if (choices !== undefined) return describeChoices(choices)
  if (shape.const !== undefined) return code(shape.const)
  if (shape.enum !== undefined) return shape.enum.map(code).join(' ')
  switch (shape.type) {
    case 'string':
      return describeText(shape)
    case 'integer':
    case 'number':
      return describeNumber(shape)
    case 'array':
      return `list${amount(shape.minItems, shape.maxItems)} of ${describe(shape.items ?? {})}`
    case 'object':
      return describeObject(shape)
    default:
      return shape.type ?? 'anything'
  }
}

/** What kinds of an object have in common is said once. */
function describeChoices(choices: Shape[]): string {
  const [first, ...others] = choices
  const isRequired = (name: string) => first?.required?.includes(name) ?? false
  const common = Object.keys(first?.properties ?? {}).filter((name) =>
    others.every(
      ({ properties = {}, required = [] }) =>
        name !== 'kind' && name in properties && required.includes(name) === isRequired(name),
    ),
  )
  if (common.length === 0) return choices.map(describe).join(' or ')
  const kinds = choices.map(({ properties = {}, required = [] }) => {
    const own = Object.keys(properties).filter((name) => name !== 'kind' && !common.includes(name))
    const more = own.length === 0 ? '' : ` with ${members(properties, required, own)}`
    return describe(properties['kind'] ?? {}) + more
  })
  const shared = members(first?.properties ?? {}, first?.required ?? [], common)
  return `{ ${shared}, ${code('kind')}: ${kinds.join('; ')} }`
}

function describeText({ format, pattern, minLength, maxLength }: Shape): string {
  if (format === 'uuid') return 'uuid'
  if (pattern === String.raw`^\d{4}-\d{2}-\d{2}$`) return 'civil date'
  if (pattern !== undefined) return code(pattern.replaceAll('|', String.raw`\|`))
  return `text${amount(minLength, maxLength)}`
}

function describeNumber({ type = '', minimum, maximum }: Shape): string {
  // JSON Schema names the largest safe integer where no limit was set.
  const most = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum
  return type + amount(minimum, most)
}

function describeObject({ properties, required = [], additionalProperties }: Shape): string {
  if (properties === undefined) {
    return `map of ${describe(typeof additionalProperties === 'object' ? additionalProperties : {})}`
  }
  return `{ ${members(properties, required)} }`
}

function members(
  properties: Record<string, Shape>,
  required: string[],
  names = Object.keys(properties),
): string {
  return names
    .map(
      (name) =>
        `${code(name)}${required.includes(name) ? '' : '?'}: ${describe(properties[name] ?? {})}`,
    )
    .join(', ')
}

/** ` 1–60`, ` ≤ 60`, ` ≥ 1`, or nothing. */
function amount(least: number | undefined, most: number | undefined): string {
  if (least === undefined) return most === undefined ? '' : ` ≤ ${most}`
  if (most === undefined) return ` ≥ ${least}`
  return least === most ? ` ${least}` : ` ${least}–${most}`
}

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map(tableRow).join('\n')
}

function tableRow(cells: string[]): string {
  return `| ${cells.join(' | ')} |`
}

function code(text: string): string {
  return `\`${text}\``
}
