// Another company's OpenID Connect provider at a given address: discovery, keys, an authorization endpoint that asks nothing, and a
// token endpoint that holds codes to one use, to the redirect URL and to PKCE (OpenID Connect Core 3.1, RFC 7636).
import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'

const VALID_SECONDS = 300
const KEY_ID = 'k1'

export async function openProvider(address) {
  const issuer = new URL(address).origin
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  const grants = new Map()
  const provider = { person: undefined, close: () => server.close() }

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, issuer)
    const answer = (status, document) =>
      response
        .writeHead(status, { 'content-type': 'application/json', connection: 'close' })
        .end(JSON.stringify(document))
    switch (pathname) {
      case '/.well-known/openid-configuration':
        return answer(200, {
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/keys`,
        })
      case '/keys':
        return answer(200, {
          keys: [{ ...publicKey.export({ format: 'jwk' }), kid: KEY_ID, use: 'sig', alg: 'RS256' }],
        })
      case '/authorize':
        return response.writeHead(303, { location: authorize(searchParams), connection: 'close' }).end()
      case '/token': {
        const token = redeem(new URLSearchParams((await request.toArray()).join('')))
        return token === undefined
          ? answer(400, { error: 'invalid_grant' })
          : answer(200, { token_type: 'Bearer', id_token: token })
      }
      default:
        return answer(404, {})
    }
  })
  server.listen(Number(new URL(address).port), new URL(address).hostname)
  await once(server, 'listening')
  return provider

  /** Where the browser goes on as whoever the test says it is. */
  function authorize(asked) {
    const code = randomUUID()
    grants.set(code, { asked, person: provider.person })
    const back = new URL(asked.get('redirect_uri'))
    back.searchParams.set('code', code)
    back.searchParams.set('state', asked.get('state'))
    return back.href
  }

  function redeem(form) {
    const grant = grants.get(form.get('code'))
    grants.delete(form.get('code'))
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (
      grant?.asked.get('code_challenge') !== challenge ||
      grant.asked.get('redirect_uri') !== form.get('redirect_uri')
    ) {
      return undefined
    }
    const now = Math.floor(Date.now() / 1_000)
    return jwt({
      iss: issuer,
      aud: grant.asked.get('client_id'),
      nonce: grant.asked.get('nonce'),
      iat: now,
      exp: now + VALID_SECONDS,
      ...grant.person,
    })
  }

  function jwt(claims) {
    const signed = `${part({ alg: 'RS256', kid: KEY_ID })}.${part(claims)}`
    return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`
  }
}

function part(document) {
  return Buffer.from(JSON.stringify(document)).toString('base64url')
}
