import { FormTrouble } from './form-trouble.tsx'

interface WaitNoticeProps {
  /** How long it was at first, and what is left of it, in whole seconds. */
  seconds: number
  left: number
  /** What to say while so many seconds are left, and at the end. */
  words: (seconds: number) => string
  overWords: string
}

/** A wait is counted down to the eye, and said to the ear at its beginning and its end alone. */
export function WaitNotice({ seconds, left, words, overWords }: WaitNoticeProps) {
  const isOver = left === 0
  return (
    <FormTrouble isOver={isOver}>
      <span className="tnum" aria-hidden>
        {isOver ? overWords : words(left)}
      </span>
      <span className="sr-only">{isOver ? overWords : words(seconds)}</span>
    </FormTrouble>
  )
}
