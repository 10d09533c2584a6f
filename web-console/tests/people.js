// What a person does in the console, found by role and label as a person finds it.
import assert from 'node:assert/strict'
import { picture } from './browser.js'

/** From the console's sign-in page through the issuer's, and back. With a one-time password a password of one's own follows. */
export async function signIn(page, { user, password, next }) {
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByLabel('Username').fill(user)
  await page.getByLabel('Password').fill(password)
  await picture(page, 'issuer-sign-in')
  await page.getByRole('button', { name: 'Sign in' }).click()
  if (next !== undefined) {
    await page.getByRole('heading', { name: 'Choose a new password' }).waitFor()
    await picture(page, 'issuer-new-password')
    await page.getByLabel('New password', { exact: true }).fill(next)
    await page.getByLabel('New password again').fill(next)
    await page.getByRole('button', { name: 'Change password' }).click()
  }
  await page.getByRole('button', { name: `Signed in as ${user}` }).waitFor()
}

export async function signOut(page) {
  await page.getByRole('button', { name: 'Signed in as' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('link', { name: 'Sign in' }).waitFor()
}

export async function open(page, name) {
  await openNavigation(page)
  await page.getByRole('link', { name, exact: true }).click()
}

/** The pages that the side navigation leads to. */
export async function pagesToChoose(page) {
  await openNavigation(page)
  await page.getByRole('link', { name: 'Status', exact: true }).waitFor()
  return page.getByRole('navigation').getByRole('listitem').allTextContents()
}

async function openNavigation(page) {
  // Closed where the page is, or just was, narrow.
  const toggle = page.getByRole('button', { name: 'Open side navigation' })
  if (await toggle.isVisible()) {
    await toggle.click()
  }
}

/** Waits until it is so, ten seconds at most. */
export async function until(isSo) {
  const end = Date.now() + 10_000
  while (!(await isSo())) {
    assert.ok(Date.now() < end, 'it became so within ten seconds')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Calls the control plane as the console does: by the session's cookie and its token. */
export function call(page, method, path, body) {
  return page.evaluate(
    async ([verb, target, document]) => {
      const { session } = await (await fetch('/console/session')).json()
      const response = await fetch(target, {
        method: verb,
        headers: {
          'content-type': 'application/json',
          'x-sluice-anti-forgery': session?.antiForgeryToken ?? '',
        },
        ...(document === undefined ? {} : { body: JSON.stringify(document) }),
      })
      const text = await response.text()
      return { status: response.status, document: text === '' ? undefined : JSON.parse(text) }
    },
    [method, path, body],
  )
}

/** Keeps the page's calls of an address on their way until they are released, as a slow network does. */
export async function hold(page, address) {
  let release
  const released = new Promise((resolve) => (release = resolve))
  const isAwaited = page.waitForRequest(address)
  await page.route(address, async (route) => {
    await released
    await route.continue()
  })
  return { isAwaited, release }
}

/** Goes through a list's pages until a row is there, and answers it. */
export async function rowOf(page, text) {
  const row = page.getByRole('row').filter({ hasText: text })
  const next = page.getByRole('button', { name: 'Next page' })
  // What a table says while it is empty or loads is a row, too, but has no header.
  await page.getByRole('rowheader').first().waitFor()
  while ((await row.count()) === 0 && (await next.count()) > 0 && (await next.isEnabled())) {
    const first = await page.getByRole('rowheader').first().textContent()
    await next.click()
    await page.getByRole('rowheader').filter({ hasNotText: first }).first().waitFor()
  }
  await row.waitFor()
  return row
}
