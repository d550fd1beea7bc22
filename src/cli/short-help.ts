// `keylint -h`: what is needed on most days, on half a screen. `--help` has all of it (help.ts).
import type { CommandEntry } from './commands.ts';

/** Commands with words for what most people want of them; the others are named in a line. */
const common: readonly (readonly [name: string, does: string])[] = [
  ['audit', 'The whole tree and its history as an HTML report'],
  ['fix', 'Repair what a scan finds (--dry-run shows it)'],
  ['generate', 'Make a secret of the length an algorithm needs'],
  ['explain', 'What a rule looks for, why, and how to fix it'],
  ['baseline', 'Accept all findings there are now'],
  ['hook', 'Audit before every commit: keylint hook install'],
];

const options: readonly (readonly [flags: string, does: string])[] = [
  ['    --staged', 'Lines that the next commit changes'],
  ['    --since <ref>', 'Lines that differ from a commit or branch'],
  ['    --history', 'Also every secret that was ever committed'],
  ['    --exclude <glob>', 'Leave these paths out'],
  ['    --fail-on <severity>', 'Least severity that makes the exit code 1 (medium)'],
  ['    --fix[=unsafe]', 'Repair; unsafe may change how a program behaves'],
  ['-f, --format <name>', 'text, json, sarif, github, gitlab, junit, html ...'],
  ['-o, --output <path>', 'File for the report'],
  ['-q, --quiet', 'Findings and errors only'],
  ['-v, --verbose', 'Also notes, skipped files and reasons'],
];

/** About twenty lines of at most 80 columns. */
export function renderShortHelp(commands: readonly CommandEntry[]): string {
  const shown = new Set(['scan', ...common.map(([name]) => name)]);
  const others = commands.map(({ name }) => name).filter((name) => !shown.has(name));
  const half = Math.ceil(others.length / 2);
  return [
    'keylint [options] [paths..]   Audit the secrets that sign JSON Web Tokens',
    '',
    ...common.map(([name, does]) => `  keylint ${name.padEnd(16)} ${does}`),
    `  and      ${others.slice(0, half).join(', ')},`,
    `           ${others.slice(half).join(', ')}`,
    '',
    ...options.map(([flags, does]) => `  ${flags.padEnd(24)} ${does}`),
    '',
    'All commands and flags: keylint --help, keylint <command> --help',
    '',
  ].join('\n');
}
