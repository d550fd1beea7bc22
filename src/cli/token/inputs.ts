// What `keylint token` works on: a token or claims from standard input or a file, and a key from a variable, a file or
// a prompt. Nothing of it is ever an argument: those are seen by every user of the machine.
import { resolve } from 'node:path';
import { UserError } from '../../model/errors.ts';
import { describeUnread, readText } from '../../read/read-file.ts';
import { promptSecret } from '../checking/read-secret.ts';
import { type Io, readStdin } from '../io.ts';

const longestBytes = 1 << 20;

/** A whole text without the white space around it; `what` names it in messages. */
export async function readInput(io: Io, file: string | undefined, what: string): Promise<string> {
  const text = file === undefined ? await fromStdin(io, what) : fromFile(io, file);
  if (text.trim() === '') {
    throw new UserError(`There is no ${what}: ${file ?? 'standard input'} is empty.`, {
      hint: 'Pipe it in, or name a file: --file token.txt',
    });
  }
  return text.trim();
}

async function fromStdin(io: Io, what: string): Promise<string> {
  if (io.stdin.isTTY) return promptSecret(io, what.charAt(0).toUpperCase() + what.slice(1));
  const bytes = await readStdin(io, longestBytes);
  if (!bytes) {
    throw new UserError(`Standard input holds more than 1 MB: that is no ${what}.`);
  }
  return Buffer.from(bytes)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
}

function fromFile(io: Io, file: string): string {
  const read = readText(resolve(io.cwd, file), { links: 'anywhere', limitBytes: longestBytes });
  if ('text' in read) return read.text;
  throw new UserError(`${file} cannot be read: ${describeUnread(read)}.`);
}

export interface KeyOptions {
  readonly env: string | undefined;
  readonly file: string | undefined;
}

/** The text of the key. A prompt is for terminals alone, and only where standard input is not the token. */
export async function readKeyText(io: Io, { env, file }: KeyOptions): Promise<string> {
  if (env !== undefined && file !== undefined) {
    throw new UserError('--secret-env and --secret-file cannot be had together.', {
      hint: 'Choose one.',
    });
  }
  if (file !== undefined) return fromFile(io, file).replace(/\r?\n$/, '');
  if (env !== undefined) {
    // What somebody gives in place of a name may be the secret itself: it is not repeated.
    const value = /^[A-Za-z_]\w*$/.test(env) ? io.env[env] : undefined;
    if (value) return value;
    throw new UserError('The variable that --secret-env names is not set here.', {
      hint: 'It takes the name of a variable: --secret-env JWT_SECRET',
    });
  }
  if (io.stdin.isTTY) return promptSecret(io);
  throw new UserError('There is no key to work with.', {
    hint: 'Name where it is: --secret-env JWT_SECRET, or --secret-file key.pem',
  });
}
