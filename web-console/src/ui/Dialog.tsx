import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { ReactNode } from 'react'
import { Failure } from './Failure'

interface DialogProps {
  readonly title: string
  readonly children: ReactNode
  /** What the button that does it says. */
  readonly action: string
  readonly isRunning: boolean
  readonly error: Error | null
  /** What is said above the server's own words when it did not work. */
  readonly failure: string
  readonly onConfirm: () => void
  readonly onCancel: () => void
}

/** A dialog that does one thing, and says why when it could not. Enter in a field does it too. */
export function Dialog({
  title,
  children,
  action,
  isRunning,
  error,
  failure,
  onConfirm,
  onCancel,
}: DialogProps) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onConfirm()
      }}
    >
      <Modal
        visible
        header={title}
        onDismiss={onCancel}
        footer={
          <Box float="right">
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" formAction="none" onClick={onCancel}>
                Cancel
              </Button>
              <Button variant="primary" formAction="none" loading={isRunning} onClick={onConfirm}>
                {action}
              </Button>
            </SpaceBetween>
          </Box>
        }
      >
        <SpaceBetween size="m">
          {error !== null && <Failure header={failure} error={error} />}
          {children}
        </SpaceBetween>
      </Modal>
    </form>
  )
}
