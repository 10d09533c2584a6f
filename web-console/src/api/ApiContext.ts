import { createContext, useContext } from 'react'
import type { ApiClient } from './ApiClient'

export const ApiContext = createContext<ApiClient | undefined>(undefined)

/** The client of the page's own control plane. */
export function useApi(): ApiClient {
  const client = useContext(ApiContext)
  if (client === undefined) {
    throw new Error('useApi was called outside of ApiContext')
  }
  return client
}
