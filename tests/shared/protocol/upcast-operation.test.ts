import { expect, test } from 'vitest'
import {
  readableVersions,
  type Upcasts,
  upcastOperation,
} from '#shared/protocol/upcast-operation.ts'
import { schemaVersion } from '#shared/protocol/version.ts'

/** As if a field had been renamed and then a kind split. */
const steps: Upcasts = {
  5: ({ old, ...rest }) => ({ ...rest, renamed: old }),
  6: (operation) => ({ ...operation, kind: 'second' }),
}

test('[PU4] an operation of an older version goes through every step up to ours and loses nothing', () => {
  const raw = { n: 1, schemaVersion: 5, old: '茶', kind: 'first', extra: true }
  expect(upcastOperation(raw, { current: 7, steps })).toEqual({
    ok: true,
    operation: { n: 1, schemaVersion: 7, renamed: '茶', kind: 'second', extra: true },
  })
  expect(raw).toEqual({ n: 1, schemaVersion: 5, old: '茶', kind: 'first', extra: true })
})

test('[PU4] what is from the future, too old, or of a version without a step says which', () => {
  expect(upcasting(8)).toEqual({ ok: false, because: 'newer-schema' })
  expect(upcasting(7 - readableVersions - 1)).toEqual({ ok: false, because: 'older-schema' })
  expect(upcasting(4)).toEqual({ ok: false, because: 'older-schema' })
})

test('[PU4] every one of the last three versions that was released can be read', () => {
  const released = Array.from({ length: schemaVersion }, (_, index) => index + 1)
  for (const version of released.slice(-readableVersions - 1)) {
    expect(upcastOperation({ schemaVersion: version })).toMatchObject({ ok: true })
  }
})

function upcasting(version: number): ReturnType<typeof upcastOperation> {
  return upcastOperation({ schemaVersion: version }, { current: 7, steps })
}
