import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { ReactNode } from 'react'

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
        <div>
          <Box variant="awsui-key-label">{label}</Box>
          <SpaceBetween direction="horizontal" size="s" alignItems="center">
            <Box variant="code">
              <span data-secret>{secret}</span>
            </Box>
            <CopyToClipboard
              copyButtonText="Copy"
              copyButtonAriaLabel={`Copy the ${label.toLowerCase()}`}
              textToCopy={secret}
              copySuccessText="Copied"
              copyErrorText="It could not be copied; select it instead"
            />
          </SpaceBetween>
        </div>
        <Alert type="warning">It is shown only now. Once this is closed, nobody can see it again.</Alert>
      </SpaceBetween>
    </Modal>
  )
}
