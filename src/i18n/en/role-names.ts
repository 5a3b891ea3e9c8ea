import type { Messages } from '#i18n/messages.ts'

export const roleNames: Messages['roleNames'] = {
  rm: 'Relationship manager',
  lobby: 'Lobby',
  teller: 'Teller',
  lead: 'Branch lead',
  consumer_protection: 'Consumer protection',
  admin: 'Administrator',
}
