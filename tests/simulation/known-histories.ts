import type { Action } from './actions/action.ts'

export interface KnownHistory {
  /** The rule that it broke, with what went wrong. */
  rule: string
  name: string
  seed: string
  actions: Action[]
  /** Waits for news were open as the seed says (PL5). */
  hadNews?: true
}

export const knownHistories: KnownHistory[] = [
  {
    rule: '[CL5] [I7]',
    name: 'a change is sent although the clock was set back by ten years before it',
    seed: 't/17',
    actions: [
      { kind: 'clock jumps', device: 52, seed: 889459233, wait: 755 },
      { kind: 'edit', device: 52, seed: 353922459, wait: 1195 },
    ],
  },
  {
    rule: '[CL5] [I1]',
    name: 'what colleagues did arrives although the clock of the tablet was set back',
    seed: 't/10',
    actions: [
      { kind: 'clock jumps', device: 8, seed: 1469975675, wait: 0 },
      { kind: 'edit', device: 18, seed: 928463886, wait: 0 },
    ],
  },
  {
    rule: '[GC2] [I2]',
    name: 'a clock that is ahead does not empty the journal',
    seed: 'dir/4',
    actions: [
      { kind: 'back up', device: 0, seed: 1, wait: 0 },
      { kind: 'look at the app', device: 0, seed: 1, wait: 2000 },
      { kind: 'edit', device: 0, seed: 29, wait: 3000 },
      { kind: 'edit', device: 0, seed: 30, wait: 3000 },
      { kind: 'clock jumps', device: 0, seed: 8, wait: 0 },
      { kind: 'idle work', device: 0, seed: 1, wait: 0 },
      { kind: 'put a backup back', device: 0, seed: 1, wait: 1000 },
    ],
  },
  {
    rule: '[GC2] [I2]',
    name: 'who leaves after a backup was put back, and before coming online, keeps on the device what it lacks',
    seed: '2026-11-30/2013',
    actions: [
      { kind: 'back up', device: 43, seed: 319541888, wait: 2309 },
      { kind: 'edit', device: 31, seed: 2011769290, wait: 1917 },
      { kind: 'put a backup back', device: 5, seed: 622477148, wait: 1019 },
      { kind: 'leaver', device: 45, seed: 1126840666, wait: 0 },
    ],
  },
  {
    rule: '[SR2] [I5]',
    name: 'two people return one hand-over, each with a reason, and both reasons are kept',
    seed: '2026-11-30/18993',
    actions: [
      { kind: 'edit', device: 30, seed: 32666570, wait: 0 },
      { kind: 'edit', device: 7, seed: 1260162816, wait: 260 },
      { kind: 'edit', device: 59, seed: 1634605240, wait: 0 },
      { kind: 'edit', device: 30, seed: 189565836, wait: 0 },
    ],
  },
  {
    rule: '[GC2] [PL3]',
    name: 'of two edits of a name it is the other one that stands after a backup was put back',
    seed: '2026-11-30/19836',
    actions: [
      { kind: 'kill while syncing', device: 52, seed: 585426134, wait: 1075 },
      { kind: 'back up', device: 28, seed: 267856616, wait: 31 },
      { kind: 'edit', device: 16, seed: 236398664, wait: 0 },
      { kind: 'edit', device: 51, seed: 1060416479, wait: 906 },
      { kind: 'put a backup back', device: 35, seed: 1290701446, wait: 2210 },
    ],
  },
]
