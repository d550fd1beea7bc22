// The options of a scan, as data. `scan`, `fix`, `audit` and `baseline` share them.
import { type confidences, severities } from '../model/finding.ts';
import { formatNames } from '../report/index.ts';
import type { OptionTable } from './command.ts';

const output = 'Output';
const severity = 'What counts';
const scope = 'What is audited';
const accepted = 'Accepted findings';
const settings = 'Settings';
const messages = 'Messages';

/** How findings may be narrowed by how sure they are, for `--persona`. */
export const personas = {
  regular: 'medium',
  pedantic: 'low',
  auditor: 'low',
} as const satisfies Record<string, (typeof confidences)[number]>;

export const scopeOptions: OptionTable = {
  staged: {
    kind: 'flag',
    group: scope,
    describe: 'Lines that the next commit changes: the git index, not the disk',
  },
  'staged-files': {
    kind: 'flag',
    group: scope,
    describe: 'The same with all lines of staged files',
  },
  changed: { kind: 'flag', group: scope, describe: 'Lines that differ from the last commit' },
  since: {
    kind: 'text',
    value: 'ref',
    group: scope,
    describe: 'Lines that differ from a commit or branch',
  },
  at: {
    kind: 'text',
    value: 'rev',
    group: scope,
    describe: 'A commit, tag or branch without a checkout; also in a bare repository',
  },
  'stdin-file-path': {
    kind: 'text',
    value: 'path',
    group: scope,
    describe: 'Audit standard input as if it were this file (`-` is the same with a made-up name)',
  },
  exclude: {
    kind: 'list',
    value: 'glob',
    group: scope,
    describe: 'Leave these paths out; may be repeated',
  },
  'ignore-path': {
    kind: 'text',
    value: 'file',
    group: scope,
    describe: 'One more file in .gitignore syntax',
  },
  'no-gitignore': { kind: 'flag', group: scope, describe: 'Also audit what .gitignore leaves out' },
  'no-error-on-unmatched-pattern': {
    kind: 'flag',
    group: scope,
    describe: 'Let a glob pass that no file matches',
  },
};

/** What `scan`, `audit` and `baseline` take besides: the past of what is audited. */
export const historyOptions: OptionTable = {
  history: {
    kind: 'flag',
    group: scope,
    describe:
      'Also what git remembers: every secret that was ever committed, and whether it is still in use',
  },
  'history-since': {
    kind: 'text',
    value: 'date',
    group: scope,
    describe: 'With --history: leave out what was committed before that day, YYYY-MM-DD',
  },
  authors: {
    kind: 'flag',
    group: scope,
    describe: 'With --history: name who committed a secret and who removed it',
  },
};

export const settingsOptions: OptionTable = {
  config: {
    kind: 'text',
    alias: 'c',
    value: 'file',
    group: settings,
    describe: 'Settings file (default: the nearest keylint.config.json up to the repository root)',
  },
  'no-config': { kind: 'flag', group: settings, describe: 'No settings file' },
  rules: {
    kind: 'list',
    value: 'ids',
    group: settings,
    describe: 'Only these rules, separated by commas',
  },
  wordlist: {
    kind: 'list',
    value: 'file',
    group: settings,
    describe: 'More values to treat as known, one a line; may be repeated',
  },
  'token-budget': {
    kind: 'number',
    value: 'tries',
    default: '20000000',
    group: settings,
    describe:
      'How often a key is tried on a token in the files, at most; 0: never (not with --staged)',
  },
  threads: {
    kind: 'number',
    value: 'n',
    group: settings,
    describe:
      'Scan in that many threads (default: 1; 3 where there are 4 cores or more; a history: one a core, 3 at most)',
  },
  'no-cache': {
    kind: 'flag',
    group: settings,
    describe: 'Do not remember from one run to the next which contents need no second look',
  },
  offline: {
    kind: 'flag',
    group: settings,
    describe: 'Does nothing: a scan never uses the network',
  },
};

