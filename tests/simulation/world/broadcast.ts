type Listener = (event: { data: unknown }) => void

/** The channels of one world: a message reaches every other channel of the same name, a turn later. */
export function createBroadcast(): typeof BroadcastChannel {
  const channels = new Map<string, Set<SimulatedChannel>>()

  class SimulatedChannel {
    readonly name: string
    readonly listeners = new Set<Listener>()
    onmessage: Listener | null = null
    closed = false

    constructor(name: string) {
      this.name = name
      const others = channels.get(name) ?? new Set()
      channels.set(name, others.add(this))
    }

    postMessage(data: unknown): void {
      for (const other of channels.get(this.name) ?? []) {
        if (other === this) continue
        setImmediate(() => other.hear(structuredClone(data)))
      }
    }

    hear(data: unknown): void {
      if (this.closed) return
      this.onmessage?.({ data })
      for (const listener of this.listeners) listener({ data })
    }

    addEventListener(_type: string, listener: Listener): void {
      this.listeners.add(listener)
    }

    removeEventListener(_type: string, listener: Listener): void {
      this.listeners.delete(listener)
    }

    close(): void {
      this.closed = true
      channels.get(this.name)?.delete(this)
    }

    unref(): void {}
  }
  return SimulatedChannel as unknown as typeof BroadcastChannel
}
