import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query'
import type { ApiClient } from './ApiClient'
import { type JsonObject, listOf, objectOf, optionalTextOf } from './json'

/** One page of a list, and where the next one begins if there is one. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly position: string | undefined
}

/** How a list is asked for and read. */
export interface ListDefinition<T> {
  readonly path: string
  /** The member that holds the items: "item" in the management API, "items" in the platform API. */
  readonly member: 'item' | 'items'
  readonly read: (item: JsonObject) => T
}

const ACCOUNT = 'account'
const PAGE_ITEMS = 25
const FIRST_PAGE: string | undefined = undefined

/** A list of one account, fetched page by page. Its key names the account, so that no account sees what another one left. */
export function listQuery<T>(client: ApiClient, accountId: string, list: ListDefinition<T>) {
  return infiniteQueryOptions({
    queryKey: listKey(accountId, list.path),
    queryFn: async ({ pageParam, signal }): Promise<Page<T>> => {
      const query = new URLSearchParams({ limit: String(PAGE_ITEMS) })
      if (pageParam !== undefined) {
        query.set('position', pageParam)
      }
      const answer = objectOf(await client.call('GET', `${list.path}?${query.toString()}`, { signal }))
      return {
        items: listOf(answer, list.member).map((item) => list.read(objectOf(item))),
        position: optionalTextOf(answer, 'position'),
      }
    },
    initialPageParam: FIRST_PAGE,
    getNextPageParam: (page) => page.position,
  })
}

export function listKey(accountId: string, path: string): readonly string[] {
  return [ACCOUNT, accountId, path]
}

/** Drops what was fetched for other accounts: a list that was asked for while another tab switched is of neither. */
export function forgetOtherAccounts(queries: QueryClient, accountId: string): void {
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] === ACCOUNT && queryKey[1] !== accountId })
}
