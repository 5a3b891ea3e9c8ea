import type { Messages } from '#i18n/messages.ts'

/** Generic words of the components. */
export const ui: Messages['ui'] = {
  back: 'Back',
  clear: 'Clear',
  close: 'Close',
  draftRestored: 'Your unfinished entry was restored',
  hidePassword: 'Hide password',
  loading: 'Loading',
  noMatches: 'Nothing matches',
  notifications: 'Notifications',
  removeChoice: 'Remove',
  showPassword: 'Show password',
  startOver: 'Start over',
  today: 'Today',
}
