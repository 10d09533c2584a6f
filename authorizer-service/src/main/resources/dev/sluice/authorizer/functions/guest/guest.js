// What a function finds in its guest, and the two programs that load and call it. Part of the engine's image, so this runs once.
// Everything that is used after a function had its hands on the globals is taken from them now.
const ask = globalThis.java_invoke
const { parse, stringify } = JSON
const evaluate = globalThis.eval
const { fromCharCode } = String
const charCodeAt = Function.prototype.call.bind(String.prototype.charCodeAt)
const then = Function.prototype.call.bind(Promise.prototype.then)
for (const name of ['java_invoke', 'Javy', 'plugin', 'console']) delete globalThis[name]

const host = (name, ...args) => {
  const answer = parse(ask('', name, stringify(args)))
  if (answer.error !== undefined) {
    const error = new (answer.name === 'TypeError' ? TypeError : Error)(answer.error)
    error.name = answer.name
    throw error
  }
  return answer.value
}

const define = (name, value) =>
  Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false })

// Logging

const shown = (value) => {
  if (typeof value === 'string') return value
  if (value instanceof Error) return `${value.name}: ${value.message}\n${value.stack}`
  if (typeof value === 'function') return `[Function: ${value.name}]`
  try {
    const text = stringify(value)
    return text === undefined ? String(value) : text
  } catch {
    return String(value)
  }
}
const level = (name) => (...values) => void ask('', 'log', `${name} ${values.map(shown).join(' ')}`)
define('console', {
  log: level('INFO'), info: level('INFO'), warn: level('WARN'), error: level('ERROR'), debug: level('DEBUG'), trace: level('TRACE'),
})

// Base64

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const VALUES = new Int16Array(128).fill(-1)
for (let index = 0; index < 64; index++) VALUES[DIGITS.charCodeAt(index)] = index

const encode = (length, byteAt) => {
  const parts = []
  for (let index = 0; index < length; index += 3) {
    const more = length - index
    const bits = (byteAt(index) << 16) | (more > 1 ? byteAt(index + 1) << 8 : 0) | (more > 2 ? byteAt(index + 2) : 0)
    parts.push(DIGITS[bits >> 18] + DIGITS[(bits >> 12) & 63] + (more > 1 ? DIGITS[(bits >> 6) & 63] : '=') + (more > 2 ? DIGITS[bits & 63] : '='))
  }
  return parts.join('')
}
const decode = (text) => {
  const digits = text.replace(/[\t\n\f\r ]+/g, '').replace(/={1,2}$/, '')
  if (digits.length % 4 === 1) throw new TypeError('The string to be decoded is not correctly encoded.')
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4))
  let bits = 0
  let count = 0
  let place = 0
  for (let index = 0; index < digits.length; index++) {
    const code = charCodeAt(digits, index)
    const value = code < 128 ? VALUES[code] : -1
    if (value < 0) throw new TypeError('The string to be decoded is not correctly encoded.')
    bits = (bits << 6) | value
    count += 6
    if (count >= 8) {
      count -= 8
      bytes[place++] = (bits >> count) & 255
    }
  }
  return bytes
}
define('btoa', (text) => {
  const given = String(text)
  return encode(given.length, (index) => {
    const code = charCodeAt(given, index)
    if (code > 255) throw new TypeError('The string to be encoded contains characters outside of the Latin1 range.')
    return code
  })
})
define('atob', (text) => {
  const parts = []
  for (const byte of decode(String(text))) parts.push(fromCharCode(byte))
  return parts.join('')
})

// Cryptography

