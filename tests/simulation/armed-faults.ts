import { faultPoints, installFaults, type FaultPoint } from '#shared/faults/buggify.ts'
import type { SimulatedDevice } from './device/simulated-device.ts'
import { killedHere, simulatedBug, type SimulatedServer } from './server/simulated-server.ts'
import type { VirtualClock } from './world/virtual-clock.ts'

/** A fault that waits for the code to come by. */
export interface ArmedFault {
  point: FaultPoint
  /** The device it is for; for a point of the server, the device whose request comes by. */
  device: SimulatedDevice
  /** How often the code may pass unharmed. */
  passes: number
  /** Virtual ms that it takes longer, the end of the browser or of the server, or an error that nobody expects. */
  effect: { delay: number } | 'kill' | 'bug'
}

/** So long (virtual ms) a killed server is away. */
const awayFor = 1_500

/** Lets armed faults strike in this history; those of an earlier one are gone. */
export function installArmedFaults({
  armed,
  server,
  clock,
  count,
}: {
  armed: ArmedFault[]
  server: SimulatedServer
  clock: VirtualClock
  count: (event: string) => void
}): void {
  installFaults((point, where) => {
    const fault = armed.find((one) => one.point === point && isHere(one.device, where))
    if (fault === undefined) return undefined
    if (fault.passes > 0) {
      fault.passes -= 1
      return undefined
    }
    armed.splice(armed.indexOf(fault), 1)
    if (fault.effect === 'bug') {
      count(`bug at ${point}`)
      throw new Error(simulatedBug)
    }
    if (fault.effect !== 'kill') {
      count(`delayed at ${point}`)
      const pause = clock.sleep(fault.effect.delay)
      return isOfDevice(point) ? pause : Promise.race([pause, server.untilKilled()])
    }
    count(`killed at ${point}`)
    return isOfDevice(point) ? killDevice(fault.device) : killServer(server, clock)
  })
}

function isHere(device: SimulatedDevice, where: string): boolean {
  return where === device.deviceId || where.includes(device.tag)
}

function isOfDevice(point: FaultPoint): boolean {
  return (faultPoints.device as readonly string[]).includes(point)
}

/** Nothing after this point happens. */
function killDevice(device: SimulatedDevice): Promise<void> {
  device.kill()
  return new Promise(() => {})
}

/** What was not committed is undone; whoever waits for an answer gets none. */
async function killServer(server: SimulatedServer, clock: VirtualClock): Promise<void> {
  void server.kill().then(() =>
    clock.setTimer(() => {
      if (!server.isUp) void server.start()
    }, awayFor),
  )
  throw new Error(killedHere)
}
