// Drives the console of an installation in which people sign in by a provider of the operator's, one person after the other.
// SLUICE_CONSOLE_URL names the console; SLUICE_SIGN_IN_ISSUER the provider, which this is; SLUICE_CONSOLE_OWNER the subject
// of a member with the role owner.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { openBrowser, picture } from './browser.js'
import { rowOf } from './people.js'
import { openProvider } from './provider.js'

const consoleUrl = process.env.SLUICE_CONSOLE_URL
const issuer = process.env.SLUICE_SIGN_IN_ISSUER
const owner = process.env.SLUICE_CONSOLE_OWNER
const suffix = randomBytes(4).toString('hex')
const bySubject = { name: `ada-${suffix}`, subject: `subject|${suffix}` }
const byEmail = { name: `bob-${suffix}`, email: `bob-${suffix}@example.com` }

let browser
let provider
let page

before(async () => {
  assert.ok(consoleUrl && issuer && owner, 'SLUICE_CONSOLE_URL, SLUICE_SIGN_IN_ISSUER, SLUICE_CONSOLE_OWNER')
  provider = await openProvider(issuer)
  browser = await openBrowser()
})

after(async () => {
  await browser?.close()
  provider?.close()
})

test('tells nobody of a user and a password that the provider does not have', async () => {
  page = (await browser.person()).page
  await page.goto(new URL('members', consoleUrl).href)

  await page.getByRole('link', { name: 'Sign in' }).waitFor()
  assert.equal(await page.getByText('admin').count(), 0)
  assert.equal(await page.getByText('./sluice credentials').count(), 0)
  await picture(page, 'provider-sign-in')
})

test('says that a new member needs an email or a subject, and asks for no user of the pool', async () => {
  await signInAs(page, { sub: owner })
  await page.getByRole('button', { name: 'Add member' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add member' })
  await dialog.getByLabel('User name').fill(bySubject.name)
  assert.equal(await dialog.getByText('The name to sign in by').count(), 0)
  assert.equal(await dialog.getByText('This person has a user already').count(), 0)
  await dialog.getByText('the claim sub of its tokens').waitFor()
  await picture(page, 'provider-add-member')
  await dialog.getByRole('button', { name: 'Add member' }).click()

  await dialog.getByRole('alert').filter({ hasText: 'Specify email or subject' }).waitFor()
  const index = browser.complaints.findIndex((text) => text.endsWith('/platform/members'))
  assert.match(browser.complaints.splice(index, 1)[0], /400/)
})

test('adds a member by the subject, who signs in by the provider', async () => {
  const dialog = page.getByRole('dialog', { name: 'Add member' })
  await dialog.getByLabel('Subject').fill(bySubject.subject)
  await dialog.getByRole('radio', { name: 'Viewer' }).check()
  await dialog.getByRole('button', { name: 'Add member' }).click()
  await rowOf(page, bySubject.name)

  await comesIn(bySubject.name, { sub: bySubject.subject })
})

test('adds a member by the email, who signs in by the provider once it says that it is verified', async () => {
  await page.getByRole('button', { name: 'Add member' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add member' })
  await dialog.getByLabel('User name').fill(byEmail.name)
  await dialog.getByLabel('Email', { exact: true }).fill(byEmail.email)
  await dialog.getByRole('button', { name: 'Add member' }).click()
  await rowOf(page, byEmail.name)

  const sub = `of-bob-${suffix}`
  const stranger = await browser.person()
  await stranger.page.goto(consoleUrl)
  provider.person = { sub, email: byEmail.email, email_verified: false }
  await stranger.page.getByRole('link', { name: 'Sign in' }).click()
  await stranger.page.getByRole('alert').waitFor()
  await stranger.context.close()
  const index = browser.complaints.findIndex((text) => text.includes('/console/sign-in/callback'))
  assert.match(browser.complaints.splice(index, 1)[0], /403/)
  await comesIn(byEmail.name, { sub, email: byEmail.email, email_verified: true })
})

test('went without a complaint of the browser', () => {
  assert.deepEqual(browser.complaints, [])
})

async function comesIn(name, claims) {
  const person = await browser.person()
  await person.page.goto(consoleUrl)
  await signInAs(person.page, claims)
  await person.page.getByRole('button', { name: `Signed in as ${name}` }).waitFor()
  await person.context.close()
}

async function signInAs(at, claims) {
  provider.person = claims
  await at.getByRole('link', { name: 'Sign in' }).click()
  await at.getByRole('button', { name: 'Signed in as' }).waitFor()
}
