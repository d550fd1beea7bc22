// Packages that only some need: loaded when they are, and asked for by name when they are not there.
import { UserError } from '../model/errors.ts';

/** The package. Throws a UserError that says how to get it. */
export async function loadOptional(name: string, what: string): Promise<unknown> {
  try {
    const loaded: unknown = await import(name);
    return loaded;
  } catch (error) {
    if (!isMissing(error, name)) throw error;
    throw new UserError(`${what} needs the package ${name}, which is not installed.`, {
      hint: `npm install ${name} beside keylint, or npm install -g keylint ${name}`,
    });
  }
}

function isMissing(error: unknown, name: string): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === 'ERR_MODULE_NOT_FOUND' &&
    error.message.includes(`'${name}'`)
  );
}
