/** Arrays of the replica keep their identity until a record changes: they are the key of what is derived from them. */
export function keptWithArray<Item, Derived extends object>(
  derive: (items: readonly Item[]) => Derived,
): (items: readonly Item[]) => Derived {
  const kept = new WeakMap<readonly Item[], Derived>()
  return (items) => {
    const known = kept.get(items)
    if (known !== undefined) return known
    const derived = derive(items)
    kept.set(items, derived)
    return derived
  }
}
