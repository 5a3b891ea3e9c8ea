import { Ellipsis, type LucideIcon } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Menu as AriaMenu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { buttonClass, type ButtonTone } from './button.tsx'
import { FieldOverlay } from './field-overlay.tsx'
import { iconButtonClass } from './icon-button.tsx'

export interface MenuEntry {
  id: string
  label: string
  icon?: LucideIcon | undefined
  description?: string | undefined
  tone?: 'danger' | undefined
  disabled?: boolean | undefined
  onPress: () => void
}

export interface MenuProps {
  /** Names the button and, on phones, the sheet. */
  label: string
  items: readonly MenuEntry[]
  /** Three dots when left out. */
  icon?: LucideIcon | undefined
  /** With a text the trigger is a button with words. */
  text?: string | undefined
  tone?: ButtonTone | undefined
  size?: 'md' | 'sm' | undefined
}

/** Further actions of a row or a page. */
export function Menu(props: MenuProps) {
  const Icon = props.icon ?? Ellipsis
  return (
    <MenuTrigger>
      <AriaButton
        aria-label={props.label}
        className={
          props.text
            ? buttonClass({ tone: props.tone ?? 'soft', size: props.size })
            : iconButtonClass
        }
      >
        {(props.icon || !props.text) && <Icon size={props.text ? 20 : 22} aria-hidden />}
        {props.text}
      </AriaButton>
      <FieldOverlay title={props.label} matchWidth={false}>
        <AriaMenu aria-label={props.label} className="min-w-52 p-1.5 outline-none">
          {props.items.map((item) => (
            <Entry key={item.id} item={item} />
          ))}
        </AriaMenu>
      </FieldOverlay>
    </MenuTrigger>
  )
}

function Entry(props: { item: MenuEntry }) {
  const { id, label, icon: Icon, description, tone, disabled, onPress } = props.item
  return (
    <MenuItem
      id={id}
      textValue={label}
      isDisabled={disabled ?? false}
      onAction={onPress}
      className={`flex min-h-12 cursor-pointer items-center gap-3 rounded-sm px-3 py-2 text-md outline-none md:min-h-11 md:text-base data-disabled:cursor-not-allowed data-disabled:text-ink-3 ${tone === 'danger' ? 'text-danger data-focused:bg-danger-soft data-focused:text-on-danger-soft' : 'data-focused:bg-sunken'}`}
    >
      {Icon && (
        <Icon
          size={20}
          className={`shrink-0 ${tone === 'danger' ? '' : 'text-ink-3'}`}
          aria-hidden
        />
      )}
      <span className="min-w-0 flex-1 wrap-anywhere">
        <span>{label}</span>
        {description && <span className="block text-sm text-ink-3">{description}</span>}
      </span>
    </MenuItem>
  )
}
