import { genders, type Customer, type Tier, tiers } from '#shared/domain/customer.ts'

type Gender = NonNullable<Customer['gender']>

/** What people write for a value, in small letters; the first two are those that we write ourselves, in Chinese and in English. */
const genderWords: Record<Gender, readonly string[]> = {
  female: ['女', 'female', '女性', '女士', '小姐', 'f'],
  male: ['男', 'male', '男性', '先生', 'm'],
}

const tierWords: Record<Tier, readonly string[]> = {
  vip: ['贵宾', 'vip', '贵宾客户'],
  potential: ['潜力', 'potential', '潜力客户'],
  mass: ['大众', 'mass', '大众客户', '普通', '普通客户', 'standard'],
}

/** The gender that a word means; undefined for a word that nobody knows. */
export function genderOfWord(word: string): Gender | undefined {
  return genders.find((gender) => genderWords[gender].includes(word))
}

/** The tier that a word means; undefined for a word that nobody knows. */
export function tierOfWord(word: string): Tier | undefined {
  return tiers.find((tier) => tierWords[tier].includes(word))
}

/** The word for a gender in our own tables. */
export function wordOfGender(gender: Gender, language: 'zh-CN' | 'en'): string {
  return genderWords[gender][language === 'en' ? 1 : 0] ?? gender
}

/** The word for a tier in our own tables. */
export function wordOfTier(tier: Tier, language: 'zh-CN' | 'en'): string {
  return tierWords[tier][language === 'en' ? 1 : 0] ?? tier
}
