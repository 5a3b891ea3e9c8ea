import { createInterface } from 'node:readline/promises'
import type { ErasedAlong } from './erased-along.ts'

/** Where an operator is asked and answers. */
export interface OperatorTerminal {
  stdin: NodeJS.ReadableStream & { isTTY?: boolean }
  stdout: NodeJS.WritableStream & { isTTY?: boolean }
}

/** What the operator is told before cards go along, by name: for the eyes at a terminal alone, for no log and no certificate. */
export function alongInWords(along: readonly ErasedAlong[]): string[] {
  return [
    `${shownWith(along)}, which would be erased along with it:`,
    ...along.map(({ id, name, phoneTail, records }) => {
      const tail = phoneTail === undefined ? '' : `, number ending in ${phoneTail}`
      return `  ${name}${tail}, ${records} ${records === 1 ? 'record' : 'records'}, customer ${id}`
    }),
    'If one of them is somebody else, undo the merge in the app first.',
  ]
}

/**
 * Asks at the terminal whether these go along. Where question or answer would not go through a terminal (a script, a log), it
 * writes no name and throws an `Error` that says how many there are, by their ids, and the option to say it with.
 */
export async function askToTakeAlong(
  along: readonly ErasedAlong[],
  { stdin, stdout }: OperatorTerminal = process,
): Promise<boolean> {
  if (stdin.isTTY !== true || stdout.isTTY !== true) {
    const ids = along.map(({ id }) => id).join(', ')
    throw new Error(
      `${shownWith(along)}: ${ids}. Nothing was erased. To see who they are, run it at a terminal; to erase all of them, add --with-merged.`,
    )
  }
  stdout.write(`${alongInWords(along).join('\n')}\n`)
  const terminal = createInterface({ input: stdin, output: stdout })
  try {
    const answer = await terminal.question('Erase all of them? Type yes: ')
    return answer.trim().toLowerCase() === 'yes'
  } finally {
    terminal.close()
  }
}

function shownWith(along: readonly ErasedAlong[]): string {
  return along.length === 1
    ? 'This card is shown as one with another card'
    : `This card is shown as one with ${along.length} others`
}
