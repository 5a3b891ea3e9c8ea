import { SearchX } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#ui/button.tsx'
import { ConflictPair } from '#ui/conflict-pair.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { FactList } from '#ui/fact-list.tsx'
import { Panel } from '#ui/panel.tsx'
import { ProgressBar } from '#ui/progress-bar.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { Steps } from '#ui/steps.tsx'
import { Tabs } from '#ui/tabs.tsx'
import { SIXTY, TWELVE } from './gallery-texts.ts'

export function Layouts() {
  const [picked, setPicked] = useState<string | null>('theirs')
  return (
    <>
      <Panel title="需要处理" count="1 项">
        <ConflictPair
          label="联系电话"
          pickedId={picked}
          onPick={setPicked}
          sides={[
            {
              id: 'mine',
              heading: '本机的版本',
              value: '138 0013 8000',
              who: '李敏',
              when: '今天 09:12',
              device: '平板 2',
              pickLabel: '用这一版',
            },
            {
              id: 'theirs',
              heading: '已同步的版本',
              value: SIXTY,
              who: TWELVE,
              when: '今天 09:40',
              device: '柜面 1',
              pickLabel: '用这一版',
            },
          ]}
        />
      </Panel>
      <Panel>
        <Tabs
          label="客户资料"
          tabs={[
            { id: 'log', label: '往来', count: 12, content: <Facts /> },
            { id: 'tasks', label: '任务', count: 3, content: <p>任务</p> },
            { id: 'family', label: '家庭', content: <p>家庭</p> },
            { id: 'wealth', label: '资产', content: <p>资产</p> },
            { id: 'complaints', label: '投诉', count: 1, content: <p>投诉</p> },
            { id: 'files', label: '附件', content: <p>附件</p> },
          ]}
        />
        <Disclosure summary="更多信息" open>
          <p className="text-ink-2">客户偏好方言沟通，下午三点以后方便接听电话。</p>
        </Disclosure>
      </Panel>
      <Panel title="进度">
        <div className="flex flex-col gap-5">
          <Steps
            label="登记步骤"
            current={1}
            steps={[
              { id: '1', label: '受理信息' },
              { id: '2', label: '诉求与证据' },
              { id: '3', label: '分派确认' },
            ]}
          />
          <ProgressBar label="正在导入" value={1200} max={5000} valueText="1,200 / 5,000" />
        </div>
      </Panel>
      <Panel flush title="加载中">
        <SkeletonRows count={2} />
      </Panel>
      <Panel>
        <EmptyState
          icon={SearchX}
          title="没有找到“周慧敏”"
          description="换一个写法，或用手机尾号再试一次。也可以先登记为待确认的来访。"
          action={<Button tone="soft">登记来访</Button>}
        />
      </Panel>
    </>
  )
}

function Facts() {
  return (
    <FactList
      columns={2}
      facts={[
        { id: '1', label: '姓名', value: TWELVE },
        { id: '2', label: '手机', value: '138 0013 8000' },
        { id: '3', label: '单位', value: SIXTY },
        { id: '4', label: '生日', value: '农历十月十五' },
      ]}
    />
  )
}
