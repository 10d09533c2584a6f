import FormField from '@cloudscape-design/components/form-field'
import RadioGroup from '@cloudscape-design/components/radio-group'
import { roles } from './members'

interface RoleChoiceProps {
  readonly role: string
  readonly onChoose: (role: string) => void
}

/** One of the roles that a member can have. */
export function RoleChoice({ role, onChoose }: RoleChoiceProps) {
  return (
    <FormField label="Role">
      <RadioGroup
        value={role}
        items={roles}
        onChange={({ detail }) => {
          onChoose(detail.value)
        }}
      />
    </FormField>
  )
}
