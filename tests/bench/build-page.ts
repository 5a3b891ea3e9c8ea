import { join } from 'node:path'
import { build } from 'vite'

/** Builds the two pages of the benchmark, with the product's real code in one of them. */
export async function buildBenchPages(outDir: string): Promise<void> {
  const root = join(import.meta.dirname, 'page')
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    publicDir: false,
    worker: { format: 'es' },
    build: {
      outDir,
      emptyOutDir: true,
      target: ['chrome111', 'safari16.4'],
      rolldownOptions: { input: [join(root, 'index.html'), join(root, 'floor.html')] },
    },
  })
}
