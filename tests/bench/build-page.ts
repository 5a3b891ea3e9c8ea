import { join } from 'node:path'
import { build } from 'vite'

export const repository = join(import.meta.dirname, '..', '..')

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

/** Builds a folder with its own configuration, or with none. */
export async function buildFolder(
  root: string,
  outDir: string,
  ownConfig: string | false = join(root, 'vite.config.ts'),
): Promise<void> {
  await build({
    configFile: ownConfig,
    root,
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, target: ['chrome111', 'safari16.4'] },
  })
}
