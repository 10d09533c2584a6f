// Drives the built console, in a real browser, against answers that no running installation gives.
import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { openBrowser } from './browser.js'
import { openControlPlane } from './controlPlane.js'

const session = {
  member: { name: 'ada', subject: 'subject-of-ada' },
  account: { id: '123456789012', name: 'first' },
  role: 'owner',
  accounts: [{ id: '123456789012', name: 'first', role: 'owner' }],
  antiForgeryToken: 'token',
}
const ben = { id: 'aaaaaaaaaa', user: 'ben', role: 'viewer' }

let browser
let controlPlane

before(async () => {
  browser = await openBrowser()
})

afterEach(() => controlPlane?.close())

after(() => browser?.close())

test('takes the own pool for granted at a control plane that came before the flag', async () => {
  controlPlane = await openControlPlane({ 'GET /console/session': { session: null } })
  const { page } = await browser.person()
  await page.goto(controlPlane.console)

  await page.getByText('./sluice credentials').waitFor()
  await page.getByRole('link', { name: 'Sign in' }).waitFor()
})

for (const [change, answer] of [
  ['that is not answered', null],
  ['whose answer does not end', '{'],
]) {
  test(`gives up a change ${change}, and lets the dialog be closed`, async () => {
    controlPlane = await openControlPlane({
      'GET /console/session': { session, ownPool: true },
      'GET /platform/members': { items: [ben] },
      [`DELETE /platform/members/${ben.id}`]: answer,
    })
    const { page } = await browser.person()
    // Its minute is a second.
    await page.addInitScript(() => {
      const timeout = AbortSignal.timeout.bind(AbortSignal)
      AbortSignal.timeout = (milliseconds) => timeout(milliseconds / 60)
    })
    await page.goto(new URL('members', controlPlane.console).href)
    await page.getByRole('button', { name: 'Actions for ben' }).click()
    await page.getByRole('menuitem', { name: 'Remove' }).click()
    const dialog = page.getByRole('dialog', { name: 'Remove ben' })
    await dialog.getByRole('button', { name: 'Remove' }).click()

    await dialog.getByRole('alert').filter({ hasText: 'No answer came within a minute' }).waitFor()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await dialog.waitFor({ state: 'detached' })
  })
}

test('went without a complaint of the browser', () => {
  assert.deepEqual(browser.complaints, [])
})
