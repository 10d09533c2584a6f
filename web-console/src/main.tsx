import '@cloudscape-design/global-styles/index.css'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Console } from './app/Console'

const root = document.getElementById('root')
if (root === null) {
  throw new Error('index.html has no element with the id root')
}

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={new QueryClient()}>
      <Console />
    </QueryClientProvider>
  </StrictMode>,
)
