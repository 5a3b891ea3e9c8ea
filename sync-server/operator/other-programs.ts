import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** A command that is a program of its own, and is called with what follows its name. */
export interface OtherProgram {
  name: string
  /** What may follow the name. */
  parameters: string
  says: string
  /** File in the folder of the server. */
  script: string
  /** Whether the program wants to hear by which name it was called. */
  isNamed?: boolean
  /** Whether it makes the database where there is none. */
  isFirst?: boolean
}

/** SE6, SE7, SE9: what is also there as `npm run verify:audit`, `personal-data`, `retention`, `backup` and `restore`. */
export const otherPrograms: readonly OtherProgram[] = [
  {
    name: 'backup',
    parameters: '<file>',
    says: 'copy the database of DATA_DIR, also while the server runs, and check the copy',
    script: 'backup.ts',
  },
  {
    name: 'restore',
    parameters: '<file>',
    says: 'put a copy in the place of the database of DATA_DIR; stop the server first',
    script: 'restore.ts',
    isFirst: true,
  },
  {
    name: 'audit',
    parameters: '[--person <staffNo>] [--from <day>] …',
    says: 'find rows of the audit, the newest first; --help lists the conditions',
    script: 'find-in-audit.ts',
  },
  {
    name: 'verify-audit',
    parameters: '[<file of heads> …]',
    says: 'check the audit chain; the first wrong row and exit code 1 when it is broken',
    script: 'verify-audit.ts',
  },
  {
    name: 'show-customer',
    parameters: '<customer>',
    says: 'all that is held about one customer: personal data, for the customer alone',
    script: 'personal-data.ts',
    isNamed: true,
  },
  {
    name: 'erase-customer',
    parameters: '<customer> --reason <text> [--with-merged]',
    says: 'erase one customer everywhere, and asks about cards merged with it; prints a certificate',
    script: 'personal-data.ts',
    isNamed: true,
  },
  {
    name: 'erasure-status',
    parameters: '<customer>',
    says: 'which devices have confirmed an erasure, and which have not',
    script: 'personal-data.ts',
    isNamed: true,
  },
  {
    name: 'retention',
    parameters: '[--dry-run]',
    says: 'take out what has been kept for long enough, or count it',
    script: 'run-retention.ts',
  },
]

/** Runs it with what it prints going to the terminal; answers its exit code. */
export function runOtherProgram(
  { name, script, isNamed = false }: OtherProgram,
  values: readonly string[],
): number {
  const file = join(import.meta.dirname, '..', script)
  const words = [file, ...(isNamed ? [name] : []), ...values]
  return spawnSync(process.execPath, words, { stdio: 'inherit' }).status ?? 1
}
