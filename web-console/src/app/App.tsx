import Box from '@cloudscape-design/components/box'
import Spinner from '@cloudscape-design/components/spinner'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '../api/ApiContext'
import { sessionQuery } from '../features/session/session'
import { SignInPage } from '../features/session/SignInPage'
import { Failure } from '../ui/Failure'
import { Console } from './Console'

/** The console of who is signed in, or the sign-in page. */
export function App() {
  const { data: answer, error, refetch } = useQuery(sessionQuery(useApi()))
  if (answer !== undefined) {
    const { session, ownPool } = answer
    return session === null ? (
      <SignInPage ownPool={ownPool} />
    ) : (
      <Console session={session} ownPool={ownPool} />
    )
  }
  return (
    <Box margin="xxl" textAlign={error === null ? 'center' : 'left'}>
      {error === null ? (
        <Spinner size="large" />
      ) : (
        <Failure header="The control plane does not answer" error={error} onRetry={() => void refetch()} />
      )}
    </Box>
  )
}
