import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readVcards } from '#shared/domain/transfer/read-vcard.ts'
import type { TransferCells } from '#shared/domain/transfer/transfer-field.ts'

function cards(file: string): TransferCells[] {
  return [...readVcards(file)]
}

describe('[R17] vCards of other programs', () => {
  it('of a telephone: folded, grouped, with a picture', () => {
    const file = [
      'BEGIN:VCARD',
      'VERSION:3.0',
      'N:欧阳;青禾;;;',
      'FN:欧阳青禾',
      'item1.TEL;type=CELL;type=VOICE;type=pref:+86 139 0000 4321',
      'TEL;type=WORK:010-88887777',
      'EMAIL;type=INTERNET:qinghe@example.com',
      'ADR;type=HOME:;;某某路 12 号;杭州市;浙江省;310000;中国',
      'BDAY:1985-10-01',
      'ORG:某某中学;语文组',
      'NOTE:第一行\\n第二行\\, 还有',
      'PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQ',
      ' AAAAAAAAAAAA',
      'END:VCARD',
    ].join('\r\n')
    expect(cards(file)).toEqual([
      {
        name: '欧阳青禾',
        mobile: "'+86 139 0000 4321",
        tel: '010-88887777',
        email: 'qinghe@example.com',
        address: '中国浙江省杭州市某某路 12 号',
        birthday: '1985-10-01',
        employer: '某某中学 语文组',
        pinnedNote: '第一行\n第二行, 还有',
      },
    ])
  })

  it('of version 2.1: quoted-printable over several lines', () => {
    const file =
      'BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0;=E4=BC=\n=9F;;;\nTEL;CELL:13812345678\nEND:VCARD\n'
    expect(cards(file)).toEqual([{ name: '张伟', mobile: '13812345678' }])
  })

  it('of version 4.0: numbers as addresses, a birthday without a year', () => {
    const file =
      'BEGIN:VCARD\nVERSION:4.0\nFN:Anna Berg\nTEL;VALUE=uri;TYPE="voice,cell":tel:+4917012345678\nBDAY:--1001\nGENDER:F\nIMPP:weixin:annaberg\nEND:VCARD'
    expect(cards(file)).toEqual([
      {
        name: 'Anna Berg',
        mobile: "'+4917012345678",
        birthday: "'--1001",
        gender: 'F',
        wechat: 'annaberg',
      },
    ])
  })

  it('never throw, whatever stands in them', () => {
    const piece = fc.constantFrom(
      'BEGIN:VCARD\n',
      'END:VCARD\n',
      'N:',
      'FN;X=":":',
      'ADR',
      ';',
      '\\',
      '\n',
      '\n ',
      '=',
      'ENCODING=QUOTED-PRINTABLE:',
      '张',
      '%E0',
    )
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        expect(Array.isArray(cards(pieces.join('')))).toBe(true)
      }),
    )
  })
})
