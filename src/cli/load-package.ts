// Commands that few people need live in packages of their own, so that a plain install stays small. They are looked for
// beside keylint itself, never in what is audited.
import { UserError } from '../model/errors.ts';
import { readVersion } from './version.ts';

/** Packages that a bundle of keylint brings along: an editor's extension has no place where more could be installed. */
export const brought = new Map<string, object>();

/** The package `name`; where it is not installed, one line says how to. */
export async function loadPackage<T>(name: string, command: string): Promise<T> {
  const known = brought.get(name);
  // The cast: who brings it has imported it by that name.
  if (known) return known as T;
  try {
    // The cast: both are of one version, and the name is one of ours.
    return (await import(name)) as T;
  } catch (error) {
    if (!isMissing(error, name)) throw error;
    throw new UserError(`\`keylint ${command}\` needs the package ${name}.`, {
      hint: `Install it beside keylint: npm install ${name}@${readVersion()}`,
    });
  }
}

function isMissing(error: unknown, name: string): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return error.code === 'ERR_MODULE_NOT_FOUND' && error.message.includes(name);
}
