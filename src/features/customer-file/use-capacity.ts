import type { RiskLevel } from '#shared/domain/profile.ts'
import { riskValidity } from '#shared/domain/risk-validity.ts'
import { useRecord, useToday } from '#replica/use-replica.ts'

/** The risk level of a customer as long as its assessment holds; undefined without one. */
export function useCapacity(customerId: string): RiskLevel | undefined {
  const profile = useRecord('profile', customerId)?.data
  const { state } = riskValidity(profile, useToday())
  return state === 'valid' || state === 'soon' ? profile?.riskLevel : undefined
}
