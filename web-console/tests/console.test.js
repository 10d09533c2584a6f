// Drives the console of a running installation in a real browser, one person after the other, as tests build on each other.
// SLUICE_CONSOLE_URL names it, for example http://localhost:8080/console/; SLUICE_SIGN_IN the installation's file sign-in;
// SLUICE_CONSOLE_PASSWORD the password that the first user is given, or has already when that file is gone.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { openBrowser, picture } from './browser.js'
import { call, hold, open, pagesToChoose, rowOf, signIn, signOut, until } from './people.js'

const consoleUrl = process.env.SLUICE_CONSOLE_URL
const signInFile = process.env.SLUICE_SIGN_IN
const suffix = randomBytes(4).toString('hex')
const viewer = `viewer-${suffix}`
const markup = `<img src=x onerror="window.ran=true"><script>window.ran=true</script> ${suffix}`

const PAGE = 25
const apis = []

let browser
let admin
let viewersPassword
let viewersSubject

before(async () => {
  assert.ok(consoleUrl, 'SLUICE_CONSOLE_URL must name the console of a running installation')
  browser = await openBrowser()
  admin = await browser.person()
})

after(() => browser?.close())

test('leads a person without a session through the sign-in, back to the page that was asked for', async () => {
  const { page } = admin
  const isFirst = signInFile !== undefined && existsSync(signInFile)
  const own = process.env.SLUICE_CONSOLE_PASSWORD ?? newPassword()
  const { user, password } = isFirst
    ? JSON.parse(readFileSync(signInFile, 'utf8'))
    : { user: 'admin', password: own }

  await page.goto(new URL('members', consoleUrl).href)
  await page.getByText('./sluice credentials').waitFor()
  assert.equal(await page.title(), 'Sign in – Sluice')
  await picture(page, 'sign-in')
  await signIn(page, { user, password, next: isFirst ? own : undefined })
  admin.user = user
  admin.password = own

  await page.getByRole('heading', { name: 'Members', level: 1 }).waitFor()
  assert.equal(new URL(page.url()).pathname, '/console/members')
})

