import { queryOptions } from '@tanstack/react-query'
import type { ApiClient } from '../../api/ApiClient'
import { isObject, type JsonObject, listOf, objectOf } from '../../api/json'

/** One check of the control plane's readiness, as its health endpoint reports it. */
export interface HealthCheck {
  readonly name: string
  readonly up: boolean
  readonly details: readonly string[]
}

/** The control plane's readiness as a whole. */
export interface Health {
  readonly up: boolean
  readonly checks: readonly HealthCheck[]
}

const REFRESH_MILLISECONDS = 5_000

/** Readiness of the control plane, asked again every five seconds. A 503 is an answer too: it says what is down. */
export function controlPlaneHealth(client: ApiClient) {
  return queryOptions({
    queryKey: ['health'],
    queryFn: async ({ signal }) =>
      readHealth(await client.call('GET', '/q/health/ready', { signal, answer: 503 })),
    refetchInterval: REFRESH_MILLISECONDS,
    retry: false,
  })
}

function readHealth(answer: unknown): Health {
  const health = objectOf(answer)
  return { up: health['status'] === 'UP', checks: listOf(health, 'checks').map(objectOf).map(readCheck) }
}

function readCheck(check: JsonObject): HealthCheck {
  const data = isObject(check['data']) ? check['data'] : {}
  return {
    name: String(check['name']),
    up: check['status'] === 'UP',
    details: Object.entries(data).map(([key, value]) => `${key}: ${String(value)}`),
  }
}
