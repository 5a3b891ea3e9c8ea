import { Cake, ChevronRight, FileText, MessageCircle, Phone, RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { Badge } from '#ui/badge.tsx'
import { Banner } from '#ui/banner.tsx'
import { Checkbox } from '#ui/checkbox.tsx'
import { DayRibbon } from '#ui/day-ribbon.tsx'
import { DeadlineBar } from '#ui/deadline-bar.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { Menu } from '#ui/menu.tsx'
import { Panel } from '#ui/panel.tsx'
import { SurnameDisc } from '#ui/surname-disc.tsx'
import { VirtualList } from '#ui/virtual-list.tsx'
import { SIXTY, TWELVE } from './gallery-texts.ts'

const dots = [
  { id: '1', at: 530, state: 'done', label: '风险评估更新' },
  { id: '2', at: 540, state: 'overdue', label: '大额存单到期回访' },
  { id: '3', at: 630, state: 'todo', label: '补齐材料' },
  { id: '4', at: 840, state: 'todo', label: '上门拜访' },
  { id: '5', at: 920, state: 'todo', label: '养老金' },
  { id: '6', at: 990, state: 'todo', label: '回访' },
] as const

export function Lists() {
  return (
    <>
      <div className="flex flex-col gap-2">
        <Banner tone="offline" shape="card" action={{ label: '查看', onPress: () => {} }}>
          当前离线，3 条记录待同步
        </Banner>
        <Banner tone="warning" shape="card" onDismiss={() => {}}>
          客户设置了免打扰时段 12:00–14:00
        </Banner>
        <Banner tone="danger" shape="card" action={{ label: '立即处理', onPress: () => {} }}>
          本机存储空间不足，新录入的内容可能无法保存，请先导出或清理
        </Banner>
        <Banner tone="info" shape="card">
          新版本已就绪，下次打开时生效
        </Banner>
      </div>
      <Panel>
        <p className="tnum mb-1 flex flex-wrap gap-x-4 font-semibold">
          <span>5 件待办</span>
          <span className="text-danger">1 件已逾期</span>
          <span>1 件投诉今日到期</span>
        </p>
        <DayRibbon
          startMinutes={510}
          endMinutes={1050}
          nowMinutes={580}
          dots={dots}
          summaryLabel="现在 9:40，共 6 项任务，1 项已逾期"
        />
      </Panel>
      <Tasks />
      <Panel title="投诉时限" count="3 件" action={<AllLink />}>
        <div className="flex flex-col gap-4">
          <DeadlineBar
            used={14.7}
            total={15}
            level="late"
            label="剩 7 小时"
            title="柜面排队时间过长"
            start="TS-1187 · 王秀英"
            end="待答复客户"
          />
          <DeadlineBar
            used={11}
            total={15}
            level="soon"
            label="剩 4 天"
            title={SIXTY}
            start={`TS-1192 · ${TWELVE}`}
            end="调查中"
          />
          <DeadlineBar
            used={2}
            total={15}
            level="calm"
            label="剩 13 天"
            title="代销产品收益说明"
            start="TS-1201 · 李桂芳"
            end="已受理"
          />
        </div>
      </Panel>
      <Birthdays />
      <Clients />
    </>
  )
}

function AllLink() {
  return (
    <button
      type="button"
      className="inline-flex min-h-11 cursor-pointer items-center gap-0.5 px-2 text-sm text-primary"
    >
      全部 <ChevronRight size={16} aria-hidden />
    </button>
  )
}

function Tasks() {
  const [done, setDone] = useState<string[]>(['5'])
  const rows = [
    {
      id: '1',
      title: '大额存单到期回访',
      who: '周慧敏',
      note: '50 万元 3 年期，今日到期',
      at: '逾期 40 分',
      icon: Phone,
    },
    {
      id: '2',
      title: '补齐开户意愿核实材料',
      who: '杭州青禾商贸',
      note: '缺法人身份证复印件',
      at: '10:30',
      icon: FileText,
    },
    { id: '3', title: SIXTY, who: TWELVE, note: '客户偏好方言沟通', at: '15:20', icon: Phone },
    {
      id: '5',
      title: '理财产品风险评估更新',
      who: '吴嘉怡',
      note: '回访',
      at: '8:50',
      icon: RefreshCw,
    },
  ]
  return (
    <Panel flush title="今日任务" count="1 / 6 已完成" action={<AllLink />}>
      <ul>
        {rows.map((row) => (
          <ListRow
            key={row.id}
            title={row.title}
            overdue={row.id === '1'}
            done={done.includes(row.id)}
            onPress={() => {}}
            leading={
              <Checkbox
                hideLabel
                label={`完成 ${row.title}`}
                value={done.includes(row.id)}
                onChange={(on) =>
                  setDone(on ? [...done, row.id] : done.filter((id) => id !== row.id))
                }
              />
            }
            meta={row.at}
            subtitle={
              <>
                <row.icon size={15} aria-hidden />
                <span className="text-ink-2">{row.who}</span>
                <span>{row.note}</span>
              </>
            }
          />
        ))}
      </ul>
    </Panel>
  )
}

function Birthdays() {
  const people = [
    {
      id: '1',
      surname: '沈',
      name: '沈若兰',
      tier: 'vip',
      level: '私行',
      day: '今天 · 农历十月十五',
    },
    {
      id: '2',
      surname: '欧阳',
      name: '欧阳静',
      tier: 'potential',
      level: '潜力',
      day: '明天 · 农历十月十六',
    },
    { id: '3', surname: '阿', name: TWELVE, tier: 'mass', level: '大众', day: '公历 11 月 25 日' },
  ] as const
  return (
    <Panel flush title="客户生日" count="今天 2 位">
      <ul>
        {people.map((each) => (
          <ListRow
            key={each.id}
            title={each.name}
            onPress={() => {}}
            leading={<SurnameDisc surname={each.surname} tier={each.tier} />}
            subtitle={
              <>
                <Cake size={15} className="text-plum" aria-hidden />
                <span>{each.day}</span>
              </>
            }
            trailing={
              <>
                <IconButton label={`致电 ${each.name}`} icon={Phone} />
                <IconButton label={`发消息 ${each.name}`} icon={MessageCircle} />
              </>
            }
          />
        ))}
      </ul>
    </Panel>
  )
}

const clients = Array.from({ length: 5000 }, (_, index) => ({
  id: String(index),
  name: index === 2 ? SIXTY : `${'胡杨萧于卢蒋阎彭朱'[index % 9]}强${index}`,
  tier: (['vip', 'potential', 'mass'] as const)[index % 3]!,
}))

function Clients() {
  const [selected, setSelected] = useState('3')
  return (
    <Panel flush title="客户" count="5,000 位">
      <VirtualList
        label="客户"
        scroll="element"
        className="h-100"
        items={clients}
        itemKey={(client) => client.id}
        renderItem={(client) => (
          <ListRow
            title={client.name}
            subtitle="尾号 4472 · 3 天前联系"
            selected={client.id === selected}
            onPress={() => setSelected(client.id)}
            leading={<SurnameDisc surname={client.name[0] ?? ''} tier={client.tier} />}
            trailing={
              <>
                <Badge
                  tone={
                    client.tier === 'vip'
                      ? 'plum'
                      : client.tier === 'potential'
                        ? 'jade'
                        : 'neutral'
                  }
                >
                  {client.tier === 'vip' ? '私行' : client.tier === 'potential' ? '潜力' : '大众'}
                </Badge>
                {client.id === '1' && (
                  <Menu
                    label="更多操作"
                    items={[{ id: 'call', label: '致电', icon: Phone, onPress: () => {} }]}
                  />
                )}
              </>
            }
          />
        )}
      />
    </Panel>
  )
}
