// The lines that keylint adds to a hook script, between marks, and how they get into a script that is there already.

import { quoteWord } from '../quote-word.ts';

export const hookStages = ['pre-commit', 'pre-push'] as const;
export type HookStage = (typeof hookStages)[number];

const begin = '# >>> keylint >>>';
const end = '# <<< keylint <<<';

/** What `keylint` is asked to do at each stage. */
const commandLines: Readonly<Record<HookStage, string>> = {
  'pre-commit': 'hook run',
  'pre-push': '--no-progress',
};

/** A program missing on the day it is needed must not let everything pass in silence. */
function block(stage: HookStage, flags: readonly string[]): string {
  const line = [commandLines[stage], ...flags.map(quoteWord)].join(' ');
  return [
    begin,
    '# Added by `keylint hook install`; `keylint hook uninstall` takes it out.',
    'if [ -x ./node_modules/.bin/keylint ]; then',
    `  ./node_modules/.bin/keylint ${line} </dev/null || exit $?`,
    'elif command -v keylint >/dev/null 2>&1; then',
    `  keylint ${line} </dev/null || exit $?`,
    'else',
    "  echo 'keylint: not installed here, so nothing was audited. Install it, or run git with --no-verify.' >&2",
    '  exit 1',
    'fi',
    end,
    '',
  ].join('\n');
}

export type BlockResult = { readonly text: string } | { readonly problem: string };

/**
 * `script` with the block of `stage`: renewed where it is, else at the end - or after the first line, where the script
 * ends by itself before its last line. `undefined` is a hook that does not exist yet.
 */
export function addBlock(
  script: string | undefined,
  stage: HookStage,
  flags: readonly string[] = [],
): BlockResult {
  if (script === undefined || script.trim() === '')
    return { text: `#!/bin/sh\n${block(stage, flags)}` };
  const bare = removeBlock(script);
  if (bare === undefined) return { problem: `its line "${begin}" has no "${end}" after it` };
  const firstLine = bare.split('\n', 1)[0] ?? '';
  if (!/^#!.*\b(?:sh|bash|dash|zsh|ksh)\b/.test(firstLine)) {
    return { problem: 'it is no shell script' };
  }
  const rest = bare.slice(firstLine.length + 1);
  if (!endsByItself(rest)) {
    return { text: `${bare.endsWith('\n') ? bare : `${bare}\n`}${block(stage, flags)}` };
  }
  return { text: `${firstLine}\n${block(stage, flags)}${rest}` };
}

/** `script` without the block; the same text where there is none, `undefined` where its end is missing. */
export function removeBlock(script: string): string | undefined {
  const lines = script.split('\n');
  const from = lines.findIndex((line) => line.trim() === begin);
  if (from === -1) return script;
  const to = lines.findIndex((line, index) => index > from && line.trim() === end);
  if (to === -1) return undefined;
  return [...lines.slice(0, from), ...lines.slice(to + 1)].join('\n');
}

/** Whether nothing is left of a hook but its first line. */
export function isEmptyHook(script: string): boolean {
  return script.split('\n').every((line) => line.trim() === '' || line.startsWith('#!'));
}

/** `exec` and `exit` at the beginning of a line: what comes after them is never reached. */
function endsByItself(script: string): boolean {
  return /^(?:exec|exit)\b/m.test(script);
}
