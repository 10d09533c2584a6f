import TopNavigation, { type TopNavigationProps } from '@cloudscape-design/components/top-navigation'
import { useState } from 'react'
import { OwnSubject } from './OwnSubject'
import type { Session } from './session'

interface TopBarProps {
  readonly session: Session
  readonly onHome: () => void
  readonly onSwitch: (accountId: string) => void
  readonly onSignOut: () => void
}

/** The bar above every page: the account that the person works in, and the person. */
export function TopBar({ session, onHome, onSwitch, onSignOut }: TopBarProps) {
  const [showsSubject, setShowsSubject] = useState(false)
  const showSubject = () => {
    setShowsSubject(true)
  }
  return (
    <>
      <TopNavigation
        identity={{
          href: '/console/',
          title: 'Sluice',
          logo: { src: '/console/icon.svg', alt: '' },
          onFollow: (event) => {
            event.preventDefault()
            onHome()
          },
        }}
        utilities={[accountMenu(session, onSwitch), memberMenu(session, showSubject, onSignOut)]}
      />
      {showsSubject && (
        <OwnSubject
          subject={session.member.subject}
          onClose={() => {
            setShowsSubject(false)
          }}
        />
      )}
    </>
  )
}

function accountMenu(
  { account, accounts }: Session,
  onSwitch: (accountId: string) => void,
): TopNavigationProps.MenuDropdownUtility {
  return {
    type: 'menu-dropdown',
    iconName: 'multiscreen',
    text: `${account.name} · ${account.id}`,
    ariaLabel: `Account ${account.name}, ${account.id}`,
    title: 'Account',
    items: accounts.map((each) => ({
      itemType: 'checkbox',
      id: each.id,
      text: each.name,
      secondaryText: `${each.id} · ${each.role}`,
      checked: each.id === account.id,
    })),
    onItemClick: ({ detail }) => {
      if (detail.id !== account.id) {
        onSwitch(detail.id)
      }
    },
  }
}

function memberMenu(
  { member, role }: Session,
  onShowSubject: () => void,
  onSignOut: () => void,
): TopNavigationProps.MenuDropdownUtility {
  return {
    type: 'menu-dropdown',
    iconName: 'user-profile',
    text: member.name,
    ariaLabel: `Signed in as ${member.name}, ${role}`,
    title: member.name,
    description: [member.email, role].filter((part) => part !== undefined).join(' · '),
    items: [
      { id: 'subject', text: 'Your subject' },
      { id: 'sign-out', text: 'Sign out' },
    ],
    onItemClick: ({ detail }) => {
      if (detail.id === 'subject') {
        onShowSubject()
      } else {
        onSignOut()
      }
    },
  }
}
