interface OfCustomer {
  data: { customerId?: string | undefined }
}

/** Records by the customer whom they name; those without one are left out. */
export function byCustomer<Found extends OfCustomer>(
  records: readonly Found[],
): Map<string, Found[]> {
  const all = new Map<string, Found[]>()
  for (const record of records) {
    const { customerId } = record.data
    if (customerId === undefined) continue
    const known = all.get(customerId)
    if (known === undefined) all.set(customerId, [record])
    else known.push(record)
  }
  return all
}
