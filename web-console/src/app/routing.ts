import { useSyncExternalStore } from 'react'

const NAVIGATED = 'sluice:navigated'

/** The path of the page that is shown; follows the browser's history. */
export function usePath(): string {
  return useSyncExternalStore(subscribe, () => window.location.pathname)
}

/** Shows another page without loading the console again. */
export function navigate(path: string): void {
  if (path !== window.location.pathname) {
    window.history.pushState(null, '', path)
    window.dispatchEvent(new Event(NAVIGATED))
  }
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener)
  window.addEventListener(NAVIGATED, listener)
  return () => {
    window.removeEventListener('popstate', listener)
    window.removeEventListener(NAVIGATED, listener)
  }
}