test('runs under a policy without inline script', async () => {
  const response = await admin.page.goto(consoleUrl)

  const policy = response.headers()['content-security-policy'] ?? ''
  assert.match(policy, /default-src 'none'|default-src 'self'/)
  assert.match(policy, /frame-ancestors 'none'/)
  assert.doesNotMatch(policy, /unsafe-inline'[^;]*script|script-src[^;]*unsafe/)
  assert.equal(response.headers()['x-content-type-options'], 'nosniff')
})

test('shows the account, and its APIs with names that are text and nothing else', async () => {
  const { page } = admin
  const { document: answer } = await call(page, 'GET', '/console/session')
  // More than one page of the list holds.
  for (let number = 1; number <= PAGE; number++) {
    await make(`api-${number}-${suffix}`)
  }
  const made = await make(markup)

  await open(page, 'Members')
  await open(page, 'APIs')
  await page.getByRole('button', { name: 'Refresh' }).click()

  await page.getByRole('button', { name: 'Next page' }).waitFor()
  const row = await rowOf(page, made)
  assert.equal(await row.getByRole('rowheader').textContent(), markup)
  assert.equal(await page.locator('img[src="x"]').count(), 0)
  assert.equal(await page.evaluate(() => window.ran), undefined)
  assert.match(answer.session.account.id, /^\d{12}$/)
  await page.getByRole('button', { name: answer.session.account.id }).first().waitFor()
  assert.equal(await page.title(), 'APIs – Sluice')
  await picture(page, 'apis')
  admin.api = made

  async function make(name) {
    const { status, document } = await call(page, 'POST', '/restapis', { name })
    assert.equal(status, 201)
    apis.push(document.id)
    return document.id
  }
})

test('switches to another account of the member, which does not show the APIs of the first, and back', async () => {
  const { page } = admin
  const { document: answer } = await call(page, 'GET', '/console/session')
  const { account, accounts } = answer.session
  const other = accounts.find(({ id }) => id !== account.id)
  assert.ok(other, 'the first user belongs to the first tenant and to the operator')

  await choose(account, other)
  assert.equal((await call(page, 'GET', '/console/session')).document.session.account.id, other.id)
  await page.getByText(admin.api).waitFor({ state: 'detached' })
  await picture(page, 'other-account')
  await choose(other, account)
  assert.equal((await call(page, 'GET', '/console/session')).document.session.account.id, account.id)
  await rowOf(page, admin.api)
  for (const api of apis) {
    assert.equal((await call(page, 'DELETE', `/restapis/${api}`)).status, 202)
  }

  async function choose(from, to) {
    await page.getByRole('button', { name: from.id }).first().click()
    if (to === other) {
      await picture(page, 'accounts')
    }
    await page.getByRole('menuitemcheckbox', { name: to.id }).click()
    await page.getByRole('button', { name: to.id }).first().waitFor()
  }
})

test('shows that the control plane is alive, with its checks', async () => {
  const { page } = admin
  await open(page, 'Status')

  await page.getByRole('heading', { name: 'Installation status' }).waitFor()
  await page.getByText('Sluice is alive').waitFor()
  assert.ok(
    (await page.getByRole('table').getByRole('rowheader').count()) > 0,
    'at least one check is listed',
  )
  await picture(page, 'status')
})

test('says that an address has no page, and leads on', async () => {
  const { page } = admin
  await page.goto(new URL('nothing/here', consoleUrl).href)

  await page.getByRole('heading', { name: 'No such page' }).waitFor()
  await page.getByRole('link', { name: 'Go to your APIs' }).click()
  await page.getByRole('heading', { name: 'APIs', level: 1 }).waitFor()
})

test('adds a viewer, whose one-time password is shown once, whoever was in a hurry to close the dialog', async () => {
  const { page } = admin
  await open(page, 'Members')
  await page.getByRole('button', { name: 'Add member' }).click()
  await page.getByLabel('User name').fill(viewer)
  await page.getByLabel('Viewer').check()
  await picture(page, 'add-member')
  const answer = await hold(page, '**/platform/members')
  const asking = page.getByRole('dialog', { name: 'Add member' })
  await asking.getByRole('button', { name: 'Add member' }).click()
  await answer.isAwaited
  const cancel = asking.getByRole('button', { name: 'Cancel' })
  assert.equal(await cancel.getAttribute('aria-disabled'), 'true')
  await cancel.click({ force: true })
  await page.keyboard.press('Escape')
  await asking.getByRole('button', { name: 'Close' }).click()
  await picture(page, 'add-member-under-way')
  answer.release()

  const dialog = page.getByRole('dialog', { name: `${viewer} was added` })
  await dialog.getByRole('button', { name: 'Copy the one-time password' }).waitFor()
  viewersPassword = await dialog.locator('[data-copyable]').textContent()
  await picture(page, 'one-time-password')
  await dialog.getByRole('button', { name: 'Done' }).click()

  const row = await rowOf(page, viewer)
  assert.match(await row.textContent(), /Viewer/)
  assert.equal(await page.getByText(viewersPassword).count(), 0)
  await page.getByRole('button', { name: 'Add member' }).and(page.locator(':focus')).waitFor()
  await picture(page, 'members')
})

test('ends the session on the server when the person signs out, for other tabs and for a copied cookie', async () => {
  const { context, page } = admin
  const cookies = await context.cookies()
  const cookie = cookies.find(({ name }) => name === '__Host-sluice-session')
  assert.deepEqual(
    [cookie?.httpOnly, cookie?.secure, cookie?.sameSite, cookie?.path],
    [true, true, 'Lax', '/'],
  )
  const tab = await context.newPage()
  await tab.goto(consoleUrl)
  await tab.getByRole('heading', { name: 'APIs', level: 1 }).waitFor()
  await signOut(page)

  await tab.getByRole('button', { name: 'Refresh' }).click()
  await tab.getByRole('link', { name: 'Sign in' }).waitFor()
  await tab.close()
  const thief = await browser.person()
  await thief.context.addCookies([cookie])
  await thief.page.goto(new URL('members', consoleUrl).href)
  await thief.page.getByRole('link', { name: 'Sign in' }).waitFor()
  assert.equal((await call(thief.page, 'GET', '/console/session')).document.session, null)
  await thief.context.close()
})

test('lets a viewer see, and tells who changes members', async () => {
  const person = await browser.person()
  const { page } = person
  await page.goto(consoleUrl)
  const own = newPassword()
  await signIn(page, { user: viewer, password: viewersPassword, next: own })
  viewersPassword = own
  await page.getByRole('heading', { name: 'APIs', level: 1 }).waitFor()
  viewersSubject = (await call(page, 'GET', '/console/session')).document.session.member.subject
  await page.getByRole('button', { name: `Signed in as ${viewer}` }).click()
  await page.getByRole('menuitem', { name: 'Your subject' }).click()
  const dialog = page.getByRole('dialog', { name: 'Your subject' })
  await dialog.getByRole('button', { name: 'Copy the subject' }).waitFor()
  assert.equal(await dialog.locator('[data-copyable]').textContent(), viewersSubject)
  await picture(page, 'subject')
  await dialog.getByRole('button', { name: 'Done' }).click()

  assert.deepEqual(await pagesToChoose(page), ['APIs', 'Status'])
  await page.goto(new URL('members', consoleUrl).href)
  await page
    .getByRole('alert')
    .filter({ hasText: 'Members cannot be listed: you are not allowed to' })
    .waitFor()
  await page.getByText('Its owners add, change and remove them.').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Add member' }).count(), 0)
  await picture(page, 'not-allowed')
  takeBack('403', '/platform/members?limit=25')
  await person.context.close()
})

test('lets a person who has a user already in by the subject, and by no name', async () => {
  const { page } = admin
  await signIn(page, { user: admin.user, password: admin.password })
  const { account, accounts } = (await call(page, 'GET', '/console/session')).document.session
  const other = accounts.find(({ id }) => id !== account.id)
  await page.getByRole('button', { name: account.id }).first().click()
  await page.getByRole('menuitemcheckbox', { name: other.id }).click()
  await page.getByRole('button', { name: other.id }).first().waitFor()
  await open(page, 'Members')
  await page.getByRole('button', { name: 'Add member' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('User name').fill(viewer)
  await dialog.getByRole('button', { name: 'Add member' }).click()
  await dialog.getByRole('alert').filter({ hasText: 'A user with this name exists already' }).waitFor()
  takeBack('409', '/platform/members')

  await dialog.getByLabel('This person has a user already').check()
  await dialog.getByLabel('Subject').fill(viewersSubject)
  await picture(page, 'add-existing-member')
  await dialog.getByRole('button', { name: 'Add member' }).click()

  const row = await rowOf(page, viewer)
  await row.getByRole('button', { name: `Actions for ${viewer}` }).click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await row.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: other.id }).first().click()
  await page.getByRole('menuitemcheckbox', { name: account.id }).click()
  await page.getByRole('button', { name: account.id }).first().waitFor()
})

test('says clearly why a change is refused to a person whose role was taken meanwhile', async () => {
  await makeViewer('owner')
  const { context, page } = await browser.person()
  await page.goto(new URL('members', consoleUrl).href)
  await signIn(page, { user: viewer, password: viewersPassword })
  await page.getByRole('button', { name: 'Add member' }).click()
  await page.getByLabel('User name').fill(`friend-${suffix}`)
  await makeViewer('viewer')
  // It holds within a second.
  await until(async () => (await call(page, 'GET', '/platform/members?limit=1')).status === 403)
  takeBack('403', '/platform/members?limit=1')
  await page.getByRole('dialog').getByRole('button', { name: 'Add member' }).click()

  const refusal = page
    .getByRole('alert')
    .filter({ hasText: 'The member was not added: you are not allowed to' })
  await refusal.waitFor()
  assert.match(await refusal.textContent(), /is not authorized to perform/)
  await picture(page, 'refused')
  takeBack('403', '/platform/members')
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: `Signed in as ${viewer}, viewer` }).waitFor()
  assert.equal(await page.getByRole('button', { name: 'Add member' }).count(), 0)
  await context.close()
})

