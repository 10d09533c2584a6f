import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api/ApiContext'
import { Dialog } from '../../ui/Dialog'
import { changeRole, type Member } from './members'
import { RoleChoice } from './RoleChoice'

interface ChangeRoleProps {
  readonly member: Member
  readonly onChanged: (member: Member, news: string) => void
  readonly onClose: () => void
}

/** Gives a member another role. */
export function ChangeRole({ member, onChanged, onClose }: ChangeRoleProps) {
  const client = useApi()
  const [role, setRole] = useState(member.role)
  const changing = useMutation({
    mutationFn: () => changeRole(client, member.id, role),
    onSuccess: () => {
      onChanged(member, `${member.user} is now ${role}.`)
      onClose()
    },
  })
  return (
    <Dialog
      title={`Change role of ${member.user}`}
      action="Change role"
      failure="The role was not changed"
      isRunning={changing.isPending}
      error={changing.error}
      onConfirm={() => {
        changing.mutate()
      }}
      onCancel={onClose}
    >
      <RoleChoice role={role} onChoose={setRole} />
    </Dialog>
  )
}
