import { installFaults, type FaultPoint } from '#shared/faults/buggify.ts'

/** The browser is killed there: the code behind this point never runs. Resolves when it was reached. */
export function killAt(point: FaultPoint): Promise<void> {
  return new Promise((reached) => {
    installFaults((struck) => {
      if (struck !== point) return undefined
      installFaults(undefined)
      reached()
      return new Promise(() => {})
    })
  })
}
