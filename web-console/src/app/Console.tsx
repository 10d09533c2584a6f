import AppLayout from '@cloudscape-design/components/app-layout'
import SideNavigation, { type SideNavigationProps } from '@cloudscape-design/components/side-navigation'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef } from 'react'
import { useApi } from '../api/ApiContext'
import { forgetOtherAccounts } from '../api/paging'
import { ApisPage } from '../features/apis/ApisPage'
import { MembersPage } from '../features/members/MembersPage'
import { type Session, sessionQuery, signOut, switchAccount } from '../features/session/session'
import { TopBar } from '../features/session/TopBar'
import { StatusPage } from '../features/status/StatusPage'
import { Failure } from '../ui/Failure'
import { changesMembers, seesMembers } from './access'
import { NoSuchPage } from './NoSuchPage'
import { paths } from './paths'
import { navigate, usePath } from './routing'

interface ConsoleProps {
  readonly session: Session
  /** Whether people sign in by the platform's own user pool. */
  readonly ownPool: boolean
}

/** The frame around every page of a person who is signed in: the bar at the top, the pages to choose from, one page. */
export function Console({ session, ownPool }: ConsoleProps) {
  const client = useApi()
  const queries = useQueryClient()
  const path = usePath()
  const switching = useMutation({
    mutationFn: (accountId: string) => switchAccount(client, accountId),
    onSuccess: (switched) => {
      queries.setQueryData(sessionQuery(client).queryKey, switched)
    },
  })
  const leaving = useMutation({
    mutationFn: () => signOut(client),
    onSuccess: (location) => {
      window.location.assign(location)
    },
  })
  const accountId = session.account.id
  useEffect(() => {
    forgetOtherAccounts(queries, accountId)
  }, [queries, accountId])
  const active = path === paths.home ? paths.apis : path
  return (
    <>
      <div id="top-bar">
        <TopBar
          session={session}
          onHome={() => {
            navigate(paths.home)
          }}
          onSwitch={switching.mutate}
          onSignOut={leaving.mutate}
        />
      </div>
      <AppLayout
        headerSelector="#top-bar"
        toolsHide
        navigation={
          <SideNavigation
            activeHref={active}
            items={pagesOf(session.role)}
            onFollow={(event) => {
              event.preventDefault()
              navigate(event.detail.href)
            }}
          />
        }
        notifications={
          <>
            {switching.error !== null && (
              <Failure header="The account was not switched" error={switching.error} />
            )}
            {leaving.error !== null && <Failure header="You are still signed in" error={leaving.error} />}
          </>
        }
        content={
          // Nothing that was open or chosen in one account may go on in another.
          <FocusOnChange key={accountId} of={active}>
            {pageAt(active, { session, ownPool }, () => void queries.invalidateQueries(sessionQuery(client)))}
          </FocusOnChange>
        }
      />
    </>
  )
}

/** Pages that are left out can still be asked for by their address, and show what the API says. */
function pagesOf(role: string): SideNavigationProps.Item[] {
  return [
    { type: 'link', text: 'APIs', href: paths.apis },
    ...(seesMembers(role) ? [{ type: 'link', text: 'Members', href: paths.members } as const] : []),
    { type: 'link', text: 'Status', href: paths.status },
  ]
}

function pageAt(path: string, { session, ownPool }: ConsoleProps, onSelfChanged: () => void): ReactNode {
  switch (path) {
    case paths.apis:
      return <ApisPage accountId={session.account.id} />
    case paths.members:
      return (
        <MembersPage
          accountId={session.account.id}
          self={session.member.name}
          ownPool={ownPool}
          mayChange={changesMembers(session.role)}
          onSelfChanged={onSelfChanged}
        />
      )
    case paths.status:
      return <StatusPage />
    default:
      return <NoSuchPage />
  }
}

/** Moves the focus to the page's content when another page is shown, as a browser does when it loads one. */
function FocusOnChange({ of, children }: { readonly of: string; readonly children: ReactNode }) {
  const content = useRef<HTMLDivElement>(null)
  const shown = useRef(of)
  useEffect(() => {
    if (shown.current !== of) {
      shown.current = of
      content.current?.focus()
    }
  }, [of])
  return (
    <div ref={content} tabIndex={-1} className="page">
      {children}
    </div>
  )
}
