import type { Services } from '#server/services.ts'
import type { Door } from './door.ts'
import type { Attempt } from './planned-operation.ts'
import type { PulledDevice } from './pulled-device.ts'
import type { SqlReferee } from './sql-referee.ts'
import type { World, WorldPerson } from './world.ts'

/** A server with an empty database, and who looks over its shoulder. */
export interface Place {
  services: Services
  door: Door
  referee: SqlReferee
}

export interface WorldCounts {
  /** Operations and pulls that were judged. */
  cases: number
  operations: number
  allowed: number
  forbidden: number
  /** Of records and customers that are not there for who asks. */
  absent: number
  kept: number
  /** Asked without a session. */
  refused: number
  pulls: number
  rows: number
}

export function noCounts(): WorldCounts {
  return {
    cases: 0,
    operations: 0,
    allowed: 0,
    forbidden: 0,
    absent: 0,
    kept: 0,
    refused: 0,
    pulls: 0,
    rows: 0,
  }
}

/** What a world is run with. */
export interface Run extends Place {
  world: World
  devices: Map<string, PulledDevice>
  counts: WorldCounts
  violations: string[]
  /** Tried since the state last changed. */
  waiting: Attempt[]
}

/** Whether the server has to answer. */
export function hasSession({ isSignedIn, active }: WorldPerson): boolean {
  return isSignedIn && active
}
