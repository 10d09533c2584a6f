const FORMAT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

/** A point in time in the person's own zone. */
export function Moment({ at }: { readonly at: Date }) {
  return <time dateTime={at.toISOString()}>{FORMAT.format(at)}</time>
}
