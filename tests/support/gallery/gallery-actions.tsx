import { Archive, Pencil, Phone, Plus, Share2, StickyNote, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Badge, CountBadge } from '#ui/badge.tsx'
import { Button } from '#ui/button.tsx'
import { ConfirmSheet } from '#ui/confirm-sheet.tsx'
import { FloatingButton } from '#ui/floating-button.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { Kbd } from '#ui/kbd.tsx'
import { Menu } from '#ui/menu.tsx'
import { Panel } from '#ui/panel.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { SurnameDisc } from '#ui/surname-disc.tsx'
import { SyncChip } from '#ui/sync-chip.tsx'
import { TextField } from '#ui/text-field.tsx'
import { toast } from '#ui/toast.tsx'
import { SIXTY } from './gallery-texts.ts'

export function Actions() {
  const [sheet, setSheet] = useState(false)
  const [confirm, setConfirm] = useState(false)
  const [starred, setStarred] = useState(true)
  const [note, setNote] = useState('')
  return (
    <>
      <Panel title="按钮">
        <div className="flex flex-wrap gap-3">
          <Button icon={Phone}>致电</Button>
          <Button tone="soft" icon={StickyNote} onPress={() => setSheet(true)}>
            记一笔
          </Button>
          <Button tone="outline">存草稿</Button>
          <Button tone="ghost">跳过</Button>
          <Button tone="danger" onPress={() => setConfirm(true)}>
            删除
          </Button>
          <Button busy>提交</Button>
          <Button disabled>下一步</Button>
          <Button tone="outline" disabled>
            不可用
          </Button>
          <Button size="sm">小号</Button>
          <Button size="sm" tone="soft">
            小号
          </Button>
        </div>
        <div className="mt-4 flex flex-wrap items-center gap-1">
          <IconButton label="编辑" icon={Pencil} />
          <IconButton
            label="收藏"
            icon={Archive}
            pressed={starred}
            onPress={() => setStarred(!starred)}
          />
          <IconButton label="删除" icon={Trash2} tone="danger" />
          <IconButton label="不可用" icon={Share2} disabled />
          <Menu
            label="更多操作"
            items={[
              { id: 'edit', label: '编辑资料', icon: Pencil, onPress: () => {} },
              {
                id: 'share',
                label: '移交同事',
                icon: Share2,
                description: '客户不必再说第二遍',
                onPress: () => {},
              },
              { id: 'archive', label: '归档', icon: Archive, disabled: true, onPress: () => {} },
              { id: 'delete', label: '申请删除', icon: Trash2, tone: 'danger', onPress: () => {} },
            ]}
          />
          <Menu
            label="新建"
            text="新建"
            icon={Plus}
            items={[{ id: 'a', label: '任务', onPress: () => {} }]}
          />
          <Kbd>Ctrl K</Kbd>
        </div>
        <div className="mt-4 flex flex-wrap gap-3">
          <Button
            tone="soft"
            onPress={() =>
              toast({
                text: '任务已完成',
                tone: 'done',
                action: { label: '撤销', onPress: () => {} },
              })
            }
          >
            撤销提示
          </Button>
          <Button tone="soft" onPress={() => toast({ text: SIXTY, tone: 'danger' })}>
            长提示
          </Button>
        </div>
      </Panel>
      <Panel title="标记">
        <div className="flex flex-wrap items-center gap-2">
          <Badge>普通</Badge>
          <Badge tone="jade">潜力</Badge>
          <Badge tone="danger">逾期</Badge>
          <Badge tone="amber">待同步</Badge>
          <Badge tone="plum">私行</Badge>
          <Badge>{SIXTY}</Badge>
          <CountBadge count={3} label="3 项" />
          <CountBadge count={120} label="120 项" tone="jade" />
        </div>
        <div className="mt-4 flex flex-wrap items-center gap-3">
          <SurnameDisc surname="沈" tier="vip" size="lg" />
          <SurnameDisc surname="欧阳" tier="potential" size="lg" />
          <SurnameDisc surname="欧阳" tier="vip" />
          <SurnameDisc surname="李" tier="potential" />
          <SurnameDisc surname="王" tier="mass" />
          <SurnameDisc surname="司马" tier="mass" size="sm" />
          <SurnameDisc surname="周" tier="mass" size="sm" />
        </div>
        <div className="mt-4 flex flex-wrap items-center gap-1">
          <SyncChip tone="ok" text="已同步 10:42" onPress={() => {}} />
          <SyncChip tone="pending" text="3 项待上传" onPress={() => {}} />
          <SyncChip tone="offline" text="离线·可继续录入" onPress={() => {}} />
          <SyncChip tone="attention" text="2 项需要处理" onPress={() => {}} />
          <SyncChip tone="offline" text="离线·可继续录入" onPress={() => {}} compact />
        </div>
      </Panel>
      <FloatingButton icon={Plus} onPress={() => setSheet(true)}>
        登记
      </FloatingButton>
      <Sheet
        open={sheet}
        onClose={() => setSheet(false)}
        title="记一笔"
        description="周慧敏 · 尾号 0190"
        footer={
          <>
            <Button tone="soft" onPress={() => setSheet(false)}>
              取消
            </Button>
            <Button onPress={() => setSheet(false)}>保存</Button>
          </>
        }
      >
        <div className="flex flex-col gap-5">
          <TextField label="摘要" value={note} onChange={setNote} placeholder="客户说了什么" />
          {[1, 2, 3, 4, 5, 6].map((each) => (
            <p key={each} className="text-ink-2">
              大额存单到期提醒，客户表示下午到网点办理转存，并希望了解养老金账户的使用方式。
            </p>
          ))}
        </div>
      </Sheet>
      <ConfirmSheet
        open={confirm}
        title="永久删除这位客户？"
        confirmLabel="永久删除"
        cancelLabel="取消"
        onConfirm={() => setConfirm(false)}
        onClose={() => setConfirm(false)}
      >
        删除后无法恢复，所有设备上的记录都会清除。
      </ConfirmSheet>
    </>
  )
}
