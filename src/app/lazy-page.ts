import { lazyRouteComponent } from '@tanstack/react-router'
import { loadChunk } from './load-chunk.ts'

/** A page that is a chunk of its own. UP2: what happens when it does not come is decided by us, not by the router. */
export function lazyPage<Module extends Record<string, unknown>, Name extends keyof Module>(
  load: () => Promise<Module>,
  name: Name,
) {
  return lazyRouteComponent(() => loadChunk(load), name)
}
