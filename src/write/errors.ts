// What a failed write means, in words the user can act on. Messages name paths and errors, never content.
import { UserError } from '../model/errors.ts';

/** The `errno` name of an error, or ''. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the device',
  EDQUOT: 'disk quota exceeded',
  EBUSY: 'the file is in use',
  ENOENT: 'it is gone',
  EEXIST: 'it exists already',
  ELOOP: 'too many links',
};

/** Turns a file system error into one the user can act on; anything else is handed on. */
export function asUserError(
  error: unknown,
  doing: string,
  hint = 'Nothing was changed. Mend this and run keylint again.',
): unknown {
  const code = codeOf(error);
  if (error instanceof UserError || code === '') return error;
  return new UserError(`cannot ${doing}: ${reasons[code] ?? code}`, {
    hint,
    cause: error,
  });
}
