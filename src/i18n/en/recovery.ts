import type { Messages } from '#i18n/messages.ts'

export const recovery: Messages['recovery'] = {
  forgot: 'Former password forgotten: ask two administrators',
  title: 'Waiting for the administrators',
  text: 'Nothing on this device is deleted. When two administrators have agreed, it opens here with your new password.',
  checkCode: 'Check code',
  checkCodeText: 'Read it out to the administrator, in person or on the phone.',
  steps: 'Progress',
  step: { asked: 'Received', requested: 'Second administrator', approved: 'Opening' },
  stateText: {
    asked: 'Sent. An administrator will look at it.',
    requested: 'One administrator stands for it; a second one has to agree.',
    approved: 'Both have agreed and will open it with their recovery codes.',
    answered: 'Recovered, opening…',
    done: 'Recovered, opening…',
    refused: 'This was refused. Talk to an administrator, then ask again.',
    expired: 'This took too long. You can ask again.',
  },
  until: (when) => `Valid until ${when}`,
  look: 'Look now',
  again: 'Ask again',
  remembered: 'I remember the former password',
  renew: 'Encrypt this device anew',
  renewText: 'A new key, for when somebody may have seen the password',
  renewSheet:
    'Branchbook locks for a few seconds and opens again; then everything here is encrypted with the new key in the background. Set up PIN, finger and face anew afterwards.',
  password: 'Password',
  renewed: 'There is a new key; data is being encrypted anew in the background',
  renewOffline: 'This needs the network.',
}
