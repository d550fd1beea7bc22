// What is said to the log of a runner. It obeys lines that look like commands, so every text is put on one line that
// starts with our name, and nothing else is written there.
import { visible } from '../../report/escape.ts';
import { escapeData, escapeProperty } from '../../report/github.ts';
import type { Io } from '../io.ts';

/** One line on standard error. */
export function say(io: Io, text: string): void {
  io.stderr.write(`keylint: ${visible(text)}\n`);
}

/** An annotation; without a path it belongs to the run. */
export function annotate(
  io: Io,
  level: 'error' | 'warning' | 'notice',
  text: string,
  path?: string,
): void {
  const file = path === undefined ? '' : `file=${escapeProperty(path)},`;
  io.stdout.write(`::${level} ${file}title=keylint::${escapeData(visible(text))}\n`);
}
