import type { Messages } from '#i18n/messages.ts'

/** Generic words of the components. */
export const ui: Messages['ui'] = {
  back: 'Back',
  clear: 'Clear',
  close: 'Close',
  hidePassword: 'Hide password',
  loading: 'Loading',
  noMatches: 'Nothing matches',
  notifications: 'Notifications',
  removeChoice: 'Remove',
  showPassword: 'Show password',
  today: 'Today',
}
