import { createContext } from 'react'

/** What opens the merge of the customer in the form with another one; null where there is nobody yet to merge. */
export const MergeOffer = createContext<((otherId: string) => void) | null>(null)
