import { ShieldX } from 'lucide-react'
import { Banner } from './banner.tsx'
import { EmptyState } from './empty-state.tsx'
import { SkeletonRows } from './skeleton.tsx'

export interface AnswerStateProps {
  state: 'loading' | 'unreachable' | 'forbidden' | 'here'
  /** What needs the network, and how to try again. */
  offline: string
  retry: { label: string; onPress: () => void }
  /** For whom this is, where it is not for this person. */
  forbidden: string
}

/** What stands there while the server has not answered, or will not; nothing once it has. */
export function AnswerState(props: AnswerStateProps) {
  switch (props.state) {
    case 'loading':
      return <SkeletonRows count={4} />
    case 'unreachable':
      return (
        <Banner tone="offline" shape="card" action={props.retry}>
          {props.offline}
        </Banner>
      )
    case 'forbidden':
      return <EmptyState icon={ShieldX} title={props.forbidden} />
    case 'here':
      return null
  }
}
