import Box from '@cloudscape-design/components/box'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import { type Member, roles } from './members'

interface Actions {
  readonly onChange: (member: Member) => void
  readonly onRemove: (member: Member) => void
}

/** The columns of the members' table; the person who looks at it is marked. */
export function memberColumns(self: string, { onChange, onRemove }: Actions) {
  return [
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
    {
      id: 'actions',
      header: 'Actions',
      width: 120,
      minWidth: 80,
      cell: (member: Member) => (
        <ButtonDropdown
          variant="inline-icon"
          ariaLabel={`Actions for ${member.user}`}
          expandToViewport
          items={[
            { id: 'change', text: 'Change role' },
            { id: 'remove', text: 'Remove' },
          ]}
          onItemClick={({ detail }) => {
            if (detail.id === 'change') {
              onChange(member)
            } else {
              onRemove(member)
            }
          }}
        />
      ),
    },
  ]
}

function roleLabel(role: string): string {
  return roles.find(({ value }) => value === role)?.label ?? role
}
