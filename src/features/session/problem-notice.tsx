import { useFirstMessages } from '#i18n/language.tsx'
import { FormTrouble } from '#ui/form-trouble.tsx'
import { WaitNotice } from '#ui/wait-notice.tsx'
import { problemText, type SessionProblem } from './session-problem.ts'

interface ProblemNoticeProps {
  problem: SessionProblem
  /** Whole seconds until the next try, from `useWaitLeft` of `waitOf`. */
  left: number
}

/** Why a set-up or sign-in did not work; a wait is counted down. */
export function ProblemNotice({ problem, left }: ProblemNoticeProps) {
  const texts = useFirstMessages().session
  if (problem.type !== 'too-many-tries') {
    return <FormTrouble>{problemText(problem, texts)}</FormTrouble>
  }
  return (
    <WaitNotice
      seconds={problem.seconds}
      left={left}
      words={texts.tooManyTries}
      overWords={texts.mayTryAgain}
    />
  )
}
