import type { ReactNode } from 'react'

/** What is known, as label and value, with a quiet word under it; two columns only where there is room. */
export function FactList(props: {
  facts: readonly { id: string; label: string; value: ReactNode; note?: string | undefined }[]
  columns?: 1 | 2 | undefined
}) {
  return (
    <dl className={`grid gap-x-6 gap-y-3 ${props.columns === 2 ? 'md:grid-cols-2' : ''}`}>
      {props.facts.map((fact) => (
        <div key={fact.id} className="min-w-0">
          <dt className="text-sm text-ink-3">{fact.label}</dt>
          <dd className="tnum wrap-anywhere">{fact.value}</dd>
          {fact.note && <dd className="tnum text-xs text-ink-3 wrap-anywhere">{fact.note}</dd>}
        </div>
      ))}
    </dl>
  )
}
