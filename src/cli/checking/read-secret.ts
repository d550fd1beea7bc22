// Reads one secret: all of standard input, or a line typed at a prompt that shows nothing.
import { StringDecoder } from 'node:string_decoder';
import { UserError } from '../../model/errors.ts';
import { type Io, readStdin } from '../io.ts';

const longestBytes = 1 << 20;

/** The secret, without the one line end that `echo` adds. Throws a UserError where there is none. */
export async function readSecret(io: Io): Promise<string> {
  const text = io.stdin.isTTY ? await promptSecret(io) : await readPiped(io);
  if (text === '') throw new UserError('There is no secret to rate: standard input is empty.');
  return text;
}

async function readPiped(io: Io): Promise<string> {
  const bytes = await readStdin(io, longestBytes);
  if (!bytes) {
    throw new UserError('Standard input holds more than 1 MB: that is no secret.');
  }
  const text = Buffer.from(bytes).toString('utf8');
  return text.replace(/^\uFEFF/, '').replace(/\r?\n$/, '');
}

/** What a key does to the line typed so far. */
type Typed =
  | { readonly kind: 'more'; readonly line: string }
  | { readonly kind: 'done'; readonly line: string }
  | { readonly kind: 'cancelled' };

/** One chunk of keys: Enter and Ctrl-D end the line, Ctrl-C gives up, Backspace and Ctrl-U take back. */
export function typeKeys(line: string, keys: string): Typed {
  let typed = line;
  for (const key of keys) {
    if (key === '\r' || key === '\n' || key === '\u0004') return { kind: 'done', line: typed };
    if (key === '\u0003') return { kind: 'cancelled' };
    if (key === '\u007f' || key === '\b') typed = [...typed].slice(0, -1).join('');
    else if (key === '\u0015') typed = '';
    else if (key >= ' ') typed += key;
  }
  return { kind: 'more', line: typed };
}

/** A line typed at a terminal that shows nothing of it. `label` names what is asked for. */
export function promptSecret(io: Io, label = 'Secret'): Promise<string> {
  const { stdin, stderr } = io;
  stderr.write(`${label} (not shown): `);
  stdin.setRawMode?.(true);
  const decoder = new StringDecoder('utf8');
  return new Promise<string>((resolve, reject) => {
    let line = '';
    const finish = (settle: () => void): void => {
      stdin.off('data', onData);
      stdin.off('end', onEnd);
      stdin.setRawMode?.(false);
      stdin.pause();
      stderr.write('\n');
      settle();
    };
    const onData = (chunk: Buffer | string): void => {
      const typed = typeKeys(line, decoder.write(Buffer.from(chunk)));
      if (typed.kind === 'cancelled')
        finish(() => reject(new UserError('Cancelled: nothing was done.')));
      else if (typed.kind === 'done') finish(() => resolve(typed.line));
      else line = typed.line;
    };
    const onEnd = (): void => finish(() => resolve(line));
    stdin.on('data', onData);
    stdin.on('end', onEnd);
    stdin.resume();
  });
}
