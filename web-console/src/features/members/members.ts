import type { ApiClient } from '../../api/ApiClient'
import { type JsonObject, objectOf, optionalTextOf, textOf } from '../../api/json'
import type { ListDefinition } from '../../api/paging'

/** A person who may work in the account. */
export interface Member {
  readonly id: string
  /** The name in the account; in the platform's own user pool mostly the one to sign in by. */
  readonly user: string
  readonly email: string | undefined
  readonly role: string
}

/** A new member; the password is there when the person had no user yet, and is never shown again. */
export interface AddedMember {
  readonly member: Member
  readonly password: string | undefined
}

/** What is said of a new member. */
export interface NewMember {
  readonly user: string
  /** Empty for none. */
  readonly email: string
  readonly role: string
  /** Whether the person has a user in the platform's own pool already, as the member of another account. */
  readonly existing: boolean
  /** What the issuer calls the person; empty for none. */
  readonly subject: string
}

/** The roles that a member can be given. */
export const roles = [
  { value: 'owner', label: 'Owner', description: 'Everything, members and access keys included' },
  { value: 'admin', label: 'Admin', description: 'The whole management API; sees members and changes none' },
  { value: 'developer', label: 'Developer', description: 'APIs with all their parts; sees the rest' },
  { value: 'viewer', label: 'Viewer', description: 'Sees APIs and what belongs to them, changes nothing' },
] as const

const PATH = '/platform/members'

export const members: ListDefinition<Member> = { path: PATH, member: 'items', read: readMember }

export async function addMember(client: ApiClient, wanted: NewMember): Promise<AddedMember> {
  const { user, email, role, existing, subject } = wanted
  const body = {
    user,
    role,
    ...(email === '' ? {} : { email }),
    ...(subject === '' ? {} : { subject }),
    ...(existing ? { existing } : {}),
  }
  const answer = objectOf(await client.call('POST', PATH, { body }))
  return { member: readMember(answer), password: optionalTextOf(answer, 'password') }
}

export async function changeRole(client: ApiClient, id: string, role: string): Promise<void> {
  await client.call('PUT', pathOf(id), { body: { role } })
}

export async function removeMember(client: ApiClient, id: string): Promise<void> {
  await client.call('DELETE', pathOf(id))
}

/** Ends what sessions the member has in this account; the member may sign in anew. */
export async function endSessions(client: ApiClient, id: string): Promise<void> {
  await client.call('DELETE', `${pathOf(id)}/sessions`)
}

function pathOf(id: string): string {
  return `${PATH}/${encodeURIComponent(id)}`
}

function readMember(member: JsonObject): Member {
  return {
    id: textOf(member, 'id'),
    user: textOf(member, 'user'),
    email: optionalTextOf(member, 'email'),
    role: textOf(member, 'role'),
  }
}
