import { comeBackAtOnce } from '#tests/faults/herd.ts'
import { killServer } from '#tests/faults/kill-server.ts'
import { loseAnswers } from '#tests/faults/lose-answers.ts'
import { startPostgres } from '#tests/support/postgres.ts'
import type { ProveSection } from './section.ts'

/** Sizes of the long run; the short one is in `tests/faults`. */
const kills = 500
/** ms after which a killed server answers again. */
const upAgainIn = 2000
const lost = 10_000
const devices = 500

export const sqliteKillsSection: ProveSection = {
  id: 'sqlite-kills',
  title: 'A server on SQLite killed in its work',
  run: ({ seed }) => killServer({ kills, seed, upAgainIn }),
}

export const postgresKillsSection: ProveSection = {
  id: 'postgres-kills',
  title: 'A server on PostgreSQL killed in its work',
  async run({ seed }) {
    const postgres = await startPostgres()
    try {
      return await killServer({ kills, seed, postgres, upAgainIn })
    } finally {
      await postgres.stop()
    }
  },
}

export const lostAnswersSection: ProveSection = {
  id: 'lost-answers',
  title: 'Answers lost after the commit, through a proxy that breaks requests',
  run: ({ seed }) => loseAnswers({ lost, seed }),
}

export const herdSection: ProveSection = {
  id: 'herd',
  title: 'A whole branch comes back at one moment',
  run: ({ seed }) => comeBackAtOnce({ devices, seed }),
}
