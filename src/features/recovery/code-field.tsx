import type { Ref } from 'react'
import { TextField } from '#ui/text-field.tsx'

interface CodeFieldProps {
  name: string
  label: string
  description?: string | undefined
  value: string
  onChange(value: string): void
  onBlur(): void
  ref: Ref<HTMLInputElement>
  error?: string | undefined
  /** A recovery code is a secret; what a device shows is not. */
  secret?: boolean
}

/** Capital letters and digits read from paper or a screen; how they are grouped does not matter. */
export function CodeField({ secret = false, ...props }: CodeFieldProps) {
  return (
    <TextField
      {...props}
      type={secret ? 'password' : 'text'}
      autoComplete={secret ? 'one-time-code' : 'off'}
      maxLength={60}
    />
  )
}
