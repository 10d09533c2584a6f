import { ApiError } from './ApiError'
import { isObject, optionalTextOf } from './json'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** How long a call that has no signal of its own is waited for. */
const LIMIT_MILLISECONDS = 60_000

/** What a call may carry. */
export interface CallOptions {
  readonly body?: unknown
  /** Ends the call; without one a limit of time does. */
  readonly signal?: AbortSignal
  /** A status beside 2xx that is an answer and no refusal. */
  readonly answer?: number
}

/**
 * The one way from the console to the control plane. The browser adds the session's cookie; this adds the anti-forgery token to
 * whatever may change something, reads refusals, and tells when the session may have ended or changed.
 */
export class ApiClient {
  #antiForgeryToken: string | undefined
  readonly #onDoubt: () => void

  constructor(onDoubt: () => void) {
    this.#onDoubt = onDoubt
  }

  /** Takes the token of the session that the next calls belong to. */
  takeAntiForgeryToken(token: string | undefined): void {
    this.#antiForgeryToken = token
  }

  /** Answers with the JSON document of a 2xx, or undefined if it has none; every other status is an ApiError. */
  async call(method: Method, path: string, { body, signal, answer }: CallOptions = {}): Promise<unknown> {
    const request = fetch(path, {
      method,
      headers: this.#headers(method, body !== undefined),
      credentials: 'same-origin',
      cache: 'no-store',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: signal ?? AbortSignal.timeout(LIMIT_MILLISECONDS),
    })
    const response = await heard(request)
    const document = await readDocument(response)
    if (response.ok || response.status === answer) {
      return document
    }
    const error = readError(response, document)
    // A write is also refused when another tab has switched the account, and with it the token.
    if (error.isWithoutSession || (error.isForbidden && method !== 'GET')) {
      this.#onDoubt()
    }
    throw error
  }

  #headers(method: Method, hasBody: boolean): Record<string, string> {
    return {
      accept: 'application/json',
      ...(hasBody ? { 'content-type': 'application/json' } : {}),
      ...(method !== 'GET' && this.#antiForgeryToken !== undefined
        ? { 'x-sluice-anti-forgery': this.#antiForgeryToken }
        : {}),
    }
  }
}

/** What came, or why nothing did: what browsers say of that differs, and tells a person nothing. */
async function heard<T>(coming: Promise<T>): Promise<T> {
  try {
    return await coming
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'TimeoutError') {
      throw new Error('No answer came within a minute. Look whether it was done before you try again.', {
        cause: failure,
      })
    }
    throw failure instanceof TypeError
      ? new Error('No answer came: the control plane is away, or the network to it.', { cause: failure })
      : failure
  }
}

async function readDocument(response: Response): Promise<unknown> {
  const text = await heard(response.text())
  if (text === '') {
    return undefined
  }
  try {
    const document: unknown = JSON.parse(text)
    return document
  } catch {
    if (response.ok) {
      throw new Error('The control plane sent an answer that is not JSON')
    }
    return undefined
  }
}

function readError(response: Response, document: unknown): ApiError {
  const message = isObject(document)
    ? (optionalTextOf(document, 'message') ?? optionalTextOf(document, 'Message'))
    : undefined
  return new ApiError(
    response.status,
    // The type may be followed by the address of a model, as AWS's clients know it.
    response.headers.get('x-amzn-errortype')?.split(':')[0] ?? '',
    message ?? `The control plane answered ${response.status}`,
    response.headers.get('x-amzn-requestid') ?? undefined,
  )
}
