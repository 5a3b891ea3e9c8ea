import { useState } from 'react'
import { ActionBar } from '#ui/action-bar.tsx'
import { Button } from '#ui/button.tsx'
import { Checkbox } from '#ui/checkbox.tsx'
import { ChoiceChips, FilterChip, MultiChips } from '#ui/chips.tsx'
import { ComboField } from '#ui/combo-field.tsx'
import { DateField } from '#ui/date-field.tsx'
import { ErrorSummary } from '#ui/error-summary.tsx'
import { Kbd } from '#ui/kbd.tsx'
import { Panel } from '#ui/panel.tsx'
import { SearchField } from '#ui/search-field.tsx'
import { Segmented } from '#ui/segmented.tsx'
import { Select } from '#ui/select.tsx'
import { Switch } from '#ui/switch.tsx'
import { TextArea } from '#ui/text-area.tsx'
import { TextField } from '#ui/text-field.tsx'
import { SIXTY, TWELVE } from './gallery-texts.ts'

const channels = ['柜面', '电话', '客服热线', '监管转办'].map((label) => ({ value: label, label }))
const kinds = [
  { value: 'queue', label: '排队时间过长' },
  { value: 'fee', label: '收费争议', description: '年费、手续费、账户管理费' },
  { value: 'sale', label: '代销产品收益说明' },
  { value: 'long', label: SIXTY },
  { value: 'closed', label: '已停用的类别', disabled: true },
]
const people = [
  { value: '1', label: '周慧敏', description: '尾号 0190' },
  { value: '2', label: '周国梁', description: '尾号 3321' },
  { value: '3', label: TWELVE, description: '尾号 7745' },
]

/** Every field, as it is at first and with an error. */
export function Fields() {
  return (
    <div className="mt-4 grid gap-4 md:mt-5 md:grid-cols-2 md:gap-5">
      <FieldForm title="表单" wrong={false} />
      <FieldForm title="有缺漏的表单" wrong />
    </div>
  )
}

function FieldForm(props: { title: string; wrong: boolean }) {
  const [attempt, setAttempt] = useState(0)
  const [text, setText] = useState(props.wrong ? '' : SIXTY)
  const [secret, setSecret] = useState('一二三')
  const [note, setNote] = useState('')
  const [channel, setChannel] = useState('柜面')
  const [kind, setKind] = useState<string>(props.wrong ? '' : 'fee')
  const [kinds2, setKinds2] = useState<string[]>(['电话'])
  const [date, setDate] = useState(props.wrong ? '' : '2026-11-23')
  const [agreed, setAgreed] = useState(!props.wrong)
  const [quiet, setQuiet] = useState(true)
  const [query, setQuery] = useState('')
  const [person, setPerson] = useState<string>('')
  const error = (message: string) => (props.wrong ? message : undefined)
  const id = props.wrong ? 'wrong' : 'right'
  return (
    <Panel title={props.title}>
      <form className="flex flex-col gap-5" onSubmit={(event) => event.preventDefault()} noValidate>
        {props.wrong && (
          <ErrorSummary
            title="还有 3 处需要补充，已为您标出"
            attempt={attempt}
            gaps={[
              { name: `${id}.name`, label: '客户姓名' },
              { name: `${id}.kind`, label: '投诉类别' },
              { name: `${id}.date`, label: '发生日期' },
            ]}
          />
        )}
        <SearchField
          label="搜索"
          value={query}
          onChange={setQuery}
          placeholder="姓名、拼音首字母或手机尾号"
          hint={<Kbd>Ctrl K</Kbd>}
        />
        <ChoiceChips
          label="等级"
          hideLabel
          layout="scroll"
          name={`${id}.filter`}
          options={[
            ...channels,
            { value: 'x', label: '私行', count: 12 },
            { value: 'y', label: TWELVE },
          ]}
          value={channel}
          onChange={setChannel}
        />
        <TextField
          label="客户姓名"
          name={`${id}.name`}
          required
          value={text}
          onChange={setText}
          placeholder="姓名或客户号"
          error={error('请填写客户姓名（至少 2 个字）')}
        />
        <TextField
          label="金额"
          name={`${id}.sum`}
          value="50,000"
          onChange={() => {}}
          inputMode="decimal"
          prefix="¥"
          suffix="元"
          description="只用于本次登记"
          disabled={props.wrong}
        />
        <TextField
          label="口令"
          name={`${id}.secret`}
          type="password"
          value={secret}
          onChange={setSecret}
        />
        <Segmented
          label="投诉渠道"
          name={`${id}.channel`}
          options={channels}
          value={channel}
          onChange={setChannel}
          error={error('请选择渠道')}
        />
        <Select
          label="投诉类别"
          name={`${id}.kind`}
          required
          options={kinds}
          value={kind}
          onChange={setKind}
          placeholder="请选择"
          noneLabel="不填"
          description={props.wrong ? undefined : '不确定时可稍后再改'}
          error={error('请选择投诉类别')}
        />
        <ComboField
          label="关联客户"
          name={`${id}.person`}
          options={people.filter((each) => each.label.includes(query))}
          query={query}
          onQuery={setQuery}
          value={person}
          onChange={setPerson}
          placeholder="输入姓名"
          error={error('请选择客户')}
        />
        <DateField
          label="发生日期"
          name={`${id}.date`}
          value={date}
          onChange={setDate}
          max="2027-12-31"
          error={error('请选择日期')}
        />
        <MultiChips
          label="涉及业务"
          name={`${id}.topics`}
          options={channels}
          value={kinds2}
          onChange={setKinds2}
          description="可多选"
          error={error('请至少选择一项')}
        />
        <div className="flex flex-wrap gap-2">
          <FilterChip label="只看逾期" pressed={props.wrong} onPress={() => {}} count={3} />
          <FilterChip label="我负责的" pressed={!props.wrong} onPress={() => {}} />
        </div>
        <TextArea
          label="客户诉求"
          name={`${id}.wish`}
          value={note}
          onChange={setNote}
          max={200}
          placeholder="用客户的原话记录"
          error={error('请填写诉求')}
        />
        <Checkbox
          label="客户同意留存联系方式"
          name={`${id}.agreed`}
          required
          value={agreed}
          onChange={setAgreed}
          description="用于答复投诉，保存三年"
          error={error('需要客户同意')}
        />
        <Switch
          label="免打扰"
          name={`${id}.quiet`}
          value={quiet}
          onChange={setQuiet}
          description="12:00–14:00 不提醒联系"
        />
        <Switch label="已停用的开关" value={false} onChange={() => {}} disabled />
        <ActionBar>
          <Button tone="soft">存草稿</Button>
          <Button type="submit" onPress={() => setAttempt(attempt + 1)}>
            下一步
          </Button>
        </ActionBar>
      </form>
    </Panel>
  )
}
