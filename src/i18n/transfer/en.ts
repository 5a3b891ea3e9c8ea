import { counted } from '#i18n/en/counted.ts'
import type { transfer as source } from './zh-CN.ts'

/** Import and export of customers as files. */
export const transfer: typeof source = {
  importTitle: 'Import customers',
  exportTitle: 'Export customers',
  importHint: 'From Excel, a CSV table or vCards, also offline',
  exportHint: 'As Excel, a CSV table or vCards, as the list is filtered',
  notYours: 'Customers are imported and exported by relationship managers and branch leads.',
  stillOpening: 'Records are still being opened; repeats are looked for then…',
  fields: {
    name: 'Name',
    salutation: 'Salutation',
    gender: 'Gender',
    tier: 'Tier',
    mobile: 'Mobile',
    tel: 'Landline',
    wechat: 'WeChat',
    email: 'Email',
    address: 'Address',
    identity: 'Identity number',
    birthday: 'Birthday',
    occupation: 'Occupation',
    employer: 'Employer',
    aliases: 'Aliases',
    likes: 'Likes',
    taboos: 'Taboos',
    tags: 'Tags',
    family: 'Family',
    habits: 'Habits',
    needs: 'Needs',
    relations: 'Relations',
    planGoals: 'Plan goals',
    planNextSteps: 'Plan next steps',
    planReviewOn: 'Plan review',
    pinnedNote: 'Note',
  },
  choose: 'Choose a file',
  chooseText: 'or drop it here',
  chooseLimits: (megabytes, rows) =>
    `Excel, CSV or vCard (.xlsx, .csv, .vcf), up to ${megabytes} MB and ${counted(rows, 'row')}.`,
  chooseSafe:
    'The file is read on this device only, and nothing is imported before you have checked it. If you close the page half way, choose the same file again: what is there is skipped.',
  template: 'Download an empty template',
  templateName: 'customer-import-template',
  reading: 'Reading…',
  share: (percent) => `${percent}%`,
  trouble: {
    'too-large': (megabytes) =>
      `The file is larger than ${megabytes} MB and was not read. Split it into several files.`,
    'too-many-rows': (rows) =>
      `The table has more than ${counted(rows, 'row')} and was not read. Split it into several files.`,
    empty: 'There is nothing in this file.',
    'open-quote':
      'A quotation mark is never closed, so the rows after it cannot be read. Check the file and choose it again.',
    'no-cards': 'There is no vCard in this file.',
    'not-a-table': 'This is neither Excel nor CSV nor vCard; there is no table in it.',
    'not-a-workbook':
      'The file is called an Excel workbook but is none. Open it in Excel or WPS, save it as .xlsx and choose it again.',
    'no-workbook':
      'There is no Excel sheet in this file. Save it as .xlsx in Excel or WPS and choose it again.',
    'old-workbook':
      'This is an old .xls, or a workbook with a password, and cannot be read. Take the password off in Excel or WPS, save it as .xlsx and choose it again.',
    'damaged-workbook':
      'The workbook is incomplete or damaged and was not read. Open it in Excel or WPS, save it and choose it again.',
    'too-inflated': (megabytes) =>
      `Unpacked, the workbook is larger than ${megabytes} MB and was not read. Copy the rows to a new workbook, or split it into several files.`,
    unreadable: 'The file could not be opened; it may have been moved. Choose it again.',
  },
  file: 'File',
  rowCount: (rows) => counted(rows, 'row'),
  cardCount: (cards) => counted(cards, 'card'),
  otherFile: 'Another file',
  encoding: 'Encoding',
  encodings: { 'utf-8': 'UTF-8', gb18030: 'GBK', 'utf-16le': 'UTF-16' },
  sheet: 'Sheet',
  formulas: (count) =>
    `${counted(count, 'cell is a formula', 'cells are formulas')}: the results that the file holds are taken, nothing is worked out anew. Please check. `,
  formulasEmpty: (count) =>
    `${counted(count, 'of them holds no result and counts', 'of them hold no result and count')} as empty.`,
  garbled: 'Some characters cannot be read; try another encoding.',
  hasHeader: 'The first row is a header',
  owner: 'Owner',
  chooseOwner: 'Choose',
  columns: 'What the columns hold',
  columnsText: 'Found by their headers; change what is wrong',
  column: (number) => `Column ${number}`,
  ignored: 'Not imported',
  sample: (value) => `such as ${value}`,
  needName: 'No column holds the name yet. Choose “Name” for one of them above.',
  headerMissing: 'No header was recognised: say what each column holds.',
  preview: 'As they will be',
  previewText: 'The first ones; contact details are masked as everywhere',
  checking: 'Checking…',
  checked: 'What was found',
  good: (count) => `${counted(count, 'customer')} can be imported`,
  already: (count) =>
    counted(
      count,
      'row was imported before and is skipped',
      'rows were imported before and are skipped',
    ),
  repeated: (count) =>
    counted(
      count,
      'row may be there already and is left out',
      'rows may be there already and are left out',
    ),
  faulty: (count) =>
    counted(
      count,
      'row has something wrong and is left out',
      'rows have something wrong and are left out',
    ),
  nothingGood: 'There is nobody to import.',
  row: (no) => `Row ${no}`,
  noName: '(no name)',
  problem: (field, text) => `${field}: ${text}`,
  repeatOfCustomer: (name, why) => `Customer ${name} is there: ${why}`,
  repeatOfRow: (no, why) => `As row ${no}: ${why}`,
  anyway: 'Import anyway',
  anywayAll: 'Import all of these anyway',
  more: (count) => `Show ${count} more`,
  download: 'Download the rows left out',
  downloadRepeated: 'Download the repeats',
  downloadRepeatedName: 'possible-repeats',
  downloadLeftOut: 'Download these rows (numbers masked)',
  downloadLeftOutName: 'Rows with a wrong identity number',
  identityLeftOut: (count) =>
    `Identity number wrong in ${counted(count, 'row')}: the customers are imported, without it`,
  identityWithoutKey: (count) =>
    `Identity numbers of ${counted(count, 'row')} are not imported now: this device has to be online once. The rest is imported`,
  downloadName: 'rows-left-out',
  problems: 'What is wrong',
  problemHeader: 'Problem',
  start: (count) => `Import ${counted(count, 'customer')}`,
  ownerNeeded: 'Choose an owner first',
  importing: 'Importing',
  importingText: 'You can pause. Leaving this page stops it; what is imported stays.',
  progress: (done, total) => `${done} / ${total}`,
  pause: 'Pause',
  resume: 'Go on',
  paused: 'Paused',
  stop: 'Stop',
  done: 'Imported',
  stopped: 'Stopped',
  notStored:
    'This device could not keep more and stopped. Make room, then choose the same file again.',
  doneCount: (count) =>
    `${counted(count, 'customer is', 'customers are')} saved on this device and sent when it is online.`,
  refusedCount: (count) => `${counted(count, 'customer')} could not be saved: not allowed.`,
  skippedCount: (count) => `${counted(count, 'row was', 'rows were')} left out.`,
  toList: 'See the customers',
  again: 'Import another file',
  unfinished: {
    text: (name, done, total) =>
      `The import of “${name}” did not come to its end: ${done} of ${total} are there. Choose the same file, and it goes on where it stopped.`,
    forget: 'Do not show this again',
    goOn: 'Go on',
  },
  undo: {
    history: 'Imports of before',
    historyText: 'Those whose customers are still there',
    you: 'you',
    entry: (when, count, who) => `${when} · ${count} · by ${who}`,
    undo: 'Take this import back',
    undoOf: (when) => `Take this import back: ${when}`,
    title: 'Take an import back',
    looking: 'Looking which customers were changed since…',
    going: (count) =>
      `${counted(count, 'customer was not worked with since and is', 'customers were not worked with since and are')} going to be removed, on the devices of colleagues as well.`,
    nobodyGoes: 'There is nobody to remove.',
    kept: (count) =>
      counted(
        count,
        'customer was changed since and stays',
        'customers were changed since and stay',
      ),
    start: (count) => `Remove ${counted(count, 'customer')}`,
    running: 'Removing',
    runningText:
      'Leaving this page stops it; what is removed stays removed, and you can go on later under “Import customers”.',
    progress: (done, total) => `${done} / ${total}`,
    stop: 'Stop',
    done: 'The import is taken back',
    stopped: 'Stopped',
    notStored:
      'This device could not keep more and stopped. Make room, then go on under “Imports of before”.',
    doneCount: (count) =>
      `${counted(count, 'customer is', 'customers are')} removed, saved on this device and sent when it is online. Choose the same file to import them again.`,
    close: 'Done',
    reasons: {
      'handed-over': 'a colleague is the owner',
      'in-handover': 'being handed over',
      merged: 'merged with another customer; undo that first',
      'card-changed': 'card changed',
      'profile-changed': 'profile changed',
      'has-notes': 'has notes',
      'has-tasks': 'has tasks',
      'has-dates': 'dates added or changed',
      'has-complaints': 'has a complaint',
      'has-file': 'has needs, snapshots, relations, consents, churn signals or a plan',
      'not-allowed': 'not yours to remove',
    },
  },
  exportScope: { own: 'My customers', branch: 'Customers of this branch' },
  exportCount: (count) => counted(count, 'customer'),
  exportWhich: 'Which',
  exportListed: 'As the list is filtered',
  exportFiltered: (count, words) => `Export ${counted(count, 'customer')} (filter: ${words})`,
  exportNotYours: (count) =>
    `The list has ${count} more whose profiles are not yours to see; they are left out.`,
  exportAll: 'All',
  format: 'Format',
  formats: { xlsx: 'Excel', csv: 'CSV', vcard: 'vCard' },
  formatHint: {
    xlsx: 'An Excel workbook (.xlsx); numbers keep their zeros, and it can be imported again',
    csv: 'A table of plain text that every program opens, and that can be imported again',
    vcard: 'Opens in the contacts of a phone',
  },
  detail: 'Contact details, employer, wealth, notes',
  details: { masked: 'Masked', full: 'In full' },
  detailHint: {
    masked:
      'Such as 138****5678; income, assets and notes as well. Works offline; the audit hears of it once there is a network.',
    full: 'Needs the network: the export and each customer in it are noted in the audit.',
  },
  exportNote:
    'The first line says who took it, when, of which branch and how many. Keep the file safe and delete it after use.',
  exportLeftOut:
    'Not in the file: identity numbers but for their last four, plans on cards that were merged into another, numbers that no longer work, lunar birthdays and other dates, finance snapshots, consents, life events, churn signals, feedback, and contacts, tasks, complaints and the like. They stay in the customer profile; importing the file again does not bring them back.',
  exportOnly:
    'The columns behind “note” (manager, stage, contact limits, income and assets, risk, details of needs, notes of relations and so on) are for reading; an import passes them over.',
  needDetails: 'details of needs',
  relationNotes: 'notes of relations',
  entry: (day, type, status) => `${day} ${type}, ${status}`,
  entryWith: (entry, note) => `${entry}: ${note}`,
  watermark: (who, when, branch, count, detail) =>
    `Branchbook export: ${who}, ${when}, ${branch}, ${counted(count, 'customer')}, ${detail}`,
  watermarkDetail: { masked: 'contact details masked', full: 'with full contact details' },
  exportStart: (count) => `Export ${counted(count, 'customer')}`,
  exporting: 'Preparing…',
  exported: 'Exported',
  exportNobody: 'There is nobody to export.',
  exportOffline:
    'There is no network, so contact details cannot be exported in full. Try again online, or choose “Masked”.',
  exportRefused: 'The server did not agree to this export. Try again later.',
  exportNotNoted: 'It could not be noted in the audit, so nothing was exported. Try again.',
  exportName: 'customers',
  fieldErrors: {
    'gender-unknown': 'Write “male” or “female”',
    'tier-unknown': 'Write “vip”, “potential” or “mass”',
    'id-check-digit':
      'The check digit does not fit. A spreadsheet that takes it for a number loses its last three digits: make the column text and enter it again',
    'birthday-unclear': 'Which day is this? Write 1985-10-01',
    'birthday-impossible': 'There is no such day',
    'birthday-future': 'The date cannot be after today',
    'birthday-lunar': 'Add lunar birthdays under Dates after the import',
    'needs-unknown':
      'This need is not known: write “retirement”, “education” and so on, with semicolons between',
    'relations-unknown':
      'This relation is not known: write “spouse NAME”, with semicolons between. Understood are: spouse, child, parent, sibling, referrer, referred person, colleague, business partner, guardian, ward',
    'too-many-entries': 'At most 20 at once',
    'plan-goals-needed': 'Where there are next steps or a review day, write the goals',
    'day-unclear': 'Which day this is cannot be told: write 2026-10-01',
  },
}
