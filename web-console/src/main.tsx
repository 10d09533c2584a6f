import '@cloudscape-design/global-styles/index.css'
import { I18nProvider } from '@cloudscape-design/components/i18n'
import messages from '@cloudscape-design/components/i18n/messages/all.en'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiClient } from './api/ApiClient'
import { ApiContext } from './api/ApiContext'
import { ApiError } from './api/ApiError'
import { App } from './app/App'
import './app/page.css'
import { sessionQuery } from './features/session/session'

const MOST_RETRIES = 2

const root = document.getElementById('root')
if (root === null) {
  throw new Error('index.html has no element with the id root')
}

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // What was refused is refused again; what did not get through may.
      retry: (count, error) => count < MOST_RETRIES && !(error instanceof ApiError && error.status < 500),
    },
  },
})
const client: ApiClient = new ApiClient(() => {
  void queries.invalidateQueries({ queryKey: sessionQuery(client).queryKey })
})

createRoot(root).render(
  <StrictMode>
    <I18nProvider locale="en" messages={[messages]}>
      <QueryClientProvider client={queries}>
        <ApiContext value={client}>
          <App />
        </ApiContext>
      </QueryClientProvider>
    </I18nProvider>
  </StrictMode>,
)
