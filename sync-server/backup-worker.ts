import { workerData } from 'node:worker_threads'
import * as z from 'zod/mini'
import { backUp } from './sqlite-copy.ts'

/** SE9: makes one copy beside the server that started this thread; see `backups.ts`. */
const { folder, target } = z
  .strictObject({ folder: z.string(), target: z.string() })
  .parse(workerData)
await backUp(folder, target)
