// Drives the built console, in a real browser, against answers that no running installation gives.
import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { openBrowser } from './browser.js'
import { openControlPlane } from './controlPlane.js'

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

test('went without a complaint of the browser', () => {
  assert.deepEqual(browser.complaints, [])
})
