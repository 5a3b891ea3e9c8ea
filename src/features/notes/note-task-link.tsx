import { Link } from '@tanstack/react-router'
import { ListTodo } from 'lucide-react'
import { useMessages } from '#i18n/language.tsx'

/** R2: from an opened note to the new task that it gives; what was changed of the note meanwhile stays a draft. */
export function NoteTaskLink({ customerId, noteId }: { customerId: string; noteId: string }) {
  const { timeline: texts } = useMessages()
  return (
    <Link
      to="/tasks/new"
      search={{ customer: customerId, from: noteId }}
      className="inline-flex min-h-11 items-center gap-1.5 justify-self-start rounded-sm text-sm font-medium text-primary hover:underline md:min-h-9"
    >
      <ListTodo size={16} aria-hidden />
      {texts.makeTask}
    </Link>
  )
}
