import {
  Baby,
  CalendarClock,
  CalendarHeart,
  Cake,
  Handshake,
  HandCoins,
  IdCard,
  type LucideIcon,
  ShieldAlert,
  Wallet,
} from 'lucide-react'
import type { ImportantDateKind } from '#shared/domain/important-date.ts'

/** The sign of a kind of date; the word always stands beside it. */
export const dateKindIcon: Record<ImportantDateKind, LucideIcon> = {
  birthday: Cake,
  wedding: CalendarHeart,
  child_birthday: Baby,
  account_anniv: Handshake,
  maturity: Wallet,
  repayment: HandCoins,
  id_expiry: IdCard,
  risk_expiry: ShieldAlert,
  custom: CalendarClock,
}
