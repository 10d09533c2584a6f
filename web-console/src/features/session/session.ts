import { queryOptions } from '@tanstack/react-query'
import type { ApiClient } from '../../api/ApiClient'
import {
  isObject,
  type JsonObject,
  listOf,
  objectOf,
  optionalFlagOf,
  optionalTextOf,
  textOf,
} from '../../api/json'

/** An account that the member belongs to, with the role there. */
export interface SessionAccount {
  readonly id: string
  readonly name: string
  readonly role: string
}

/** Who is signed in, and for which account. */
export interface Session {
  readonly member: {
    readonly name: string
    readonly email: string | undefined
    /** What the issuer calls the person; whoever knows it can make the person a member. */
    readonly subject: string
  }
  readonly account: { readonly id: string; readonly name: string }
  readonly role: string
  readonly accounts: readonly SessionAccount[]
}

/** What the control plane says to this browser. */
export interface SessionAnswer {
  /** Null without a session. */
  readonly session: Session | null
  /** Whether people sign in by the platform's own user pool, and not by the operator's provider. */
  readonly ownPool: boolean
}

const SESSION = '/console/session'

/** The session of this browser. Asked again when the person comes back to the page. */
export function sessionQuery(client: ApiClient) {
  return queryOptions({
    queryKey: ['session'],
    queryFn: async ({ signal }) => accept(client, await client.call('GET', SESSION, { signal })),
  })
}

/** Goes on in another account of the member; the answer is the session from then on. */
export async function switchAccount(client: ApiClient, id: string): Promise<SessionAnswer> {
  return accept(client, await client.call('PUT', `${SESSION}/account`, { body: { id } }))
}

/** Ends the session and answers where the browser goes to end the issuer's own. */
export async function signOut(client: ApiClient): Promise<string> {
  const answer = objectOf(await client.call('POST', '/console/sign-out'))
  const location = new URL(textOf(answer, 'location'), window.location.href)
  if (location.protocol !== 'https:' && location.protocol !== 'http:') {
    throw new Error('The control plane named a place to go that is no web address')
  }
  return location.href
}

function accept(client: ApiClient, document: unknown): SessionAnswer {
  const answer = objectOf(document)
  // While an installation is upgraded, a control plane of the version before may answer this page, and tells nothing of it.
  const ownPool = optionalFlagOf(answer, 'ownPool') ?? true
  const session = answer['session']
  if (!isObject(session)) {
    client.takeAntiForgeryToken(undefined)
    return { session: null, ownPool }
  }
  client.takeAntiForgeryToken(textOf(session, 'antiForgeryToken'))
  return { session: readSession(session), ownPool }
}

function readSession(session: JsonObject): Session {
  const member = objectOf(session['member'])
  const account = objectOf(session['account'])
  return {
    member: {
      name: textOf(member, 'name'),
      email: optionalTextOf(member, 'email'),
      subject: textOf(member, 'subject'),
    },
    account: { id: textOf(account, 'id'), name: textOf(account, 'name') },
    role: textOf(session, 'role'),
    accounts: listOf(session, 'accounts')
      .map(objectOf)
      .map((each) => ({ id: textOf(each, 'id'), name: textOf(each, 'name'), role: textOf(each, 'role') })),
  }
}
