import type { Messages } from '#i18n/messages.ts'

/** Whether a product may be recommended to a customer, in a note about one. */
export const suitability: Messages['suitability'] = {
  context: 'About the customer',
  riskLevel: 'Risk level',
  goals: 'Goals',
  income: 'Income',
  assets: 'Assets',
  horizon: 'Horizon',
  missing: (labels) => `Not known: ${labels}`,
  grade: 'Risk grade of the product',
  gradeHint: 'Where issuer and bank differ, the higher one counts',
  kind: 'Noted as',
  disclosed: 'Risk disclosed',
  extraCare: 'Special care',
  extraCareHint: 'e.g. explained slowly, family present, customer repeated the risk',
  verdict: {
    'not-assessed':
      'The customer has no risk assessment: this can only be noted as asked by the customer, not recommended.',
    undated:
      'The date of the assessment is missing, so nobody knows whether it holds: this can only be noted as asked by the customer, not recommended.',
    'assessed-later':
      'The assessment is later than this talk: it can only be noted as asked by the customer, not recommended.',
    expired: (until) =>
      `The assessment expired on ${until}: this can only be noted as asked by the customer, not recommended.`,
    'above-capacity': (capacity, grade) =>
      `Customer ${capacity}, product ${grade} is above what the customer can bear: this can only be noted as asked by the customer, not recommended.`,
    'extra-care': (grade) =>
      `The customer is 65 or older and ${grade} is of higher risk: whoever recommends it writes what care was taken.`,
    'may-recommend': (capacity, grade) =>
      `Customer ${capacity}, product ${grade} is within what the customer can bear.`,
  },
  promising: (words) =>
    `“${words}” may be read as a promise of principal or return. Say so if the customer said it; never describe a product with it.`,
  quote: (words) => words.join('”, “'),
  product: (grade) => `Product ${grade}`,
  customer: (capacity) => `Customer ${capacity}`,
  disclosedBy: (ways) => `Risk disclosed: ${ways}`,
  careGiven: (text) => `Special care: ${text}`,
  enquiry: 'Product enquiry',
}
