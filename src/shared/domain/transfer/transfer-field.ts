/** What a column of a table of customers can hold, in the order in which it is written out. */
export const transferFields = [
  'name',
  'salutation',
  'gender',
  'tier',
  'mobile',
  'tel',
  'wechat',
  'email',
  'address',
  'identity',
  'birthday',
  'occupation',
  'employer',
  'aliases',
  'likes',
  'taboos',
  'tags',
  'family',
  'habits',
  'needs',
  'relations',
  'planGoals',
  'planNextSteps',
  'planReviewOn',
  'pinnedNote',
] as const
export type TransferField = (typeof transferFields)[number]

/** One customer of a table: the text of each column that is there. */
export type TransferCells = Partial<Record<TransferField, string>>

/** The words by which people head such columns, in small letters; the first two are those that we write ourselves. */
const headerWords: Record<TransferField, readonly string[]> = {
  name: ['姓名', 'name', '客户姓名', '客户名称', '客户', '名字', '联系人', 'full name', 'customer'],
  salutation: ['称呼', 'salutation', '称谓', '尊称'],
  gender: ['性别', 'gender', 'sex'],
  tier: ['等级', 'tier', '客户等级', '客户级别', '级别', '分层', 'level', 'grade'],
  mobile: [
    '手机',
    'mobile',
    '手机号',
    '手机号码',
    '电话',
    '电话号码',
    '联系电话',
    '联系方式',
    '移动电话',
    'mobile phone',
    'phone',
    'phone number',
    'cell',
    'tel',
  ],
  tel: ['固话', 'landline', '座机', '固定电话', '办公电话', '家庭电话', 'telephone', 'home phone'],
  wechat: ['微信', 'wechat', '微信号', 'weixin', 'wechat id'],
  email: ['邮箱', 'email', '电子邮箱', '电子邮件', '邮件', 'e-mail', 'mail', 'email address'],
  address: ['地址', 'address', '住址', '家庭住址', '家庭地址', '联系地址', '通讯地址', '单位地址'],
  identity: [
    '身份证',
    'identity number',
    '身份证号',
    '身份证号码',
    '证件号',
    '证件号码',
    '公民身份号码',
    'id number',
    'id card',
    'identity card',
    'id no',
    'id no.',
  ],
  birthday: [
    '生日',
    'birthday',
    '出生日期',
    '出生年月日',
    '生日日期',
    'birth date',
    'date of birth',
    'dob',
    'bday',
  ],
  occupation: ['职业', 'occupation', '职业背景', '职务', '职位', 'job', 'job title', 'profession'],
  employer: [
    '单位',
    'employer',
    '工作单位',
    '公司',
    '单位名称',
    'company',
    'organization',
    'organisation',
  ],
  aliases: ['别名', 'aliases', '曾用名', '小名', '英文名', 'alias', 'nickname'],
  likes: ['偏好', 'likes', '喜好', '爱好', '兴趣', '兴趣爱好', 'preferences', 'hobbies'],
  taboos: ['忌讳', 'taboos', '禁忌', '避讳', 'dislikes'],
  tags: ['标签', 'tags', '客户标签', 'tag', 'labels', 'categories'],
  family: ['家庭状况', 'family', '家庭', '家庭情况', '家庭成员'],
  habits: ['消费习惯', 'habits', '习惯'],
  needs: ['需求', 'needs', '客户需求', 'need'],
  relations: ['关系', 'relations', '客户关系', '关系人', 'relation', 'relationships'],
  planGoals: ['服务目标', 'plan goals', '服务计划', 'service plan', 'plan'],
  planNextSteps: ['下一步', 'next steps', '计划下一步', 'plan next steps'],
  planReviewOn: ['回顾日期', 'review on', '计划回顾日期', 'plan review'],
  pinnedNote: [
    '备注',
    'note',
    '置顶',
    '说明',
    '备忘',
    'notes',
    'remark',
    'remarks',
    'comment',
    'comments',
    'memo',
  ],
}

/** How our own tables head a column. */
export function headerOf(field: TransferField, language: 'zh-CN' | 'en'): string {
  const [chinese = field, english = field] = headerWords[field]
  return language === 'en' ? english : chinese
}

/**
 * Which field each column holds, by the words at its head; null for a column that nobody knows. Of two columns with the
 * same meaning the first one counts.
 */
export function mapColumns(headers: readonly string[]): (TransferField | null)[] {
  const taken = new Set<TransferField>()
  return headers.map((header) => {
    const field = fieldOfHeader(header)
    if (field === null || taken.has(field)) return null
    taken.add(field)
    return field
  })
}

/** Whether the first line of a table heads it: a customer is not called 姓名. */
export function isHeaderRow(cells: readonly string[]): boolean {
  return cells.some((cell) => fieldOfHeader(cell) !== null)
}

const fieldByWord: ReadonlyMap<string, TransferField> = new Map(
  transferFields.flatMap((field) => headerWords[field].map((word) => [word, field] as const)),
)

function fieldOfHeader(header: string): TransferField | null {
  const plain = header
    .normalize('NFKC')
    .toLowerCase()
    // “姓名（必填）”, “*手机：”
    .replace(/\(.*?\)|\[.*?\]|【.*?】/gu, '')
    .replace(/[*:："'\p{Cf}]/gu, '')
    .replace(/[\s_-]+/gu, ' ')
    .trim()
  return fieldByWord.get(plain) ?? fieldByWord.get(plain.replaceAll(' ', '')) ?? null
}
