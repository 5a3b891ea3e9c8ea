import type { NeedType } from './need.ts'
import { riskLevels, type RiskLevel } from './profile.ts'

/** What can be talked about, and the product grade (R1–R5) that it has at least; 0 carries no investment risk. */
const grades = {
  deposit: 0,
  bond: 0,
  pension: 0,
  insurance: 0,
  loan: 0,
  trust: 0,
  payments: 0,
  service: 0,
  money_fund: 1,
  wealth: 2,
  fund: 3,
  equity: 4,
} as const
export type Direction = keyof typeof grades

/** R10, an assumption of this product: which directions belong to a need. A hint for the talk and no advice. */
const directions: Record<NeedType, readonly Direction[]> = {
  short_term_cash: ['deposit', 'money_fund', 'wealth'],
  growth: ['deposit', 'bond', 'wealth', 'fund', 'equity'],
  retirement: ['pension', 'insurance', 'bond', 'wealth', 'fund'],
  education: ['deposit', 'insurance', 'bond', 'wealth', 'fund'],
  housing: ['loan', 'deposit', 'money_fund'],
  financing: ['loan'],
  protection: ['insurance'],
  inheritance: ['trust', 'insurance'],
  payments: ['payments'],
  trouble: ['service'],
  other: [],
}

/**
 * R10: the directions of a need that a customer of this capacity may hear of (domain rule 3.5: the grade is not above the
 * capacity). Without a valid assessment only what carries no investment risk.
 */
export function directionsFor(type: NeedType, capacity: RiskLevel | undefined): Direction[] {
  const highest = capacity === undefined ? 0 : riskLevels.indexOf(capacity) + 1
  return directions[type].filter((direction) => grades[direction] <= highest)
}