const asBytes = (data) => {
  if (data instanceof ArrayBuffer) return new Uint8Array(data)
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  throw new TypeError('The data must be a string, an ArrayBuffer or a view of one')
}
const packed = (data) => {
  if (typeof data === 'string') return { text: data }
  const bytes = asBytes(data)
  return { base64: encode(bytes.length, (index) => bytes[index]) }
}
const written = (base64, encoding) => {
  switch (encoding) {
    case 'base64':
      return base64
    case 'base64url':
      return base64.replace(/[+]/g, '-').replace(/[/]/g, '_').replace(/=+$/, '')
    case 'hex':
      return Array.from(decode(base64), (byte) => byte.toString(16).padStart(2, '0')).join('')
    default:
      return decode(base64)
  }
}
const hashing = (finish) => {
  const parts = []
  let length = 0
  return {
    update(data) {
      const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : asBytes(data).slice()
      parts.push(bytes)
      length += bytes.length
      return this
    },
    digest(encoding) {
      const all = new Uint8Array(length)
      let place = 0
      for (const part of parts) {
        all.set(part, place)
        place += part.length
      }
      return written(finish(all), encoding)
    },
  }
}
const crypto = {
  digest: (algorithm, data, encoding = 'hex') => written(host('digest', algorithm, packed(data)), encoding),
  hmac: (algorithm, key, data, encoding = 'hex') => written(host('hmac', algorithm, packed(key), packed(data)), encoding),
  randomBytes: (length) => decode(host('random', length)),
  getRandomValues(array) {
    const bytes = asBytes(array)
    bytes.set(decode(host('random', bytes.length)))
    return array
  },
  randomUUID() {
    const bytes = decode(host('random', 16))
    bytes[6] = (bytes[6] & 15) | 64
    bytes[8] = (bytes[8] & 63) | 128
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  },
  timingSafeEqual(one, other) {
    const left = asBytes(one)
    const right = asBytes(other)
    if (left.length !== right.length) throw new RangeError('Input buffers must have the same byte length')
    let difference = 0
    for (let index = 0; index < left.length; index++) difference |= left[index] ^ right[index]
    return difference === 0
  },
  createHash: (algorithm) => hashing((data) => host('digest', algorithm, packed(data))),
  createHmac: (algorithm, key) => hashing((data) => host('hmac', algorithm, packed(key), packed(data))),
  subtle: {
    digest: async (algorithm, data) =>
      written(host('digest', typeof algorithm === 'string' ? algorithm : algorithm.name, packed(data))).buffer,
  },
}
define('crypto', crypto)
define('sluice', { verifyJwt: (token, options) => host('verifyJwt', String(token), options ?? {}) })
define('process', { env: {} })

// A seed would be part of the image, and so the same in every call.
let numbers = []
Math.random = () => {
  if (numbers.length === 0) numbers = host('numbers')
  return numbers.pop()
}

// Loading and calling

const modules = { crypto, 'node:crypto': crypto }
const require = (name) => {
  if (Object.hasOwn(modules, name)) return modules[name]
  const error = new Error(`Cannot find module '${name}'`)
  error.code = 'MODULE_NOT_FOUND'
  throw error
}

const described = (error) => {
  if (error instanceof Error) {
    const head = `${error.name}: ${error.message}`
    const trace = String(error.stack ?? '').split('\n').filter((line) => line.trim() !== '' && !line.includes('function.mjs'))
      .map((line) => line.replace('<input>', 'index.js').trimEnd())
    return { type: String(error.name), message: String(error.message), trace: [head, ...trace] }
  }
  return { type: typeof error, message: String(error), trace: [] }
}
const failed = (error) => {
  try {
    ask('', 'failure', stringify(described(error)))
  } catch {
    ask('', 'failure', '{"type":"Error","message":"the error cannot be described","trace":[]}')
  }
}

let handler
const load = () => {
  try {
    // One line, so that the lines of stacks are those of the code.
    const code = evaluate(`(function (exports, module, require) {${ask('', 'code', '')}\n})`)
    const module = { exports: {} }
    code.call(module.exports, module.exports, module, require)
    handler = module.exports.handler
    if (typeof handler === 'function') {
      numbers = []
      ask('', 'loaded', '')
    } else {
      ask('', 'failure', stringify({ type: 'Runtime.HandlerNotFound', message: 'index.handler is undefined or not exported', trace: [] }))
    }
  } catch (error) {
    if (error instanceof SyntaxError) {
      ask('', 'failure', stringify({ ...described(error), type: 'Runtime.UserCodeSyntaxError', message: `SyntaxError: ${error.message}` }))
    } else {
      failed(error)
    }
  }
}

const call = () => {
  const succeed = (value) => {
    try {
      const text = stringify(value)
      ask('', 'result', text === undefined ? 'null' : text)
    } catch (error) {
      failed(error)
    }
  }
  const settle = (error, value) => (error === null || error === undefined ? succeed(value) : failed(error))
  const context = {
    ...parse(ask('', 'context', '')),
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Number(ask('', 'remaining', '')),
    done: settle,
    succeed,
    fail: failed,
  }
  try {
    const answer = handler(parse(ask('', 'event', '')), context, settle)
    if (answer !== null && typeof answer === 'object' && typeof answer.then === 'function') {
      answer instanceof Promise ? then(answer, succeed, failed) : answer.then(succeed, failed)
    } else if (answer !== undefined || handler.length < 3) {
      succeed(answer)
    }
  } catch (error) {
    failed(error)
  }
}

Object.defineProperty(globalThis, Symbol.for('sluice'), { value: Object.freeze({ load, call }) })