test('tells in the bar that the person has another role now, and offers what that one may do', async () => {
  await makeViewer('owner')
  const { context, page } = await browser.person()
  await page.goto(new URL('members', consoleUrl).href)
  await signIn(page, { user: viewer, password: viewersPassword })
  await page.getByRole('button', { name: `Signed in as ${viewer}, owner` }).waitFor()
  await (await rowOf(page, viewer)).getByRole('button', { name: `Actions for ${viewer}` }).click()
  await page.getByRole('menuitem', { name: 'Change role' }).click()
  await page.getByRole('radio', { name: 'Admin' }).check()
  await page.getByRole('dialog').getByRole('button', { name: 'Change role' }).click()

  await page.getByRole('button', { name: `Signed in as ${viewer}, admin` }).waitFor()
  await page.getByText('Its owners add, change and remove them.').waitFor()
  assert.deepEqual(await pagesToChoose(page), ['APIs', 'Members', 'Status'])
  assert.equal(await page.getByRole('button', { name: /Add member|Actions for/ }).count(), 0)
  await (await rowOf(page, viewer)).filter({ hasText: 'Admin' }).waitFor()
  await picture(page, 'own-role')
  await context.close()
})

test('ends the sessions of a member, who signs in again', async () => {
  const { page } = admin
  const person = await browser.person()
  await person.page.goto(consoleUrl)
  await signIn(person.page, { user: viewer, password: viewersPassword })
  await open(page, 'Members')
  await (await rowOf(page, viewer)).getByRole('button', { name: `Actions for ${viewer}` }).click()
  await page.getByRole('menuitem', { name: 'End sessions' }).click()
  await page.getByText('may sign in again').waitFor()
  await picture(page, 'end-sessions')
  await page.getByRole('dialog').getByRole('button', { name: 'End sessions' }).click()

  await page.getByText(`The sessions of ${viewer} in this account have ended.`).waitFor()
  await person.page.goto(consoleUrl)
  await person.page.getByRole('link', { name: 'Sign in' }).waitFor()
  await person.context.close()
})

