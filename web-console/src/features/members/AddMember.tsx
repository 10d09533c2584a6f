import Box from '@cloudscape-design/components/box'
import Checkbox from '@cloudscape-design/components/checkbox'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api/ApiContext'
import { Dialog } from '../../ui/Dialog'
import { OneTimeSecret } from '../../ui/OneTimeSecret'
import { addMember, type Member, type NewMember } from './members'
import { RoleChoice } from './RoleChoice'

interface AddMemberProps {
  readonly onChanged: (member: Member, news: string) => void
  readonly onClose: () => void
}

/** Asks who to add and as what; then shows the one-time password of a person who is new to the installation. */
export function AddMember({ onChanged, onClose }: AddMemberProps) {
  const client = useApi()
  const [wanted, setWanted] = useState<NewMember>({
    user: '',
    email: '',
    role: 'developer',
    existing: false,
    subject: '',
  })
  const adding = useMutation({
    // The answer holds a password, which goes with the dialog.
    gcTime: 0,
    mutationFn: () =>
      addMember(client, {
        ...wanted,
        user: wanted.user.trim(),
        email: wanted.email.trim(),
        subject: wanted.subject.trim(),
      }),
    onSuccess: ({ member, password }) => {
      onChanged(member, `${member.user} is now a member of this account.`)
      if (password === undefined) {
        onClose()
      }
    },
  })
  const added = adding.data
  if (added?.password !== undefined) {
    const { user } = added.member
    return (
      <OneTimeSecret
        title={`${user} was added`}
        label="One-time password"
        secret={added.password}
        onClose={onClose}
      >
        <Box variant="p" padding="n">
          Give this password to {user}, who chooses another one at the first sign-in.
        </Box>
      </OneTimeSecret>
    )
  }
  return (
    <Dialog
      title="Add member"
      action="Add member"
      failure="The member was not added"
      isRunning={adding.isPending}
      error={adding.error}
      onConfirm={() => {
        adding.mutate()
      }}
      onCancel={onClose}
    >
      <FormField
        label="User name"
        description={wanted.existing ? 'The name in this account.' : 'The name to sign in by.'}
      >
        <Input
          value={wanted.user}
          autoComplete={false}
          onChange={({ detail }) => {
            setWanted({ ...wanted, user: detail.value })
          }}
        />
      </FormField>
      <FormField
        label={
          <>
            Email <i>- optional</i>
          </>
        }
      >
        <Input
          value={wanted.email}
          type="email"
          inputMode="email"
          autoComplete={false}
          onChange={({ detail }) => {
            setWanted({ ...wanted, email: detail.value })
          }}
        />
      </FormField>
      <RoleChoice
        role={wanted.role}
        onChoose={(role) => {
          setWanted({ ...wanted, role })
        }}
      />
      <Checkbox
        checked={wanted.existing}
        description="Somebody who works in another account keeps the password they have."
        onChange={({ detail }) => {
          setWanted({ ...wanted, existing: detail.checked })
        }}
      >
        This person has a user already
      </Checkbox>
      {wanted.existing && (
        <FormField label="Subject" description="The person finds it in the menu behind their own name.">
          <Input
            value={wanted.subject}
            autoComplete={false}
            onChange={({ detail }) => {
              setWanted({ ...wanted, subject: detail.value })
            }}
          />
        </FormField>
      )}
    </Dialog>
  )
}
