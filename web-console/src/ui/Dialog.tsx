import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type ReactNode, useId } from 'react'
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

/**
 * A dialog that does one thing, by its button or by Enter in a field, and says why when it could not. While it runs, which has a
 * limit of time, it stays: what the answer brings would be lost, and the thing done all the same.
 */
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
  const form = useId()
  const dismiss = () => {
    if (!isRunning) {
      onCancel()
    }
  }
  return (
    <Modal
      visible
      header={title}
      onDismiss={dismiss}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button
              variant="link"
              disabled={isRunning}
              disabledReason="It is under way and cannot be stopped."
              onClick={onCancel}
            >
              Cancel
            </Button>
            <Button variant="primary" form={form} loading={isRunning}>
              {action}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        id={form}
        ref={focusFirstField}
        onSubmit={(event) => {
          event.preventDefault()
          onConfirm()
        }}
      >
        <SpaceBetween size="m">
          {error !== null && <Failure header={failure} error={error} />}
          {children}
        </SpaceBetween>
      </form>
    </Modal>
  )
}

/** The dialog gives the focus to its close button first; who has something to fill in wants to begin there. */
function focusFirstField(form: HTMLFormElement | null) {
  requestAnimationFrame(() =>
    form?.querySelector<HTMLElement>('input:not([type=radio], [type=checkbox])')?.focus(),
  )
}
