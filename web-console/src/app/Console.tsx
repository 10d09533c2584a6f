import AppLayout from '@cloudscape-design/components/app-layout'
import TopNavigation from '@cloudscape-design/components/top-navigation'
import { StatusPage } from '../features/status/StatusPage'

/** The frame around every page: the bar at the top and one content area. */
export function Console() {
  return (
    <>
      <TopNavigation identity={{ href: '/console/', title: 'Sluice' }} utilities={[]} />
      <AppLayout navigationHide toolsHide content={<StatusPage />} />
    </>
  )
}
