// Drives the console of a running installation in a real browser.
// SLUICE_CONSOLE_URL names it, for example http://localhost:8080/console/; CHROMIUM names the browser if it is not found.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { chromium } from 'playwright-core'

const consoleUrl = process.env.SLUICE_CONSOLE_URL
const executablePath =
  process.env.CHROMIUM ??
  ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)

let browser
let page
const complaints = []

before(async () => {
  assert.ok(consoleUrl, 'SLUICE_CONSOLE_URL must name the console of a running installation')
  assert.ok(executablePath, 'install chromium, or name a browser in CHROMIUM')
  browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
  page = await browser.newPage({ viewport: { width: 1280, height: 720 } })
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
})

after(async () => {
  await browser?.close()
})

test('shows that the control plane is alive, with its checks', async () => {
  await page.goto(consoleUrl)

  await page.getByRole('heading', { name: 'Installation status' }).waitFor()
  await page.getByText('Sluice is alive').waitFor()
  const checks = await page.getByRole('table').getByRole('rowheader').count()
  assert.ok(checks > 0, 'at least one readiness check is listed')
  if (process.env.SLUICE_CONSOLE_SCREENSHOT) {
    await page.screenshot({ path: process.env.SLUICE_CONSOLE_SCREENSHOT })
  }
})

test('runs under a policy without inline script and without a complaint of the browser', async () => {
  const response = await page.goto(consoleUrl)
  await page.getByText('Sluice is alive').waitFor()

  const policy = response.headers()['content-security-policy'] ?? ''
  assert.match(policy, /default-src 'none'|default-src 'self'/)
  assert.match(policy, /frame-ancestors 'none'/)
  assert.doesNotMatch(policy, /unsafe-inline'[^;]*script|script-src[^;]*unsafe/)
  assert.equal(response.headers()['x-content-type-options'], 'nosniff')
  assert.deepEqual(complaints, [])
})
