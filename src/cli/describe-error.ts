// What a person reads of an error. The one place that decides what of it may be printed.
import { UserError } from '../model/errors.ts';
import { notACommand, visible } from '../report/escape.ts';

/**
 * What stderr says of an error. The message of a bug stays out: a parser's message quotes the file, and the file may
 * hold a secret. Where it was thrown is enough to find it.
 */
export function describeError(error: unknown): string {
  if (error instanceof UserError) {
    const hint = error.hint ? `${escapeControls(error.hint)}\n` : '';
    return `keylint: ${escapeControls(error.message)}\n${hint}`;
  }
  const name = error instanceof Error ? error.name : typeof error;
  const code = error instanceof Error && 'code' in error ? ` ${String(error.code)}` : '';
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  // Names a file of ours, and nothing else would tell which one an installation lacks.
  const missing =
    code.endsWith(' ERR_MODULE_NOT_FOUND') && error instanceof Error ? [error.message] : [];
  const lines = [
    `keylint: internal error (${name}${code}). This is a bug of keylint: please report it with these lines.`,
    ...missing,
    ...frames,
  ];
  return `${lines.map(escapeControls).join('\n')}\n`;
}

/**
 * What is not seen and no line feed as `\x1b`, `\u202e`, and no line that a CI runner takes for a command (`::`, `##[`): file
 * names, settings and arguments must steer neither.
 */
export function escapeControls(text: string): string {
  return text.split('\n').map(escapeLine).join('\n');
}

function escapeLine(line: string): string {
  return notACommand(visible(line));
}

/** The same of a diff: tabs and the ends of lines are those of the file. */
export function escapeDiff(diff: string): string {
  return diff
    .replace(/[^\n\r\t]+|\r(?!\n)/g, visible)
    .split('\n')
    .map(notACommand)
    .join('\n');
}
