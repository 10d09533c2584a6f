// A browser that keeps what it complains of, and takes pictures when it is asked to.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

const executablePath =
  process.env.CHROMIUM ??
  ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
const pictures = process.env.SLUICE_CONSOLE_SCREENSHOTS
const WIDE = { width: 1280, height: 800 }
const NARROW = { width: 390, height: 844 }

export async function openBrowser() {
  assert.ok(executablePath, 'install chromium, or name a browser in CHROMIUM')
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
  const complaints = []

  return {
    complaints,
    close: () => browser.close(),

    /** A person's own cookies and one page. */
    async person() {
      const context = await browser.newContext({ viewport: WIDE })
      const page = await context.newPage()
      page.setDefaultTimeout(60_000)
      page.on('console', (message) => {
        if (message.type() === 'error') {
          complaints.push(`${message.text()} ${message.location().url}`)
        }
      })
      page.on('pageerror', (error) => complaints.push(error.message))
      return { context, page }
    },
  }
}

/** Pictures of what is shown now, wide and narrow, in the folder SLUICE_CONSOLE_SCREENSHOTS if there is one. */
export async function picture(page, name) {
  if (pictures) {
    await page.screenshot({ path: `${pictures}/${name}-1280.png` })
    await page.setViewportSize(NARROW)
    // Wider rules of the layout end after a transition.
    await page.waitForTimeout(600)
    await page.screenshot({ path: `${pictures}/${name}-390.png` })
    await page.setViewportSize(WIDE)
    await page.waitForTimeout(300)
  }
}
