import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Goes into the environment of each process of the server: they share what Node has compiled, kept by the content of each
 * file. A start costs a third less; the processes of the test runner load too little from files to gain by it.
 */
export const compiledCode = { NODE_COMPILE_CACHE: join(tmpdir(), 'branchbook-compiled') } as const
