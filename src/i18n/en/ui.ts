import type { Messages } from '#i18n/messages.ts'

/** Generic words of the components. */
export const ui: Messages['ui'] = {
  back: 'Back',
  clear: 'Clear',
  close: 'Close',
  draftRestored: 'Your unfinished entry was restored',
  hide: (label) => `Hide ${label}`,
  hidePassword: 'Hide password',
  loading: 'Loading',
  noMatches: 'Nothing matches',
  notRevealed: 'This look could not be noted, so nothing is shown. Try again.',
  notifications: 'Notifications',
  removeChoice: 'Remove',
  reveal: (label) => `Show ${label}`,
  revealToEdit: 'Show and edit',
  showPassword: 'Show password',
  startOver: 'Start over',
  today: 'Today',
}
