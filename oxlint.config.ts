import { defineConfig } from 'oxlint'

/**
 * The layer table: what each folder may import of ours, besides its own siblings (`./x.ts`).
 * A layer that is not named for a folder may not be imported there.
 */
const layers: Record<string, { files: string[]; may: string[] }> = {
  shared: { files: ['src/shared/**'], may: ['shared'] },
  vault: { files: ['src/vault/**'], may: ['shared', 'vault'] },
  replica: { files: ['src/replica/**'], may: ['shared', 'vault', 'replica'] },
  sync: { files: ['src/sync/**'], may: ['shared', 'vault', 'replica', 'sync'] },
  ui: { files: ['src/ui/**'], may: ['ui'] },
  i18n: { files: ['src/i18n/**'], may: ['i18n'] },
  features: {
    files: ['src/features/**'],
    may: ['shared', 'vault', 'replica', 'sync', 'ui', 'i18n'],
  },
  app: {
    files: ['src/app/**'],
    may: ['shared', 'vault', 'replica', 'sync', 'ui', 'i18n', 'features', 'app'],
  },
  // SE7: what is told to a customer is told in the words of the screens.
  server: { files: ['sync-server/**'], may: ['shared', 'i18n', 'server'] },
}

const all = Object.keys(layers)

/** What a folder may not import: a parent folder by path, and each layer that its line does not name. */
function forbidden(may: string[]): ['error', { patterns: { group: string[]; message: string }[] }] {
  const layersNotNamed = [...all, 'tests'].filter((layer) => !may.includes(layer))
  const direction = {
    group: layersNotNamed.map((layer) => `#${layer}/**`),
    message: 'The layer table in oxlint.config.ts forbids this direction.',
  }
  return [
    'error',
    {
      patterns: [
        { group: ['../**'], message: 'Use #layer/… instead.' },
        ...(layersNotNamed.length > 0 ? [direction] : []),
      ],
    },
  ]
}

export default defineConfig({
  plugins: ['typescript', 'react', 'import', 'jsx-a11y', 'vitest', 'unicorn', 'oxc'],
  categories: { correctness: 'error', suspicious: 'error' },
  ignorePatterns: ['dist/**', 'node_modules/**', 'docs/**'],
  rules: {
    // The automatic JSX runtime needs no React in scope.
    'react/react-in-jsx-scope': 'off',
    // A lock screen and a sheet with one field start in that field; there is nothing to read before it.
    'jsx-a11y/no-autofocus': 'off',
    // A promise nobody waits for is an error nobody sees.
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': ['error', { checksVoidReturn: false }],
    'typescript/no-explicit-any': 'error',
    // Named exports keep one name for one thing; configuration files are the exception below.
    'import/no-default-export': 'error',
    // A style sheet and a worker are imported for what they do.
    'import/no-unassigned-import': ['error', { allow: ['**/*.css', 'fake-indexeddb/auto'] }],
    // Names are walked by code point on purpose: rare characters lie outside the basic plane.
    'typescript/no-misused-spread': 'off',
    // It cannot tell data from outside from Dexie's own way of typing tables; `any` is refused above.
    'typescript/no-unsafe-type-assertion': 'off',
    // Our interfaces are made by closures; nothing of ours uses `this`.
    'typescript/unbound-method': 'off',
    // tsc refuses a switch over a union that forgets a case.
    'typescript/consistent-return': 'off',
    // Waiting until a text stands on the screen is an assertion: it fails when it does not.
    'vitest/expect-expect': [
      'error',
      { assertFunctionNames: ['expect', 'expectTypeOf', 'sees', 'fc.assert'] },
    ],
    // Shadowed names hide which value is meant; arguments of callbacks are short-lived.
    'no-shadow': 'off',
    // An empty catch swallows an error.
    'no-empty': ['error', { allowEmptyCatch: false }],
    'no-console': 'error',
    'no-restricted-imports': forbidden([...all, 'tests']),
  },
  overrides: [
    ...Object.values(layers).map(({ files, may }) => ({
      files,
      rules: { 'no-restricted-imports': forbidden(may) },
    })),
    { files: ['*.config.ts'], rules: { 'import/no-default-export': 'off' } },
    { files: ['sync-server/**', 'scripts/**', 'tests/**'], rules: { 'no-console': 'off' } },
    // A test may say what it knows of a value that it made itself.
    { files: ['tests/**'], rules: { 'typescript/no-base-to-string': 'off' } },
  ],
})
