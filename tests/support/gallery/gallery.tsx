import { StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { ChoiceChips } from '#ui/chips.tsx'
import { useColorScheme, type ColorSchemeSetting } from '#ui/media.ts'
import { PageHeader } from '#ui/page-header.tsx'
import { ToastRegion } from '#ui/toast.tsx'
import { UiTextsProvider } from '#ui/ui-texts.tsx'
import { Actions } from './gallery-actions.tsx'
import { Fields } from './gallery-fields.tsx'
import { Layouts } from './gallery-layouts.tsx'
import { Lists } from './gallery-lists.tsx'
import { galleryTexts } from './gallery-texts.ts'
import './gallery.css'

const start: ColorSchemeSetting = location.search.includes('dark') ? 'dark' : 'light'

function Gallery() {
  const [scheme, setScheme] = useState<ColorSchemeSetting>(start)
  useColorScheme(scheme)
  return (
    <UiTextsProvider locale="zh-CN" texts={galleryTexts}>
      <main className="page pb-28">
        <PageHeader
          title="上午好，李敏"
          subtitle="11 月 23 日 星期一 · 农历十月十五 · 滨江支行"
          actions={
            <ChoiceChips
              label="外观"
              hideLabel
              options={[
                { value: 'light', label: '浅色' },
                { value: 'dark', label: '深色' },
                { value: 'system', label: '跟随系统' },
              ]}
              value={scheme}
              onChange={setScheme}
            />
          }
        />
        <div className="grid gap-4 md:gap-5 lg:grid-cols-2">
          <div className="flex min-w-0 flex-col gap-4 md:gap-5">
            <Lists />
          </div>
          <div className="flex min-w-0 flex-col gap-4 md:gap-5">
            <Actions />
            <Layouts />
          </div>
        </div>
        <Fields />
      </main>
      <ToastRegion />
    </UiTextsProvider>
  )
}

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Gallery />
    </StrictMode>,
  )
}
