import type { ReactNode } from 'react'
import { Banner } from './banner.tsx'

/** Why a form was not taken as a whole, announced at once; what is wrong with one field stands beside that field. */
export function FormTrouble({ children }: { children: ReactNode }) {
  return (
    <div role="alert">
      <Banner tone="danger" shape="card">
        {children}
      </Banner>
    </div>
  )
}
