import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { ReactNode } from 'react'
import { Copyable } from './Copyable'

interface OneTimeSecretProps {
  readonly title: string
  readonly children: ReactNode
  /** What the secret is, for example "One-time password". */
  readonly label: string
  readonly secret: string
  readonly onClose: () => void
}

/** Shows a secret that nobody can be shown again; a click beside the dialog does not lose it. */
export function OneTimeSecret({ title, children, label, secret, onClose }: OneTimeSecretProps) {
  return (
    <Modal
      visible
      header={title}
      onDismiss={({ detail }) => {
        if (detail.reason !== 'overlay') {
          onClose()
        }
      }}
      footer={
        <Box float="right">
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {children}
        <Copyable label={label} text={secret} />
        <Alert type="warning">It is shown only now. Once this is closed, nobody can see it again.</Alert>
      </SpaceBetween>
    </Modal>
  )
}
