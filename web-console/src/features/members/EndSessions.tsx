import Box from '@cloudscape-design/components/box'
import { useMutation } from '@tanstack/react-query'
import { useApi } from '../../api/ApiContext'
import { Dialog } from '../../ui/Dialog'
import { endSessions, type Member } from './members'

interface EndSessionsProps {
  readonly member: Member
  readonly onChanged: (member: Member, news: string) => void
  readonly onClose: () => void
}

/** Signs a member out of the account, wherever that is, once that was confirmed. */
export function EndSessions({ member, onChanged, onClose }: EndSessionsProps) {
  const client = useApi()
  const ending = useMutation({
    mutationFn: () => endSessions(client, member.id),
    onSuccess: () => {
      onChanged(member, `The sessions of ${member.user} in this account have ended.`)
      onClose()
    },
  })
  return (
    <Dialog
      title={`End sessions of ${member.user}`}
      action="End sessions"
      failure="The sessions were not ended"
      isRunning={ending.isPending}
      error={ending.error}
      onConfirm={() => {
        ending.mutate()
      }}
      onCancel={onClose}
    >
      <Box variant="p" padding="n">
        {member.user} is signed out of this account in every browser within a second, and may sign in again.
        Sessions in other accounts go on.
      </Box>
    </Dialog>
  )
}
