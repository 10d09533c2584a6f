import Box from '@cloudscape-design/components/box'
import { useMutation } from '@tanstack/react-query'
import { useApi } from '../../api/ApiContext'
import { Dialog } from '../../ui/Dialog'
import { type Member, removeMember } from './members'

interface RemoveMemberProps {
  readonly member: Member
  readonly onChanged: (member: Member, news: string) => void
  readonly onClose: () => void
}

/** Takes a member out of the account once that was confirmed. */
export function RemoveMember({ member, onChanged, onClose }: RemoveMemberProps) {
  const client = useApi()
  const removing = useMutation({
    mutationFn: () => removeMember(client, member.id),
    onSuccess: () => {
      onChanged(member, `${member.user} is no longer a member of this account.`)
      onClose()
    },
  })
  return (
    <Dialog
      title={`Remove ${member.user}`}
      action="Remove"
      failure="The member was not removed"
      isRunning={removing.isPending}
      error={removing.error}
      onConfirm={() => {
        removing.mutate()
      }}
      onCancel={onClose}
    >
      <Box variant="p" padding="n">
        {member.user} loses access to this account at once. What they made stays.
      </Box>
    </Dialog>
  )
}
