import Checkbox from '@cloudscape-design/components/checkbox'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { TextField } from '../../ui/TextField'
import type { NewMember } from './members'

interface PersonFieldsProps {
  readonly wanted: NewMember
  readonly onChange: (wanted: NewMember) => void
}

/** Who it is where people sign in by the platform's own user pool: a user who is made there, or one who is there already. */
export function PoolUserFields({ wanted, onChange }: PersonFieldsProps) {
  return (
    <SpaceBetween size="m">
      <TextField
        label={
          <>
            Email <i>- optional</i>
          </>
        }
        value={wanted.email}
        isEmail
        onChange={(email) => {
          onChange({ ...wanted, email })
        }}
      />
      <Checkbox
        checked={wanted.existing}
        description="Somebody who works in another account keeps the password they have."
        onChange={({ detail }) => {
          onChange({ ...wanted, existing: detail.checked, subject: '' })
        }}
      >
        This person has a user already
      </Checkbox>
      {wanted.existing && (
        <TextField
          label="Subject"
          description="The person finds it in the menu behind their own name."
          value={wanted.subject}
          onChange={(subject) => {
            onChange({ ...wanted, subject })
          }}
        />
      )}
    </SpaceBetween>
  )
}

/** Who it is where people sign in by the operator's provider: the address or the subject in its tokens, one of which the API insists on. */
export function ProviderPersonFields({ wanted, onChange }: PersonFieldsProps) {
  return (
    <SpaceBetween size="m">
      <TextField
        label="Email"
        description="An address that your provider says is verified. Not needed with a subject."
        value={wanted.email}
        isEmail
        onChange={(email) => {
          onChange({ ...wanted, email })
        }}
      />
      <TextField
        label="Subject"
        description="What your provider calls the person: the claim sub of its tokens. Not needed with an email."
        value={wanted.subject}
        onChange={(subject) => {
          onChange({ ...wanted, subject })
        }}
      />
    </SpaceBetween>
  )
}
