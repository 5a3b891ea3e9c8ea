import { useUiTexts } from './ui-texts.tsx'

/** A grey shape where content will be; give its size and radius by class. */
export function Skeleton(props: { className: string }) {
  return <div aria-hidden className={`skeleton ${props.className}`} />
}

/** Rows of a list on their way. */
export function SkeletonRows(props: { count?: number | undefined }) {
  const texts = useUiTexts()
  const rows = Array.from({ length: props.count ?? 4 }, (_, index) => index)
  return (
    <div>
      <output className="sr-only">{texts.loading}</output>
      {rows.map((row) => (
        <div key={row} className="flex min-h-18 items-center gap-4 px-5">
          <Skeleton className="size-10 shrink-0 rounded-full" />
          <div className="flex-1">
            <Skeleton className={`h-4 rounded-sm ${row % 2 ? 'w-2/5' : 'w-1/3'}`} />
            <Skeleton className={`mt-2 h-3 rounded-sm ${row % 2 ? 'w-3/5' : 'w-3/4'}`} />
          </div>
        </div>
      ))}
    </div>
  )
}
