import type { ReactNode } from 'react'
import { Banner } from './banner.tsx'

interface FormTroubleProps {
  children: ReactNode
  /** What kept the form back has passed. */
  isOver?: boolean
}

/** Why a form was not taken as a whole, announced at once; what is wrong with one field stands beside that field. */
export function FormTrouble({ children, isOver }: FormTroubleProps) {
  return (
    <div role="alert">
      <Banner tone={isOver ? 'info' : 'danger'} shape="card">
        {children}
      </Banner>
    </div>
  )
}
