import { readMeta, type VaultConnections, type VaultDatabase } from './database.ts'

/** VA5: how long a database may take to answer a ping after the app was in the background, in ms. */
export const pingPatience = 1500

/**
 * How the database of a vault is found. `silent`: it answers nothing, and only a reload can help. `gone`: what lay in it
 * was taken away under the open app, by a person or by the browser.
 */
export type StorageAnswer = 'answers' | 'silent' | 'gone'

/**
 * VA5: iOS sometimes leaves an app with connections that never answer again. Pings both; if one is silent, lets go of
 * what waits for them, opens both anew and pings once more.
 */
export async function resumeConnections(
  { strict, relaxed, loss }: VaultConnections,
  patience: number,
): Promise<StorageAnswer> {
  const ask = async (): Promise<StorageAnswer> => {
    const answers = await Promise.all([strict, relaxed].map((each) => ping(each, patience)))
    if (answers.includes('silent')) return 'silent'
    return answers.includes('gone') ? 'gone' : 'answers'
  }
  const answer = await ask()
  if (answer !== 'silent') return answer
  loss.declare()
  for (const database of [strict, relaxed]) database.close({ disableAutoOpen: false })
  return ask()
}

async function ping(database: VaultDatabase, patience: number): Promise<StorageAnswer> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const silence = new Promise<'silent'>((resolve) => {
    timer = setTimeout(() => resolve('silent'), patience)
  })
  const answer = readMeta(database, 'schema').then(
    (schema): StorageAnswer => (schema === undefined ? 'gone' : 'answers'),
    // A connection that was closed under us is as good as silent: it is opened anew.
    (): StorageAnswer => 'silent',
  )
  return Promise.race([answer, silence]).finally(() => clearTimeout(timer))
}
