import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import Pagination from '@cloudscape-design/components/pagination'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Failure } from './Failure'

interface PagedTableProps<T> {
  /** What the rows are, for example "APIs". */
  readonly title: string
  readonly columns: readonly TableProps.ColumnDefinition<T>[]
  readonly trackBy: (item: T) => string
  readonly query: UseInfiniteQueryResult<InfiniteData<{ readonly items: readonly T[] }>>
  readonly actions?: ReactNode
  readonly empty: ReactNode
}

/** A list that is fetched page by page, with what it shows while it loads, when it is empty and when it cannot be had. */
export function PagedTable<T>({ title, columns, trackBy, query, actions, empty }: PagedTableProps<T>) {
  const [wanted, setWanted] = useState(0)
  const pages = query.data?.pages ?? []
  // A list that became shorter has no page where the person was.
  const index = Math.max(0, Math.min(wanted, pages.length - 1))
  const loaded = pages.reduce((sum, page) => sum + page.items.length, 0)
  const failure = query.error !== null && (
    <Failure header={`${title} cannot be listed`} error={query.error} onRetry={() => void query.refetch()} />
  )
  if (query.data === undefined && query.error !== null) {
    return failure
  }
  return (
    <>
      {failure}
      <Table
        variant="container"
        items={pages[index]?.items ?? []}
        columnDefinitions={columns}
        trackBy={trackBy}
        wrapLines
        loading={query.isPending || query.isFetchingNextPage}
        loadingText={`Loading ${title}`}
        empty={<Box textAlign="center">{empty}</Box>}
        header={
          <Header counter={query.data && `(${loaded}${query.hasNextPage ? '+' : ''})`} actions={actions}>
            {title}
          </Header>
        }
        pagination={
          (pages.length > 1 || query.hasNextPage) && (
            <Pagination
              currentPageIndex={index + 1}
              pagesCount={pages.length}
              openEnd={query.hasNextPage}
              disabled={query.isFetchingNextPage}
              onChange={({ detail }) => void show(detail.currentPageIndex - 1)}
            />
          )
        }
      />
    </>
  )

  async function show(next: number) {
    if (next >= pages.length) {
      await query.fetchNextPage()
    }
    setWanted(next)
  }
}
