/** The strokes of the mark without its tile: 行, two people on the same way. Takes the colour of the text. */
export function ProductMark(props: { className: string }) {
  return (
    <svg
      viewBox="112 112 290 290"
      fill="none"
      stroke="currentColor"
      strokeWidth="34"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={props.className}
      aria-hidden
    >
      <path d="M222 134C202 163 176 187 146 206" />
      <path d="M224 218C201 256 169 288 131 314" />
      <path d="M184 280V384" />
      <path d="M280 158H368" />
      <path d="M268 242H384" />
      <path d="M330 242V352Q330 384 298 384H282" />
    </svg>
  )
}
