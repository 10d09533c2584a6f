import Box from '@cloudscape-design/components/box'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import SpaceBetween from '@cloudscape-design/components/space-between'

interface CopyableProps {
  /** What the text is, for example "One-time password". */
  readonly label: string
  readonly text: string
}

/** A text under its label, with a button that copies it. */
export function Copyable({ label, text }: CopyableProps) {
  return (
    <div>
      <Box variant="awsui-key-label">{label}</Box>
      <SpaceBetween direction="horizontal" size="s" alignItems="center">
        <Box variant="code">
          <span data-copyable>{text}</span>
        </Box>
        <CopyToClipboard
          copyButtonText="Copy"
          copyButtonAriaLabel={`Copy the ${label.toLowerCase()}`}
          textToCopy={text}
          copySuccessText="Copied"
          copyErrorText="It could not be copied; select it instead"
        />
      </SpaceBetween>
    </div>
  )
}
