import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { Copyable } from '../../ui/Copyable'

interface OwnSubjectProps {
  readonly subject: string
  readonly onClose: () => void
}

/** Shows the person what another account lets them in by. */
export function OwnSubject({ subject, onClose }: OwnSubjectProps) {
  return (
    <Modal
      visible
      header="Your subject"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Box variant="p" padding="n">
          Give it to the owner of an account that you want to work in: whoever knows it can make you a member.
        </Box>
        <Copyable label="Subject" text={subject} />
      </SpaceBetween>
    </Modal>
  )
}
