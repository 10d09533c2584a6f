// A control plane of the test's own on a free port: the built console, and to each call the answer that the test gives.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const dist = fileURLToPath(new URL('../dist', import.meta.url))
const types = { '.css': 'text/css', '.html': 'text/html', '.js': 'text/javascript', '.svg': 'image/svg+xml' }

/** Of "METHOD /path" the document that is answered; null answers never, and a text begins an answer that never ends. */
export async function openControlPlane(answers) {
  assert.ok(existsSync(join(dist, 'index.html')), 'the console is built: npm run build')
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost')
    const answer = answers[`${request.method} ${pathname}`]
    if (answer === undefined) {
      sendFile(response, pathname)
    } else if (typeof answer === 'string') {
      response.setHeader('content-type', 'application/json').write(answer)
    } else if (answer !== null) {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer))
    }
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    console: `http://127.0.0.1:${server.address().port}/console/`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** Every address of the console that names no file is its page. */
function sendFile(response, pathname) {
  const file = join(dist, pathname.replace(/^\/console/, ''))
  const found =
    file.startsWith(dist) && extname(file) in types && existsSync(file) ? file : join(dist, 'index.html')
  response.setHeader('content-type', types[extname(found)]).end(readFileSync(found))
}
