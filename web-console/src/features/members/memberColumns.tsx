import Box from '@cloudscape-design/components/box'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import { type Member, roles } from './members'

const actions = [
  { id: 'change', text: 'Change role' },
  { id: 'end-sessions', text: 'End sessions' },
  { id: 'remove', text: 'Remove' },
] as const

/** What can be done with a member. */
export type MemberAction = (typeof actions)[number]['id']

type OnAction = (kind: MemberAction, member: Member) => void

/** The columns of the members' table; the person who looks at it is marked. Without onAction nothing can be done with them. */
export function memberColumns(self: string, onAction: OnAction | undefined) {
  const columns = [
    {
      id: 'user',
      header: 'Member',
      isRowHeader: true,
      minWidth: 130,
      cell: (member: Member) => (
        <>
          {member.user === self ? `${member.user} (you)` : member.user}
          {member.email !== undefined && (
            <Box variant="small" display="block">
              {member.email}
            </Box>
          )}
        </>
      ),
    },
    {
      id: 'role',
      header: 'Role',
      width: 160,
      minWidth: 90,
      cell: (member: Member) => roleLabel(member.role),
    },
  ]
  return onAction === undefined ? columns : [...columns, actionsColumn(onAction)]
}

function actionsColumn(onAction: OnAction) {
  return {
    id: 'actions',
    header: 'Actions',
    width: 120,
    minWidth: 80,
    cell: (member: Member) => (
      <ButtonDropdown
        variant="inline-icon"
        ariaLabel={`Actions for ${member.user}`}
        expandToViewport
        items={actions}
        onItemClick={({ detail }) => {
          const action = actions.find(({ id }) => id === detail.id)
          if (action !== undefined) {
            onAction(action.id, member)
          }
        }}
      />
    ),
  }
}

function roleLabel(role: string): string {
  return roles.find(({ value }) => value === role)?.label ?? role
}
