/** The value, or null when it takes longer than so many ms. */
export function within<Value>(work: Promise<Value>, patience: number): Promise<Value | null> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patience)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
