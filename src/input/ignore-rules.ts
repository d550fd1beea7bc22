// `.gitignore` files of a directory and those above it, asked the way git asks: the nearest file that says anything
// decides, and nothing below an ignored directory comes back.

import { createPathRules, type PathAnswer, type PathRules } from '../model/path-rules.ts';
import { readText } from '../read/read-file.ts';

/** The rules that hold in one directory; `parent` holds those of the directory above. */
export interface IgnoreRules {
  readonly parent: IgnoreRules | undefined;
  /** Absolute, `/` on every platform, with a final `/`. */
  readonly base: string;
  readonly own: PathRules;
}

/** The largest public ones have 100 kB. */
export const maxIgnoreFileBytes = 1 << 20;

/** What an ignore file says. `isComplete` is false where lines were left out because they would cost too much. */
export interface ParsedRules {
  readonly rules: IgnoreRules;
  readonly isComplete: boolean;
}

/** Rules from the text of an ignore file that stands in `base`. */
export function parseIgnoreRules(
  text: string,
  base: string,
  parent: IgnoreRules | undefined,
): ParsedRules {
  // Git compares names exactly where the file system does; keylint asks one question on every platform.
  const own = createPathRules(text.split(/\r?\n/));
  return {
    rules: { parent, base: base.endsWith('/') ? base : `${base}/`, own },
    isComplete: own.isComplete,
  };
}

/**
 * Text of an ignore file of the repository; `undefined` when it is missing, unreadable, huge or not a plain file. A link
 * is not followed, as in git since 2.32.
 */
export function readIgnoreFile(path: string): string | undefined {
  const read = readText(path, { links: 'never', limitBytes: maxIgnoreFileBytes });
  return 'text' in read ? read.text : undefined;
}

/** Asks about `path`: absolute, `/`; a directory without a final `/`. The nearest rule that fits decides. */
export function askIgnoreRules(
  rules: IgnoreRules | undefined,
  path: string,
  isDirectory: boolean,
): PathAnswer {
  for (let level = rules; level !== undefined; level = level.parent) {
    const relative = path.slice(level.base.length);
    if (relative === '') continue;
    const answer = level.own.ask(isDirectory ? `${relative}/` : relative);
    if (answer !== 'nothing') return answer;
  }
  return 'nothing';
}

/**
 * The rules that hold inside a directory that a nearer `!pattern` took back: those above that ignore it would
 * condemn all its content again, so they end here.
 */
export function withoutOverruled(
  rules: IgnoreRules | undefined,
  directory: string,
): IgnoreRules | undefined {
  if (rules === undefined) return undefined;
  const relative = directory.slice(rules.base.length);
  const isOverruled = relative !== '' && rules.own.ask(`${relative}/`) === 'ignored';
  const parent = withoutOverruled(rules.parent, directory);
  if (isOverruled) return parent;
  return parent === rules.parent ? rules : { ...rules, parent };
}