test('removes a member once that is confirmed', async () => {
  const { page } = admin
  await open(page, 'Members')
  const row = await rowOf(page, viewer)
  await row.getByRole('button', { name: `Actions for ${viewer}` }).click()
  await page.getByRole('menuitem', { name: 'Change role' }).click()
  await page.getByLabel('Developer').check()
  await page.getByRole('dialog').getByRole('button', { name: 'Change role' }).click()
  await (await rowOf(page, viewer)).filter({ hasText: 'Developer' }).waitFor()
  await row.getByRole('button', { name: `Actions for ${viewer}` }).click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  await picture(page, 'remove-member')
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()

  await page.getByText(`${viewer} is no longer a member`).waitFor()
  await row.waitFor({ state: 'detached' })
})

test('went without a complaint of the browser', () => {
  assert.deepEqual(browser.complaints, [])
})

/** Gives the viewer another role, as an owner with keys might. */
async function makeViewer(role) {
  const { document } = await call(admin.page, 'GET', '/platform/members?limit=500')
  const { id } = document.items.find(({ user }) => user === viewer)
  assert.equal((await call(admin.page, 'PUT', `/platform/members/${id}`, { role })).status, 200)
}

/** The browser reports each refused call; those that were wanted are taken back, once each. */
function takeBack(status, path) {
  const index = browser.complaints.findIndex((text) => text.includes(status) && text.endsWith(path))
  assert.notEqual(index, -1, `the browser told of ${path}`)
  browser.complaints.splice(index, 1)
}

function newPassword() {
  return `${randomBytes(12).toString('base64url')}-aA1`
}
