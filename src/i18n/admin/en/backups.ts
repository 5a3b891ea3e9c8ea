import { counted } from '#i18n/en/counted.ts'
import type { backups as source } from '#i18n/admin/zh-CN/backups.ts'

/** Back-ups: the last copy, a new one, and how one is put back. */
export const backups: typeof source = {
  title: 'Back-up and restore',
  text: 'Copies of the database of the server. Putting one back is done by an operator on the server.',
  entryText: 'When it was backed up last, and backing up now',
  offline: 'Looking at back-ups needs the network.',
  last: 'Last back-up',
  never: 'Never backed up',
  neverText:
    'If the server breaks, all that is left is what the devices have of the last 30 days. Back up now.',
  ago: {
    today: 'today',
    days: (days) => `${counted(days, 'day')} ago`,
  },
  old: (days) => `Not backed up for ${counted(days, 'day')}`,
  check: 'Check',
  verified: 'Whole',
  size: (megabytes) => `${megabytes} MB`,
  when: 'When',
  sizeLabel: 'Size',
  file: 'File',
  byOperator: 'Kept by an operator',
  failed: (when) =>
    `The back-up of ${when} failed. Look at the free space on the server, and try again.`,
  start: 'Back up now',
  started: 'Backing up; you can leave this page.',
  startFailed: 'It was not started. Please try again later.',
  done: 'Backed up',
  steps: { copying: 'Copying', checking: 'Checking' },
  progress: (done, all) => `${done} of ${all} MB`,
  where:
    'Copies lie in the back-up folder of the server, for its account alone. They hold customer data: encrypt them, and keep them on another machine.',
  restore: 'Restore',
  restoreText: 'By an operator on the server, after stopping it:',
  restoreAfter:
    'What was entered since the back-up is not lost: devices keep it for 30 days and upload it again. Accounts ended since have to be ended again, and customers erased since erased again.',
  automatic: 'Every day',
  automaticText: 'Let the server run this each day:',
  postgres: 'The data is in PostgreSQL',
  postgresText:
    'It is backed up by the tools of the database; nothing of that is seen here. An operator runs:',
  postgresRestore: 'To restore, stop all servers, then:',
  commands: {
    backup: 'npm run admin -- backup /backup/branchbook-$(date +%F).sqlite',
    restore: 'npm run admin -- restore /backup/FILE.sqlite',
    dump: 'pg_dump --format=custom --file=/backup/branchbook.dump "$DATABASE_URL"',
    load: 'pg_restore --clean --if-exists --dbname="$DATABASE_URL" /backup/branchbook.dump && npm run new-epoch',
  },
}
