import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import type { ReactNode } from 'react'

interface TextFieldProps {
  readonly label: ReactNode
  readonly description?: string
  readonly value: string
  /** Whether the keyboard of a phone is that of an e-mail address. */
  readonly isEmail?: boolean
  readonly onChange: (value: string) => void
}

/** One line of text under its label, which the browser fills in by nothing it has seen elsewhere. */
export function TextField({ label, description, value, isEmail = false, onChange }: TextFieldProps) {
  return (
    <FormField label={label} description={description}>
      <Input
        value={value}
        type={isEmail ? 'email' : 'text'}
        inputMode={isEmail ? 'email' : 'text'}
        autoComplete={false}
        onChange={({ detail }) => {
          onChange(detail.value)
        }}
      />
    </FormField>
  )
}
