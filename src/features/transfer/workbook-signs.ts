/** Whether bytes are a ZIP archive, as workbooks are. */
export function isZip(bytes: Uint8Array): boolean {
  return [0x50, 0x4b].every((byte, at) => bytes[at] === byte) && (bytes[2] ?? 99) < 9
}

/** Whether bytes are a compound file: a workbook of before 2007 (.xls), or one that is locked by a password. */
export function isCompoundFile(bytes: Uint8Array): boolean {
  return [0xd0, 0xcf, 0x11, 0xe0].every((byte, at) => bytes[at] === byte)
}
