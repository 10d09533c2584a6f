import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useEffect } from 'react'
import './sign-in.css'

/**
 * What a person without a session sees, on whatever page; signing in leads back to that page. The user admin is one of the
 * platform's own pool alone.
 */
export function SignInPage({ ownPool }: { readonly ownPool: boolean }) {
  useEffect(() => {
    document.title = 'Sign in – Sluice'
  }, [])
  const to = window.location.pathname + window.location.search
  return (
    <main className="sign-in">
      <SpaceBetween size="l">
        <div className="sign-in-brand">
          <img src="/console/icon.svg" alt="" width="40" height="40" />
          <Box variant="h1" fontSize="display-l">
            Sluice
          </Box>
        </div>
        <Container>
          <SpaceBetween size="l">
            <Box variant="p" padding="n">
              The console of this installation: its accounts, their APIs and members.
            </Box>
            <Button variant="primary" fullWidth href={`/console/sign-in?to=${encodeURIComponent(to)}`}>
              Sign in
            </Button>
            {ownPool && (
              <Box variant="small" display="block">
                The first sign-in of a new installation: the user is <Box variant="code">admin</Box>, and{' '}
                <Box variant="code">./sluice credentials</Box> prints the one-time password, which stands in
                the file <Box variant="code">sign-in</Box> beside the credentials. You then choose your own.
              </Box>
            )}
          </SpaceBetween>
        </Container>
      </SpaceBetween>
    </main>
  )
}
