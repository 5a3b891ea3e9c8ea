import * as z from 'zod/mini'

/** By what a customer who may leave is noticed in the records of the branch (R43). */
export const ChurnRules = z.strictObject({
  /** Civil days beyond those after which a customer of the tier is overdue. */
  inactiveDays: z.number(),
  /** Tries in a row that were not answered or declined. */
  refusedInRow: z.number(),
  /** Bands by which the assets of the newest finance snapshot are under those of the one before. */
  bandDrop: z.number(),
  /** Civil days after a maturity within which somebody writes down what became of it. */
  maturityDays: z.number(),
  /** Civil days after the answer to a complaint within which the customer is spoken to. */
  complaintDays: z.number(),
  /** Civil days after which evidence is too old to act on. */
  evidenceDays: z.number(),
  /** What a note says when a customer asks about closing an account, names another bank, or renewed. */
  closingWords: z.array(z.string()),
  competitorWords: z.array(z.string()),
  renewalWords: z.array(z.string()),
})
export type ChurnRules = z.infer<typeof ChurnRules>

/**
 * Used until a synced table says otherwise. Every number and word is an assumption of this product, to be corrected by the
 * bank: no law and no standard names any.
 */
export const usualChurnRules: ChurnRules = {
  inactiveDays: 30,
  refusedInRow: 3,
  bandDrop: 1,
  maturityDays: 7,
  complaintDays: 7,
  evidenceDays: 90,
  closingWords: ['销户', '注销账户', '注销卡', '关户', '把钱都转走'],
  competitorWords: ['他行', '别的银行', '其他银行', '另一家银行', '别家银行', '同业利率'],
  renewalWords: ['续存', '续期', '转存', '续买', '续购', '自动续', '再存', '接着存', '已续'],
}
