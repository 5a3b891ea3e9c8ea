import { createInterface } from 'node:readline/promises'
import type { ErasedAlong } from './erased-along.ts'

/** What the operator is told before cards go along, by name: they stand on the terminal alone, in no log and no certificate. */
export function alongInWords(along: readonly ErasedAlong[]): string[] {
  return [
    along.length === 1
      ? 'This card is shown as one with another card, which would be erased along with it:'
      : `This card is shown as one with ${along.length} others, which would be erased along with it:`,
    ...along.map(({ id, name, phoneTail, records }) => {
      const tail = phoneTail === undefined ? '' : `, number ending in ${phoneTail}`
      return `  ${name}${tail}, ${records} ${records === 1 ? 'record' : 'records'}, customer ${id}`
    }),
    'If one of them is somebody else, undo the merge in the app first.',
  ]
}

/**
 * Asks at the terminal whether these go along. Where nobody can answer (a script), throws an `Error` that names the option to
 * say it with.
 */
export async function askToTakeAlong(along: readonly ErasedAlong[]): Promise<boolean> {
  const words = alongInWords(along).join('\n')
  if (!process.stdin.isTTY) {
    throw new Error(`${words}\nNothing was erased. To erase all of them, add --with-merged.`)
  }
  console.log(words)
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    const answer = await terminal.question('Erase all of them? Type yes: ')
    return answer.trim().toLowerCase() === 'yes'
  } finally {
    terminal.close()
  }
}
