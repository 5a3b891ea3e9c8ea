import { buildSearchKeys } from '#shared/domain/build-search-keys.ts'
import { addDays, civilDateInShanghai } from '#shared/domain/civil-date.ts'
import { type Customer, stages, sources, tierBases } from '#shared/domain/customer.ts'
import { surnameOf } from '#shared/domain/person-name.ts'
import {
  assetBands,
  horizons,
  incomeBands,
  investmentPreferences,
  type Profile,
  riskLevels,
} from '#shared/domain/profile.ts'
import {
  randomInteger,
  randomItem,
  type Random,
  seededRandom,
} from '#shared/domain/seeded-random.ts'
import { branchScope, portfolioScope } from '#shared/protocol/scope.ts'
import { pinyinEngine } from '#server/pinyin-engine.ts'
import { newRecord } from '#server/set-up-branch.ts'
import { chineseName } from './chinese-names.ts'
import {
  contactWindows,
  families,
  goals,
  habits,
  tags,
  jobs,
  likes,
  pinnedNotes,
  refusalReasons,
  taboos,
} from './customer-texts.ts'
import {
  chance,
  type Generated,
  type GeneratedCustomer,
  type Generation,
  someOf,
  workingInstantBefore,
} from './generation.ts'

/** One customer card with its profile, owned by the manager whose turn it is. */
export function generateCustomer(
  generation: Generation,
  index: number,
): { customer: GeneratedCustomer; card: Generated; profile: Generated } {
  const { random, managers, branchId, newId } = generation
  const owner = managers[index % managers.length]
  if (owner === undefined) throw new Error('A branch needs a relationship manager.')
  const { name, gender } = chineseName(random)
  const createdAt = workingInstantBefore(generation, 1500)
  const customer: GeneratedCustomer = {
    id: newId(createdAt),
    ownerId: owner.id,
    name,
    salutation: salutationOf(random, name, gender),
    gender,
    phone: inventedPhone(random),
    createdAt,
  }
  const by = { at: createdAt, staffId: owner.id }
  return {
    customer,
    card: {
      record: newRecord('customer', customer.id, cardOf(generation, customer), by),
      scope: branchScope(branchId),
    },
    profile: {
      record: newRecord('profile', customer.id, profileOf(generation, customer), by),
      scope: portfolioScope(owner.id),
    },
  }
}

function cardOf({ random, branchId }: Generation, customer: GeneratedCustomer): Customer {
  const draw = random()
  const tier = draw < 0.08 ? 'vip' : draw < 0.34 ? 'potential' : 'mass'
  const created = civilDateInShanghai(customer.createdAt)
  const card: Customer = {
    branchId,
    ownerId: customer.ownerId,
    coOwnerIds: [],
    name: customer.name,
    aliases: [],
    salutation: customer.salutation,
    gender: customer.gender,
    searchKeys: buildSearchKeys(customer.name, pinyinEngine),
    phoneTail: customer.phone.slice(-4),
    tier,
    tierBasis: tier === 'mass' ? [] : someOf(random, tierBases, 2),
    tierSince: created,
    stage: chance(random, 0.6) ? 'mature' : randomItem(random, stages),
    source: randomItem(random, sources),
    likes: chance(random, 0.55) ? someOf(random, likes, 3) : [],
    taboos: chance(random, 0.2) ? someOf(random, taboos, 2) : [],
    specialCare: chance(random, 0.14) ? ['senior'] : [],
    doNotContact: 'none',
  }
  if (chance(random, 0.03)) {
    card.doNotContact = 'marketing_only'
    card.doNotContactReason = randomItem(random, refusalReasons)
  }
  if (chance(random, 0.06)) card.pinnedNote = randomItem(random, pinnedNotes)
  if (chance(random, 0.003)) {
    card.deceasedOn = addDays(created, 1)
    card.doNotContact = 'all'
  }
  return card
}

function profileOf({ random, today, newId }: Generation, customer: GeneratedCustomer): Profile {
  const [occupation, employer] = randomItem(random, jobs)
  const profile: Profile = {
    customerId: customer.id,
    contactPoints: {
      [newId(customer.createdAt)]: { kind: 'mobile', value: customer.phone, primary: true },
    },
    occupation,
    employer,
    incomeBand: randomItem(random, incomeBands),
    assetBand: randomItem(random, assetBands),
    investmentPreferences: someOf(random, investmentPreferences, 3),
    horizon: randomItem(random, horizons),
    preferredChannels: someOf(random, ['phone', 'wechat', 'branch'], 2),
  }
  // A chance of their own: what was generated before stays as it was.
  const ofTags = seededRandom(`tags ${customer.id}`)
  if (chance(ofTags, 0.35)) profile.tags = someOf(ofTags, tags, 2)
  if (chance(random, 0.7)) profile.family = randomItem(random, families)
  if (chance(random, 0.5)) profile.habits = randomItem(random, habits)
  if (chance(random, 0.6)) profile.goals = randomItem(random, goals)
  if (chance(random, 0.4)) profile.contactWindow = randomItem(random, contactWindows)
  if (chance(random, 0.75)) {
    profile.riskLevel = randomItem(random, riskLevels)
    profile.riskAssessedOn = addDays(today, -randomInteger(random, 1, 420))
    profile.investorType = 'ordinary'
  }
  return profile
}

function salutationOf(random: Random, name: string, gender: 'female' | 'male'): string {
  const surname = surnameOf(name) ?? name.split('·')[0] ?? name
  const titles =
    gender === 'female'
      ? ['女士', '老师', '阿姨', '姐', '总', '医生']
      : ['先生', '老师', '叔叔', '哥', '总', '师傅']
  return surname + (chance(random, 0.5) ? titles[0] : randomItem(random, titles))
}

/** Four zeros stand where a real number names its district: nobody has such a number. */
function inventedPhone(random: Random): string {
  return `1${randomItem(random, ['30', '35', '38', '39', '50', '58', '77', '86', '89', '99'])}0000${String(
    randomInteger(random, 0, 9999),
  ).padStart(4, '0')}`
}
