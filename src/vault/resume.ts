import type { VaultConnections, VaultDatabase } from './database.ts'

/** VA5: how long a database may take to answer a ping after the app was in the background, in ms. */
export const pingPatience = 1500

/**
 * VA5: iOS sometimes leaves an app with connections that never answer again. Pings both; if one
 * is silent, opens both anew and pings once more. `false`: only a reload can help.
 */
export async function resumeConnections(
  { strict, relaxed }: VaultConnections,
  patience: number,
): Promise<boolean> {
  const answer = async () =>
    (await Promise.all([answers(strict, patience), answers(relaxed, patience)])).every(Boolean)
  if (await answer()) return true
  for (const database of [strict, relaxed]) database.close({ disableAutoOpen: false })
  return answer()
}

async function answers(database: VaultDatabase, patience: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const silence = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), patience)
  })
  const ping = database.meta.get('schema').then(
    () => true,
    // A connection that was closed under us is as good as silent: it is opened anew.
    () => false,
  )
  return Promise.race([ping, silence]).finally(() => clearTimeout(timer))
}
