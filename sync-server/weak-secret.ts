/** SE8: a secret that a machine uses has no reason to be shorter. */
const shortest = 12
/** A name of one letter would take that letter out of every secret. */
const shortestWord = 4
/** What stands in instructions and lists, and in front of or behind which people put a year. */
const common = [
  'password',
  'passw0rd',
  'postgres',
  'changeme',
  'letmein',
  'welcome',
  'qwerty',
  'secret',
  'default',
  'example',
  'branchbook',
  '123456',
  'abcdef',
]

/** SE8: whether a secret of a machine is guessed easily; `names` are what it must not be made of, such as the user's. */
export function isWeakSecret(secret: string, names: readonly string[]): boolean {
  if (secret.length < shortest) return true
  // One letter again and again, or two in turn.
  if (new Set(secret).size < 5) return true
  let rest = secret.toLowerCase()
  const words = [...names, ...common].toSorted((one, other) => other.length - one.length)
  for (const word of words) {
    if (word.length >= shortestWord) rest = rest.replaceAll(word.toLowerCase(), '')
  }
  return rest.length < shortest / 2
}
