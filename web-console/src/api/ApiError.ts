/** A refusal of the management or platform API in its own words, with what a person needs to report it. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    /** The AWS error type, for example BadRequestException. */
    readonly type: string,
    message: string,
    readonly requestId: string | undefined,
  ) {
    super(message)
    this.name = 'ApiError'
  }

  /** Whether the caller is known and may not do this. */
  get isForbidden(): boolean {
    return this.status === 403 && !this.isWithoutSession
  }

  /** Whether the call carried no session that is alive. */
  get isWithoutSession(): boolean {
    return this.status === 403 && this.type === 'MissingAuthenticationTokenException'
  }
}
