import { queryOptions } from '@tanstack/react-query'

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
export const controlPlaneHealth = queryOptions({
  queryKey: ['health'],
  queryFn: async ({ signal }): Promise<Health> => {
    const response = await fetch('/q/health/ready', { signal, headers: { accept: 'application/json' } })
    if (response.status !== 200 && response.status !== 503) {
      throw new Error(`The control plane answered ${response.status} to a health check`)
    }
    const document: unknown = await response.json()
    return readHealth(document)
  },
  refetchInterval: REFRESH_MILLISECONDS,
  retry: false,
})

function readHealth(document: unknown): Health {
  if (!isRecord(document) || !Array.isArray(document['checks'])) {
    throw new Error('The control plane sent a health document of an unknown form')
  }
  const checks: unknown[] = document['checks']
  return { up: document['status'] === 'UP', checks: checks.filter(isRecord).map(readCheck) }
}

function readCheck(check: Record<string, unknown>): HealthCheck {
  const data = isRecord(check['data']) ? check['data'] : {}
  return {
    name: String(check['name']),
    up: check['status'] === 'UP',
    details: Object.entries(data).map(([key, value]) => `${key}: ${String(value)}`),
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
