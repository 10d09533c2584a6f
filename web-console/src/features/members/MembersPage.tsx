import Box from '@cloudscape-design/components/box'
import Button, { type ButtonProps } from '@cloudscape-design/components/button'
import Flashbar from '@cloudscape-design/components/flashbar'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useApi } from '../../api/ApiContext'
import { listKey, listQuery } from '../../api/paging'
import { PagedTable } from '../../ui/PagedTable'
import { PageFrame } from '../../ui/PageFrame'
import { AddMember } from './AddMember'
import { ChangeRole } from './ChangeRole'
import { EndSessions } from './EndSessions'
import { type MemberAction, memberColumns } from './memberColumns'
import { type Member, members } from './members'
import { RemoveMember } from './RemoveMember'

type Dialog = { readonly kind: 'add' } | { readonly kind: MemberAction; readonly member: Member }

interface MembersPageProps {
  readonly accountId: string
  /** The name of the person who looks at it. */
  readonly self: string
  /** Whether people sign in by the platform's own user pool. */
  readonly ownPool: boolean
  /** Whether that person's role changes members; others see them and are told who does. */
  readonly mayChange: boolean
  /** Told when that person's own membership changed, which the session follows. */
  readonly onSelfChanged: () => void
}

/** Who may work in the account, and as what. */
export function MembersPage({ accountId, self, ownPool, mayChange, onSelfChanged }: MembersPageProps) {
  const query = useInfiniteQuery(listQuery(useApi(), accountId, members))
  const queries = useQueryClient()
  const addButton = useRef<ButtonProps.Ref>(null)
  const [dialog, setDialog] = useState<Dialog>()
  const [news, setNews] = useState<string>()
  const close = () => {
    setDialog(undefined)
  }
  // The dialog gives the focus back to what opened it, which may have gone with its row.
  const leaveRow = () => {
    close()
    addButton.current?.focus()
  }
  const act = (kind: MemberAction, member: Member) => {
    setDialog({ kind, member })
  }
  const changed = (member: Member, text: string) => {
    setNews(text)
    void queries.invalidateQueries({ queryKey: listKey(accountId, members.path) })
    if (member.user === self) {
      onSelfChanged()
    }
  }
  return (
    <PageFrame
      title="Members"
      description={
        mayChange
          ? 'The people who may work in this account.'
          : 'The people who may work in this account. Its owners add, change and remove them.'
      }
      actions={
        mayChange && (
          <Button
            ref={addButton}
            variant="primary"
            onClick={() => {
              setDialog({ kind: 'add' })
            }}
          >
            Add member
          </Button>
        )
      }
    >
      {news !== undefined && (
        <Flashbar
          items={[
            {
              id: 'news',
              type: 'success',
              content: news,
              dismissible: true,
              onDismiss: () => {
                setNews(undefined)
              },
            },
          ]}
        />
      )}
      <PagedTable
        title="Members"
        columns={memberColumns(self, mayChange ? act : undefined)}
        trackBy={(member) => member.id}
        query={query}
        empty={<Box variant="strong">This account has no members.</Box>}
      />
      {dialog?.kind === 'add' && <AddMember ownPool={ownPool} onChanged={changed} onClose={close} />}
      {dialog?.kind === 'change' && <ChangeRole member={dialog.member} onChanged={changed} onClose={close} />}
      {dialog?.kind === 'end-sessions' && (
        <EndSessions member={dialog.member} onChanged={changed} onClose={close} />
      )}
      {dialog?.kind === 'remove' && (
        <RemoveMember member={dialog.member} onChanged={changed} onClose={leaveRow} />
      )}
    </PageFrame>
  )
}
