import Box from '@cloudscape-design/components/box'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api/ApiContext'
import { Dialog } from '../../ui/Dialog'
import { OneTimeSecret } from '../../ui/OneTimeSecret'
import { TextField } from '../../ui/TextField'
import { addMember, type Member, type NewMember } from './members'
import { PoolUserFields, ProviderPersonFields } from './PersonFields'
import { RoleChoice } from './RoleChoice'

interface AddMemberProps {
  /** Whether people sign in by the platform's own user pool, and not by the operator's provider. */
  readonly ownPool: boolean
  readonly onChanged: (member: Member, news: string) => void
  readonly onClose: () => void
}

/** Asks who to add and as what; then shows the one-time password of a person who is new to the installation. */
export function AddMember({ ownPool, onChanged, onClose }: AddMemberProps) {
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
  const isToSignInBy = ownPool && !wanted.existing
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
      <TextField
        label="User name"
        description={isToSignInBy ? 'The name to sign in by.' : 'The name in this account.'}
        value={wanted.user}
        onChange={(user) => {
          setWanted({ ...wanted, user })
        }}
      />
      {ownPool ? (
        <PoolUserFields wanted={wanted} onChange={setWanted} />
      ) : (
        <ProviderPersonFields wanted={wanted} onChange={setWanted} />
      )}
      <RoleChoice
        role={wanted.role}
        onChoose={(role) => {
          setWanted({ ...wanted, role })
        }}
      />
    </Dialog>
  )
}
