import { Change } from '#shared/protocol/operation.ts'
import { splitFieldPath } from '#shared/protocol/field-path.ts'
import { fieldKind } from './field-kinds.ts'
import { fieldLabel, type Words } from './value-words.ts'

/** What an operation does, in a few words: “新建”, “修改 到期日、负责人”, “记录进展”. */
export function changeWords(
  recordType: string,
  operation: { kind?: unknown; args?: unknown },
  words: Words,
): string {
  const texts = words.messages.sync.change
  const change = Change.safeParse({ kind: operation.kind, args: operation.args })
  if (!change.success) return texts.other
  const { kind, args } = change.data
  const labels = (paths: string[]) =>
    [...new Set(paths.map((path) => fieldLabel(recordType, path, words)))].join(
      words.messages.sync.comma,
    )
  switch (kind) {
    case 'create':
      return texts.create
    case 'patch': {
      const shown = Object.keys(args.changes).filter(
        (path) => fieldKind(recordType, splitFieldPath(path).field) !== 'hidden',
      )
      return texts.edit(labels(shown))
    }
    case 'edit-text':
      return texts.edit(labels([args.field]))
    case 'add':
      return texts.add(labels([args.field]))
    case 'remove':
      return texts.remove(labels([args.field]))
    case 'append': {
      const kinds: Record<string, string> = words.messages.domain.complaintEvent
      return kinds[args.event.kind] ?? texts.other
    }
    case 'complete':
      return texts.complete
    case 'reopen':
      return texts.reopen
    case 'look':
      return texts.look(labels([args.field]))
    case 'accept':
      return texts.accept
    case 'return':
      return texts.return
    case 'archive':
      return texts.archive
    case 'restore':
      return texts.restore
  }
}
