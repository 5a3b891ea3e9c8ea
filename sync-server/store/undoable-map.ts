/** A map whose changes since a mark can be taken back: the savepoint of what is not yet in the database. */
export class UndoableMap<Value> {
  readonly #values = new Map<string, Value>()
  readonly #log: { key: string; before: Value | undefined }[] = []

  get(key: string): Value | undefined {
    return this.#values.get(key)
  }

  /** A key set again keeps its place in the order. */
  set(key: string, value: Value): void {
    this.#log.push({ key, before: this.#values.get(key) })
    this.#values.set(key, value)
  }

  values(): Value[] {
    return [...this.#values.values()]
  }

  mark(): number {
    return this.#log.length
  }

  undoTo(mark: number): void {
    for (const { key, before } of this.#log.splice(mark).toReversed()) {
      if (before === undefined) this.#values.delete(key)
      else this.#values.set(key, before)
    }
  }
}
