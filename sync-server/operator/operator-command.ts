import type { Services } from '#server/services.ts'

/** One command of `npm run admin`. A new one is a file that exports this, and a line in `all-commands.ts`. */
export interface OperatorCommand {
  name: string
  /** What has to follow the name, such as `<staffNo>`. */
  parameters: readonly string[]
  /** One line for the list of commands. */
  says: string
  /** Answers the lines to print. Throws an `Error` whose message an operator understands. */
  run(services: Services, ...values: string[]): Promise<readonly string[]>
}
