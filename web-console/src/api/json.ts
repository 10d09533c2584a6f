/** An object of an answer whose members are not known yet. */
export type JsonObject = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function objectOf(value: unknown): JsonObject {
  if (!isObject(value)) {
    throw new Error('The control plane sent an answer of an unknown form')
  }
  return value
}

export function textOf(object: JsonObject, member: string): string {
  const value = object[member]
  if (typeof value !== 'string') {
    throw new Error(`The control plane sent an answer without the text "${member}"`)
  }
  return value
}

/** A text that may be absent. */
export function optionalTextOf(object: JsonObject, member: string): string | undefined {
  const value = object[member]
  return typeof value === 'string' ? value : undefined
}

/** A flag that may be absent. */
export function optionalFlagOf(object: JsonObject, member: string): boolean | undefined {
  const value = object[member]
  return typeof value === 'boolean' ? value : undefined
}

/** A list that may be absent, which is an empty one. */
export function listOf(object: JsonObject, member: string): readonly unknown[] {
  const value = object[member]
  return Array.isArray(value) ? value : []
}
