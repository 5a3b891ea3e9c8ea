import {
  CircleDot,
  FileText,
  Footprints,
  type LucideIcon,
  MessageCircle,
  MessageSquareWarning,
  Phone,
  RotateCcw,
} from 'lucide-react'
import type { Task } from '#shared/domain/task.ts'

/** The sign before the kind of a task; the word always stands beside it. */
export const taskKindIcon: Record<Task['kind'], LucideIcon> = {
  call: Phone,
  visit: Footprints,
  message: MessageCircle,
  material: FileText,
  complaint_step: MessageSquareWarning,
  review: RotateCcw,
  other: CircleDot,
}
