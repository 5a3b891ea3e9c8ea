import { type RelationKind, relationKinds } from '#shared/domain/relation.ts'
import { readWords, writeWords } from './word-list-cell.ts'

/** What a table says of a relation: to a name, because a table knows no card. */
export interface RelationDraft {
  kind: RelationKind
  name: string
}

/**
 * What people write, in small letters; the first two are those that we write ourselves, in Chinese and in English. Not “partner”:
 * it is said of a spouse as of somebody in business.
 */
const kindWords: Record<RelationKind, readonly string[]> = {
  spouse: ['配偶', 'spouse', '丈夫', '妻子', '爱人', '先生', '太太', 'husband', 'wife'],
  child: ['子女', 'child', '儿子', '女儿', '孩子', 'son', 'daughter'],
  parent: ['父母', 'parent', '父亲', '母亲', 'father', 'mother'],
  sibling: ['兄弟姐妹', 'sibling', '哥哥', '姐姐', '弟弟', '妹妹', 'brother', 'sister'],
  referrer: ['介绍人', 'referrer', '推荐人'],
  referred: ['被介绍人', 'referred person', '被推荐人'],
  colleague: ['同事', 'colleague'],
  business: ['生意伙伴', 'business partner', '合伙人'],
  guardian: ['监护人', 'guardian'],
  ward: ['被监护人', 'ward'],
}

const known = relationKinds.flatMap((kind) => kindWords[kind].map((word) => ({ kind, word })))

/** “配偶 王芳；子女 王小明”. */
export function writeRelations(
  relations: readonly RelationDraft[],
  language: 'zh-CN' | 'en',
): string {
  return writeWords(
    relations.map(({ kind, name }) => {
      const word = kindWords[kind][language === 'en' ? 1 : 0] ?? kind
      return `${word} ${name.replace(/\s*[;；\r\n]+\s*/gu, ' ')}`
    }),
  )
}

/** As `writeRelations` writes them, or with a colon; null when one of them cannot be told. */
export function readRelations(cell: string): RelationDraft[] | null {
  const relations = readWords(cell).map(readRelation)
  return relations.every((relation) => relation !== null) ? relations : null
}

function readRelation(text: string): RelationDraft | null {
  const small = text.toLowerCase()
  for (const { kind, word } of known) {
    if (!small.startsWith(word)) continue
    const name = /^[\s:：]+(?<name>\S.*)$/u.exec(text.slice(word.length))?.groups?.['name']
    if (name !== undefined) return { kind, name }
  }
  return null
}
