import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../api/ApiContext'
import { PageFrame } from '../../ui/PageFrame'
import { controlPlaneHealth, type HealthCheck } from './health'

/** Whether this installation is alive: the control plane's own readiness checks, kept fresh. */
export function StatusPage() {
  const { data: health, error, isPending, refetch } = useQuery(controlPlaneHealth(useApi()))
  return (
    <PageFrame
      title="Installation status"
      description="The control plane's readiness checks, refreshed every five seconds."
      actions={<Button onClick={() => void refetch()}>Refresh</Button>}
    >
      {error !== null && (
        <Alert type="error" header="The control plane does not answer">
          {error.message}. Run ./sluice status on the machine it lives on.
        </Alert>
      )}
      {health !== undefined && <Summary up={health.up} />}
      <Table
        columnDefinitions={columns}
        items={health?.checks ?? []}
        trackBy="name"
        loading={isPending}
        loadingText="Asking the control plane"
        empty={<Box textAlign="center">No checks were reported.</Box>}
        header={<Header counter={`(${health?.checks.length ?? 0})`}>Checks</Header>}
      />
    </PageFrame>
  )
}

function Summary({ up }: { readonly up: boolean }) {
  return up ? (
    <Alert type="success" header="Sluice is alive">
      The control plane accepts management calls.
    </Alert>
  ) : (
    <Alert type="warning" header="Sluice is not ready">
      A check below is down. Deployed APIs keep answering meanwhile.
    </Alert>
  )
}

const columns = [
  { id: 'name', header: 'Check', cell: (check: HealthCheck) => check.name, isRowHeader: true },
  {
    id: 'state',
    header: 'State',
    cell: (check: HealthCheck) => (
      <StatusIndicator type={check.up ? 'success' : 'error'}>{check.up ? 'Up' : 'Down'}</StatusIndicator>
    ),
  },
  { id: 'details', header: 'Details', cell: (check: HealthCheck) => check.details.join(', ') || '–' },
]
