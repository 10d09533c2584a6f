import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'

interface FailureProps {
  /** What could not be done, for example "The member was not added". */
  readonly header: string
  readonly error: Error & { readonly isForbidden?: boolean; readonly requestId?: string | undefined }
  readonly onRetry?: () => void
}

/** Why something failed, in the server's own words; a thing that is forbidden is no fault, and no retry helps it. */
export function Failure({ header, error, onRetry }: FailureProps) {
  const isForbidden = error.isForbidden === true
  return (
    <div role="alert">
      <Alert
        type={isForbidden ? 'warning' : 'error'}
        header={isForbidden ? `${header}: you are not allowed to` : header}
        action={onRetry !== undefined && !isForbidden && <Button onClick={onRetry}>Try again</Button>}
      >
        {error.message}
        {error.requestId !== undefined && (
          <Box variant="small" display="block">
            Request id {error.requestId}
          </Box>
        )}
      </Alert>
    </div>
  )
}
