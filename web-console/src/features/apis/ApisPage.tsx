import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useApi } from '../../api/ApiContext'
import { listQuery } from '../../api/paging'
import { Moment } from '../../ui/Moment'
import { PagedTable } from '../../ui/PagedTable'
import { PageFrame } from '../../ui/PageFrame'
import { type RestApi, restApis } from './apis'

/** The account's REST APIs. */
export function ApisPage({ accountId }: { readonly accountId: string }) {
  const query = useInfiniteQuery(listQuery(useApi(), accountId, restApis))
  return (
    <PageFrame title="APIs" description="The REST APIs of this account.">
      <PagedTable
        title="REST APIs"
        columns={columns}
        trackBy={(api) => api.id}
        query={query}
        actions={
          <Button iconName="refresh" loading={query.isRefetching} onClick={() => void query.refetch()}>
            Refresh
          </Button>
        }
        empty={<NoApis />}
      />
    </PageFrame>
  )
}

function NoApis() {
  return (
    <>
      <Box variant="strong">This account has no APIs yet.</Box>
      <Box variant="p" color="text-body-secondary">
        Make one with any client of Amazon API Gateway, for example{' '}
        <Box variant="code">aws apigateway create-rest-api --name pets</Box>, or see one at work with{' '}
        <Box variant="code">./sluice demo</Box>.
      </Box>
    </>
  )
}

const columns = [
  { id: 'name', header: 'Name', cell: (api: RestApi) => api.name, isRowHeader: true, minWidth: 130 },
  {
    id: 'id',
    header: 'Id',
    cell: (api: RestApi) => <Box variant="code">{api.id}</Box>,
    width: 150,
    minWidth: 120,
  },
  {
    id: 'endpoint',
    header: 'Endpoint type',
    cell: (api: RestApi) => api.endpointTypes.join(', ') || '–',
    width: 160,
    minWidth: 120,
  },
  {
    id: 'created',
    header: 'Created',
    cell: (api: RestApi) => <Moment at={api.created} />,
    width: 230,
    minWidth: 170,
  },
]
