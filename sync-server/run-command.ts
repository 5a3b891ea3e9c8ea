/** Runs what an operator asked for at the terminal; says in one line what went wrong, with exit code 1. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}

/** The file that the command was called with. */
export function fileArgument(usage: string): string {
  const [file, ...more] = process.argv.slice(2)
  if (file === undefined || more.length > 0) throw new Error(`Usage: ${usage}`)
  return file
}
