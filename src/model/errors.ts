// The one error that is the user's to mend. Everything else that is thrown is a bug of ours.

/** The command, settings or environment is wrong. Shown without a stack; exit code 2. */
export class UserError extends Error {
  /** What to do next, one sentence. */
  readonly hint: string | undefined;

  constructor(message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'UserError';
    this.hint = options.hint;
  }
}
