import Link from '@cloudscape-design/components/link'
import { PageFrame } from '../ui/PageFrame'
import { paths } from './paths'
import { navigate } from './routing'

/** What an address of the console shows that no page has. */
export function NoSuchPage() {
  return (
    <PageFrame title="No such page" description="The console has no page at this address.">
      <Link
        href={paths.home}
        onFollow={(event) => {
          event.preventDefault()
          navigate(paths.home)
        }}
      >
        Go to your APIs
      </Link>
    </PageFrame>
  )
}
