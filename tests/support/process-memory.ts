import { execFileSync } from 'node:child_process'
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'

/** All processes of the browser that runs on this profile folder, or those of its pages alone. */
export function browserProcesses(folder: string, which: 'all' | 'pages' = 'all'): number[] {
  const listed = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  })
    .split('\n')
    .flatMap((line) => {
      const [, pid, parent, args = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
      return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), args }]
    })
  // A page may be the child of a helper, and only the browser itself be named after its folder.
  const own = new Set(
    listed.filter(({ args }) => args.includes(`--user-data-dir=${folder}`)).map(({ pid }) => pid),
  )
  for (let before = -1; before !== own.size;) {
    before = own.size
    for (const { pid, parent } of listed) if (own.has(parent)) own.add(pid)
  }
  return listed
    .filter(({ pid }) => own.has(pid))
    .filter(({ args }) => which === 'all' || args.includes('--type=renderer'))
    .map(({ pid }) => pid)
}

/** Files that a process has mapped into its memory and shares what it writes there with them. */
export function mappedFiles(pid: number): string[] {
  return readFileSync(`/proc/${pid}/maps`, 'utf8')
    .split('\n')
    .flatMap((line) => /^\S+ rw.s .*?\s(\/.*)$/.exec(line)?.[1] ?? [])
}

/** Read at a time; neighbours share so much that nothing is cut in two. */
const chunk = 8 * 1024 * 1024
const overlap = 64

/** Calls back with the bytes of everything that a process may write to: its heaps and stacks. Linux, for root or the owner. */
export function readMemory(pid: number, onBytes: (bytes: Buffer) => void): void {
  const memory = openSync(`/proc/${pid}/mem`, 'r')
  const buffer = Buffer.alloc(chunk)
  try {
    for (const { from, to } of writableRegions(pid)) {
      for (let at = from; at < to; at += chunk - overlap) {
        const length = Math.min(chunk, to - at)
        const read = readAt(memory, buffer, length, at)
        if (read > 0) onBytes(buffer.subarray(0, read))
      }
    }
  } finally {
    closeSync(memory)
  }
}

/** Regions with pages in memory; a browser reserves a thousand times as much. */
function writableRegions(pid: number): { from: number; to: number }[] {
  const regions: { from: number; to: number }[] = []
  let region: { from: number; to: number } | null = null
  for (const line of readFileSync(`/proc/${pid}/smaps`, 'utf8').split('\n')) {
    const head = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line)
    if (head !== null) {
      region = { from: parseInt(head[1] ?? '', 16), to: parseInt(head[2] ?? '', 16) }
    } else if (/^[0-9a-f]+-[0-9a-f]+ /.test(line)) {
      region = null
    } else if (region !== null && /^Rss:\s+[1-9]/.test(line)) {
      regions.push(region)
    }
  }
  return regions
}

/** 0 for what went away between the listing and now. */
function readAt(memory: number, buffer: Buffer, length: number, at: number): number {
  try {
    return readSync(memory, buffer, 0, length, at)
  } catch {
    return 0
  }
}
