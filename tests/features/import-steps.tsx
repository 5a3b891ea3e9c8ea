import { screen } from '@testing-library/react'
import { ImportScreen } from '#features/transfer/import-screen.tsx'
import { showScreen, type OpenedReplica } from './customers-screen.tsx'

/** 姓名,手机 and 王芳,13812345678 in GBK. */
const gbk = new Uint8Array([
  0xd0,
  0xd5,
  0xc3,
  0xfb,
  0x2c,
  0xca,
  0xd6,
  0xbb,
  0xfa,
  0x0d,
  0x0a,
  0xcd,
  0xf5,
  0xb7,
  0xbc,
  0x2c,
  ...new TextEncoder().encode('13812345678\r\n'),
])

export function gbkFile(): File {
  return new File([gbk], '客户.csv')
}

export function csv(text: string, name = 'customers.csv'): File {
  return new File([text], name, { type: 'text/csv' })
}

/** Opens the import and chooses a file. */
export async function choose(opened: OpenedReplica, file: File) {
  const shown = await showScreen(opened, <ImportScreen onDone={() => undefined} />)
  await shown.user.upload(screen.getByLabelText('选择文件'), file)
  return shown
}

export function cards({ replica }: OpenedReplica) {
  return replica.all('customer').map(({ data }) => data)
}
