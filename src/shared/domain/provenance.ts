import * as z from 'zod/mini'
import { CivilDate } from './civil-date.ts'

/** customer 客户告知, documents 材料核实, bank 行内数据, estimate 估计. */
export const provenanceSources = ['customer', 'documents', 'bank', 'estimate'] as const

/** 来源 provenance (R7): how a section of a profile is known, and on which day it was collected. */
export const Provenance = z.strictObject({ source: z.enum(provenanceSources), on: CivilDate })
export type Provenance = z.infer<typeof Provenance>
