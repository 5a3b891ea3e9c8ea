import { ChangesPanel } from './changes-panel.tsx'
import { ChurnPanel } from './churn-panel.tsx'
import { ConsentsPanel } from './consents-panel.tsx'
import { FeedbackPanel } from './feedback-panel.tsx'
import { FinancePanel } from './finance-panel.tsx'
import { GapsPanel } from './gaps-panel.tsx'
import { NeedsPanel } from './needs-panel.tsx'
import { PlanPanel } from './plan-panel.tsx'
import { RelationsPanel } from './relations-panel.tsx'

/** What the owner and the lead keep of a customer beside the fields of the profile. */
export function CustomerFile({ customerId }: { customerId: string }) {
  return (
    <div className="mb-4 grid gap-4">
      <GapsPanel customerId={customerId} />
      <ChangesPanel customerId={customerId} />
      <ChurnPanel customerId={customerId} />
      <PlanPanel customerId={customerId} />
      <NeedsPanel customerId={customerId} />
      <FinancePanel customerId={customerId} />
      <RelationsPanel customerId={customerId} />
      <FeedbackPanel customerId={customerId} />
      <ConsentsPanel customerId={customerId} />
    </div>
  )
}
