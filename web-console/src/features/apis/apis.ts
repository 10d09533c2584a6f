import { listOf, type JsonObject, isObject, textOf } from '../../api/json'
import type { ListDefinition } from '../../api/paging'

/** A REST API of the account, as the list of the management API shows it. */
export interface RestApi {
  readonly id: string
  readonly name: string
  readonly created: Date
  readonly endpointTypes: readonly string[]
}

export const restApis: ListDefinition<RestApi> = { path: '/restapis', member: 'item', read: readRestApi }

function readRestApi(api: JsonObject): RestApi {
  const endpoint = api['endpointConfiguration']
  return {
    id: textOf(api, 'id'),
    name: textOf(api, 'name'),
    // The management API counts seconds.
    created: new Date(Number(api['createdDate']) * 1_000),
    endpointTypes: isObject(endpoint) ? listOf(endpoint, 'types').map(String) : [],
  }
}
