/** A name whose matching part is marked: by weight and colour and underline, not colour alone. */
export function HighlightedName(props: {
  name: string
  highlight: readonly [from: number, to: number] | undefined
}) {
  if (props.highlight === undefined) return props.name
  const [from, to] = props.highlight
  return (
    <>
      {props.name.slice(0, from)}
      <mark className="bg-transparent font-semibold text-primary underline decoration-1 underline-offset-4">
        {props.name.slice(from, to)}
      </mark>
      {props.name.slice(to)}
    </>
  )
}
