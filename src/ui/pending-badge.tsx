import { CloudUpload } from 'lucide-react'
import { Badge } from './badge.tsx'

/** The mark of a record that no server has yet: the same everywhere, in words and not by colour alone. */
export function PendingBadge(props: { children: string }) {
  return (
    <Badge tone="amber" icon={CloudUpload}>
      {props.children}
    </Badge>
  )
}
