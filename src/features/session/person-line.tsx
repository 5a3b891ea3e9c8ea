import { SurnameDisc } from '#ui/surname-disc.tsx'

/** Whose vault the lock keeps. */
export function PersonLine({ name, staffNo }: { name: string; staffNo: string }) {
  return (
    <div className="mb-5 flex items-center gap-3">
      <SurnameDisc surname={firstCharacter(name)} tier="potential" />
      <p className="min-w-0">
        <span className="block font-medium wrap-anywhere">{name}</span>
        <span className="tnum block text-sm text-ink-3">{staffNo}</span>
      </p>
    </div>
  )
}

/** The reading of surnames weighs more than the whole lock; 欧 for 欧阳 will do here. */
export function firstCharacter(name: string): string {
  return [...name][0] ?? ''
}
