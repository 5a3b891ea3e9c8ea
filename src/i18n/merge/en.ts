import type { MergeMessages } from './use-merge-messages.ts'

export const merge: MergeMessages = {
  title: 'Merge into one customer',
  text: 'Both cards are kept; this can be undone at any time.',
  keep: 'Which card stays',
  keepHint: 'The other one is merged into it and no longer listed by itself.',
  records: (count) => `${count} records`,
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
    interaction: (count) => `${count} notes`,
    task: (count) => `${count} tasks`,
    'important-date': (count) => `${count} important dates`,
    complaint: (count) => `${count} complaints`,
    file: (count) => `${count} needs, finances and relations`,
  },
  movesNothing: 'The merged card has no notes, tasks or dates yet.',
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
  differing: (count) => (count === 1 ? '1 difference' : `${count} differences`),
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
    'not-there': 'One of the cards is archived or not here.',
    'other-branch': 'The two customers belong to different branches.',
    'other-owner':
      'The two customers have different managers. Hand one of them over first, then merge.',
    'not-yours': 'Only the manager of the customer or the branch lead can merge.',
    'id-birthdays':
      'The ID birthdays differ, so these seem to be two people. If one was typed wrongly, correct it first.',
  },
}
