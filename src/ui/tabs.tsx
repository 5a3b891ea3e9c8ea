import type { ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components/Tabs'

export interface TabEntry {
  id: string
  label: string
  count?: number | undefined
  content: ReactNode
}

/** Views of one thing; the row of tabs scrolls sideways when there are many. */
export function Tabs(props: {
  label: string
  tabs: readonly TabEntry[]
  value?: string | undefined
  onChange?: ((id: string) => void) | undefined
}) {
  return (
    <AriaTabs
      {...(props.value === undefined ? {} : { selectedKey: props.value })}
      onSelectionChange={(key) => props.onChange?.(String(key))}
      className="min-w-0"
    >
      <TabList
        aria-label={props.label}
        className="no-scrollbar flex gap-1 overflow-x-auto overscroll-x-contain border-b border-line"
      >
        {props.tabs.map((tab) => (
          <Tab key={tab.id} id={tab.id} className={tabClass}>
            {tab.label}
            {tab.count !== undefined && (
              <span className="tnum text-sm font-normal text-ink-3">{tab.count}</span>
            )}
          </Tab>
        ))}
      </TabList>
      {props.tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className="pt-4 outline-offset-4">
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  )
}

const tabClass =
  'relative flex min-h-12 shrink-0 cursor-pointer items-center gap-1.5 rounded-t-sm px-3 whitespace-nowrap text-ink-2 outline-none transition-colors duration-150 md:min-h-11 hover:text-ink data-selected:font-semibold data-selected:text-primary data-selected:after:absolute data-selected:after:inset-x-3 data-selected:after:bottom-0 data-selected:after:h-0.5 data-selected:after:rounded-full data-selected:after:bg-primary data-focus-visible:outline-2 data-focus-visible:-outline-offset-2 data-focus-visible:outline-primary'
