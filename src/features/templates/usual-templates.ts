import { derivedId } from '#shared/domain/derived-id.ts'
import type { Template } from '#shared/domain/template.ts'
import { create, type ChangeRequest, type Replica } from '#replica/replica.ts'
import type { TemplatePlace } from './template-form.ts'

type Words = Pick<Template, 'occasion' | 'tone' | 'text'>

/**
 * To begin with: our own words, for the occasions that come up most. Those for a birthday are right on the day before as well: Today
 * offers them then, too.
 */
const usual: readonly (Words & { key: string })[] = [
  {
    key: 'birthday-formal',
    occasion: 'birthday',
    tone: 'formal',
    text: '{称呼}，您好！值您生日之际，{网点}全体同事祝您身体健康、万事顺心。有什么需要，随时找我。{客户经理}',
  },
  {
    key: 'birthday-warm',
    occasion: 'birthday',
    tone: 'warm',
    text: '{称呼}，祝您生日快乐！愿您新的一岁平平安安，天天好心情。路过{网点}进来坐坐，我给您泡杯茶。{客户经理}',
  },
  {
    key: 'spring-festival',
    occasion: 'spring_festival',
    tone: 'formal',
    text: '{称呼}，新年好！谢谢您这一年的信任，祝您和家人新春吉祥、身体安康。{网点} {客户经理}',
  },
  {
    key: 'dragon-boat',
    occasion: 'dragon_boat',
    tone: 'warm',
    text: '{称呼}，端午安康！天气热起来了，您和家人多保重。{客户经理}',
  },
  {
    key: 'mid-autumn',
    occasion: 'mid_autumn',
    tone: 'warm',
    text: '{称呼}，中秋快乐！愿您一家团团圆圆，月圆人更圆。{网点} {客户经理}',
  },
  {
    key: 'maturity',
    occasion: 'maturity',
    tone: 'formal',
    text: '{称呼}，您好！您在{网点}有一笔产品快到期了，到期后怎么安排听您的。您方便时告诉我，我把办理步骤说给您听。{客户经理}',
  },
  {
    key: 'appointment',
    occasion: 'appointment',
    tone: 'formal',
    text: '{称呼}，您好！和您约好了到{网点}办业务，请带上有效身份证件。时间有变，告诉我一声就行。{客户经理}',
  },
  {
    key: 'followup',
    occasion: 'followup',
    tone: 'warm',
    text: '{称呼}，您好！上次您问的事我一直记着，有了结果马上告诉您。还有别的需要，随时找我。{客户经理}',
  },
]

/**
 * The usual templates that are not there, as changes. Whoever adds them, on whichever device, makes the same ones (OP1); those that
 * were deleted come back.
 */
export function addUsualTemplates(
  replica: Pick<Replica, 'get'>,
  place: TemplatePlace,
): ChangeRequest[] {
  const [holder = ''] = Object.values(place)
  return usual.flatMap(({ key, ...words }): ChangeRequest[] => {
    const id = derivedId('template', holder, key)
    const known = replica.get('template', id)
    const restore = { recordType: 'template', recordId: id, kind: 'restore', args: {} } as const
    // Another device may have added and deleted it, which this one has not heard of.
    if (known === undefined) {
      return [create('template', id, { ...place, ...words, active: true }), restore]
    }
    return known.archivedAt === undefined ? [] : [restore]
  })
}
