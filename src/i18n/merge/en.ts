import { counted } from '#i18n/en/counted.ts'
import type { MergeMessages } from './use-merge-messages.ts'

export const merge: MergeMessages = {
  title: 'Merge into one customer',
  text: 'Both cards are kept; this can be undone at any time.',
  keep: 'Which card stays',
  keepHint: 'The other one is merged into it and no longer listed by itself.',
  records: (count) => counted(count, 'record'),
  madeOn: (date) => `added ${date}`,
  noTail: 'no number',
  differences: 'Where the two cards differ',
  noDifferences: 'Everything else is the same, or known on the card that stays only.',
  usual: 'The usual choice is made; tap to change it. What is not chosen stays on the merged card.',
  names: 'Other names',
  pick: { kept: 'card that stays', other: 'merged card', both: 'both' },
  nothing: 'not known',
  addition: { kept: 'Leave out', other: 'add', both: 'add' },
  moves: 'Will be shown with the card that stays',
  counts: {
    interaction: (count) => counted(count, 'note'),
    task: (count) => counted(count, 'task'),
    'important-date': (count) => counted(count, 'important date'),
    complaint: (count) => counted(count, 'complaint'),
    file: (count) =>
      counted(
        count,
        'entry of the file (needs, plan, consents …)',
        'entries of the file (needs, plan, consents …)',
      ),
  },
  movesNothing:
    'The merged card has no notes, tasks, dates or complaints yet, no needs and no plan.',
  button: 'Merge into one customer',
  mergedAs: (name) => `Merged as “${name}”`,
  refused: 'Not merged: one of the two cards has just changed. Open this again and have a look.',
  undone: 'Merge undone: the two customers are listed apart again',
  undoneBut: (count) =>
    `Merge undone. ${count} of the adopted fields were changed since and stay as they are; earlier values are in the change history`,
  undoFirst: (name) =>
    `Not undone: this customer came here together with “${name}”. Undo the merge of “${name}” first`,
  line: (name, detail) => `Merged: ${name}${detail}`,
  inBrackets: (words) => ` (${words})`,
  differing: (count) => counted(count, 'difference'),
  otherIdentity: 'identity numbers differ, perhaps two people',
  look: 'View',
  lookAt: (name) => `View merged ${name}`,
  undo: 'Undo merge',
  undoOf: (name) => `Undo merge of ${name}`,
  mergedTitle: (name) => `Merged: ${name}`,
  mergedText:
    'Known on the merged card only. Adopt what you need; earlier values stay in the change history.',
  mergedNone: 'The merged card says nothing else.',
  take: 'Adopt the chosen',
  taken: 'Adopted',
  whyNot: {
    title: 'Cannot be merged now',
    itself: 'This is one and the same card.',
    'not-there': 'One of the two cards is no longer on this device; it may have been handed over.',
    archived: 'One of the two cards is archived. It can be merged once it has been restored.',
    'other-branch': 'The two customers belong to different branches.',
    'other-owner':
      'The two customers have different managers. Hand one of them over first, then merge.',
    'other-identity':
      'The identity numbers differ, so these are two people. If one was typed wrongly, correct it first.',
    'not-yours': 'Only the manager of the customer or the branch lead can merge.',
    'id-birthdays':
      'The ID birthdays differ, so these seem to be two people. If one was typed wrongly, correct it first.',
  },
}
