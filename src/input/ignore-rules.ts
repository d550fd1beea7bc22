// `.gitignore` files of a directory and those above it, asked the way git asks: the nearest file that says anything
// decides, and nothing below an ignored directory comes back.

import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import type { Ignore } from 'ignore';
import { createMatcher } from './ignore-package.ts';

/** The rules that hold in one directory; `parent` holds those of the directory above. */
export interface IgnoreRules {
  readonly parent: IgnoreRules | undefined;
  /** Absolute, `/` on every platform, with a final `/`. */
  readonly base: string;
  readonly matcher: Ignore;
}

/** Every path is tested against every rule, so the number of rules is bounded; gitignore.io's longest is 2,000. */
const maxRules = 10_000;
const maxBytes = 1 << 20;

/**
 * A `**` that does not end its pattern is tried at every directory of a path: two of them cost the square of the
 * depth, and a repository may bring many, and deep paths to go with them.
 */
const maxInnerGlobstars = 2;
const maxCostlyRules = 100;
const maxDepth = 64;

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
  const lines = text.split(/\r?\n/, maxRules + 1);
  let costly = 0;
  const kept = lines.slice(0, maxRules).filter((line) => {
    const globstars = line.replace(/\/\*+\/?\s*$/, '').split('**').length - 1;
    if (globstars >= maxInnerGlobstars) costly++;
    return (
      globstars < maxInnerGlobstars || (globstars === maxInnerGlobstars && costly <= maxCostlyRules)
    );
  });
  // Git compares names exactly where the file system does; keylint asks one question on every platform.
  const matcher = createMatcher({ ignorecase: false }).add(kept);
  return {
    rules: { parent, base: base.endsWith('/') ? base : `${base}/`, matcher },
    isComplete: kept.length === lines.length,
  };
}

/** Text of an ignore file; `undefined` when it is missing, unreadable, huge or not a plain file. */
export function readIgnoreFile(path: string): string | undefined {
  let file: number | undefined;
  try {
    // Not blocking: the name may belong to a FIFO. A link is not followed, as in git since 2.32.
    const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);
    file = openSync(path, flags);
    const stat = fstatSync(file);
    if (!stat.isFile() || stat.size > maxBytes) return undefined;
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** What the nearest rule that matches says; `taken-back` is a `!pattern`. */
export type IgnoreAnswer = 'ignored' | 'taken-back' | 'nothing';

/** Asks about `path`: absolute, `/`; a directory without a final `/`. */
export function askIgnoreRules(
  rules: IgnoreRules | undefined,
  path: string,
  isDirectory: boolean,
): IgnoreAnswer {
  for (let level = rules; level !== undefined; level = level.parent) {
    const relative = path.slice(level.base.length);
    if (relative === '' || isTooDeep(relative)) continue;
    const answer = level.matcher.test(isDirectory ? `${relative}/` : relative);
    if (answer.ignored) return 'ignored';
    if (answer.unignored) return 'taken-back';
  }
  return 'nothing';
}

function isTooDeep(path: string): boolean {
  let depth = 0;
  for (let at = path.indexOf('/'); at !== -1 && depth <= maxDepth; at = path.indexOf('/', at + 1)) {
    depth++;
  }
  return depth > maxDepth;
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
  const isOverruled =
    relative !== '' && !isTooDeep(relative) && rules.matcher.test(`${relative}/`).ignored;
  const parent = withoutOverruled(rules.parent, directory);
  if (isOverruled) return parent;
  return parent === rules.parent ? rules : { ...rules, parent };
}