export const messageOptions: OptionTable = {
  quiet: { kind: 'flag', alias: 'q', group: messages, describe: 'Findings and errors only' },
  verbose: {
    kind: 'flag',
    alias: 'v',
    group: messages,
    describe: 'Also notes, skipped files and reasons',
  },
  color: {
    kind: 'text',
    value: 'when',
    bare: 'always',
    choices: ['auto', 'always', 'never'],
    group: messages,
    describe: 'Colours; NO_COLOR and FORCE_COLOR are honoured',
  },
  'no-color': { kind: 'flag', group: messages, describe: 'Same as --color=never' },
  'no-progress': { kind: 'flag', group: messages, describe: 'No progress line on long scans' },
};

/** What every audit takes, whatever it is for. */
export const auditOptions: OptionTable = {
  format: {
    kind: 'list',
    alias: 'f',
    value: 'name',
    group: output,
    describe: `Report format: ${formatNames.join(', ')}; several with an --output each, or as name=path`,
  },
  output: {
    kind: 'list',
    alias: 'o',
    value: 'path',
    group: output,
    describe: 'File for the --format before it; - is standard output',
  },
  'show-suppressed': { kind: 'flag', group: output, describe: 'Also report suppressed findings' },
  'min-severity': {
    kind: 'text',
    value: 'severity',
    choices: severities,
    group: severity,
    describe: 'Leave out findings below this; they do not fail the run either',
  },
  'fail-on': {
    kind: 'text',
    value: 'severity',
    choices: severities,
    default: 'medium',
    group: severity,
    describe: 'Least severity that makes the exit code 1',
  },
  'exit-zero': {
    kind: 'flag',
    group: severity,
    describe: 'Exit 0 although there are findings (errors still exit 2)',
  },
  'exit-code': {
    kind: 'number',
    value: 'n',
    default: '1',
    group: severity,
    describe: 'Exit code for findings',
  },
  'max-age': {
    kind: 'text',
    value: 'duration',
    group: severity,
    describe:
      'Also report secrets unchanged for longer, as git tells: 90d, 12w, 6m, 1y (not with --staged)',
  },
  strict: {
    kind: 'flag',
    group: severity,
    describe: 'Findings in tests, examples and docs count too',
  },
  persona: {
    kind: 'text',
    value: 'name',
    choices: Object.keys(personas),
    default: 'regular',
    group: severity,
    describe:
      'regular: sure and fairly sure findings; pedantic: all; auditor: all, with --strict and --show-suppressed',
  },
  ...scopeOptions,
  baseline: {
    kind: 'text',
    value: 'file',
    group: accepted,
    describe: 'Findings in this file are accepted (default: "baseline" of the settings)',
  },
  'foreign-ignores': {
    kind: 'flag',
    group: accepted,
    describe: 'Also honour marks of gitleaks, detect-secrets and secretlint',
  },
  ...settingsOptions,
  ...messageOptions,
};

/** What a repair takes: `scan` offers these for `--fix`, `fix` words them anew. */
export const fixOptions = {
  fix: {
    kind: 'text',
    value: 'which',
    bare: 'safe',
    choices: ['safe', 'unsafe'],
    group: 'Fixing',
    describe: 'Repair: --fix keeps behaviour, --fix=unsafe may change it',
  },
  'dry-run': {
    kind: 'flag',
    group: 'Fixing',
    describe: 'With --fix: show the changes, secrets masked, and write nothing',
  },
  rule: {
    kind: 'list',
    value: 'id',
    group: 'Fixing',
    describe: 'With --fix: repair findings of this rule only; may be repeated',
  },
  'keep-previous': {
    kind: 'flag',
    group: 'Fixing',
    describe: 'With --fix: keep each old value as NAME_PREVIOUS for a while',
  },
} as const satisfies OptionTable;

/** Everything `keylint scan` takes. */
export const scanOptions: OptionTable = {
  ...auditOptions,
  ...historyOptions,
  ...fixOptions,
  'update-baseline': {
    kind: 'flag',
    group: accepted,
    describe: 'Accept all findings of this run: write them to the baseline',
  },
  'print-config': {
    kind: 'flag',
    group: settings,
    describe: 'Print the settings that apply, and stop',
  },
  init: {
    kind: 'flag',
    group: settings,
    describe: 'Write a first settings file, and stop (same as `keylint init`)',
  },
};
