// The options of `keylint fleet`, as data, by the action that reads them.
import { severities } from '../../model/finding.ts';
import type { OptionTable } from '../command.ts';
import { auditOptions, messageOptions, personas, settingsOptions } from '../scan-options.ts';

const run = 'The run';
const sources = 'Which repositories (plan, run)';
const audits = 'What every audit is told (plan, run)';
const working = 'Work (run, work)';
const merging = 'Reports (run, merge)';
const publishing = 'Publishing (publish)';

export const fleetOptions: OptionTable = {
  out: {
    kind: 'text',
    alias: 'o',
    value: 'dir',
    group: run,
    describe: 'Directory of the run; the reports are in out/ below it',
  },
  'key-file': {
    kind: 'text',
    value: 'file',
    group: run,
    describe:
      'Key of the fingerprints, 32 random bytes or more: kept, so that runs can be compared',
  },
  list: {
    kind: 'list',
    value: 'file',
    group: sources,
    describe: 'File with a directory or an address of a repository on each line',
  },
  'no-archived': {
    kind: 'flag',
    group: sources,
    describe: 'Leave archived repositories out; their secrets still sign',
  },
  'no-forks': { kind: 'flag', group: sources, describe: 'Leave forks out' },
  topic: {
    kind: 'list',
    value: 'name',
    group: sources,
    describe: 'Only repositories with this topic; may be repeated',
  },
  'api-url': {
    kind: 'text',
    value: 'url',
    group: sources,
    describe:
      'API of a GitHub Enterprise server (default: GITHUB_API_URL, else https://api.github.com)',
  },
  'gitlab-url': {
    kind: 'text',
    value: 'url',
    default: 'https://gitlab.com',
    group: sources,
    describe: 'Address of a GitLab',
  },
  'token-env': {
    kind: 'text',
    value: 'NAME',
    default: 'GITHUB_TOKEN',
    group: sources,
    describe: 'Variable that holds the token for GitHub; also read by work',
  },
  'gitlab-token-env': {
    kind: 'text',
    value: 'NAME',
    default: 'GITLAB_TOKEN',
    group: sources,
    describe: 'Variable that holds the token for GitLab; also read by work',
  },
  'app-id': {
    kind: 'text',
    value: 'id',
    group: sources,
    describe: 'Id of a GitHub App that gives the tokens, with --app-key',
  },
  'app-key': {
    kind: 'text',
    value: 'file',
    group: sources,
    describe: 'Private key of the GitHub App, PEM; also read by work',
  },
  disk: {
    kind: 'text',
    value: 'size',
    group: working,
    describe: 'What clones may take at a time: 50G, 800M (default: no limit)',
  },
  'history-since': {
    kind: 'text',
    value: 'date',
    group: audits,
    describe: 'Of the history, only from that day on, YYYY-MM-DD',
  },
  'no-history': { kind: 'flag', group: audits, describe: 'Only what the commits hold now' },
  strict: {
    kind: 'flag',
    group: audits,
    describe: 'Findings in tests, examples and docs count too',
  },
  persona: {
    kind: 'text',
    value: 'name',
    choices: Object.keys(personas),
    default: 'regular',
    group: audits,
    describe: 'regular: sure and fairly sure findings; pedantic, auditor: all',
  },
  config: {
    kind: 'text',
    alias: 'c',
    value: 'file',
    group: audits,
    describe: 'One settings file for all (default: what each repository says of itself)',
  },
  'no-config': { kind: 'flag', group: audits, describe: 'No settings, whatever repositories say' },
  rules: { ...settingsOptions.rules, kind: 'list', group: audits, describe: 'Only these rules' },
  shard: {
    kind: 'text',
    value: 'n/m',
    group: working,
    describe: 'work: only the n-th of m parts, for arrays of jobs',
  },
  queue: {
    kind: 'text',
    value: 'url',
    group: working,
    describe: 'redis:// or postgres://: share the work by a queue (default: KEYLINT_QUEUE)',
  },
  jobs: {
    kind: 'number',
    alias: 'j',
    value: 'n',
    group: working,
    describe:
      'Repositories at a time (default: as many as there are processors; 0: only the queue works)',
  },
  timeout: {
    kind: 'number',
    value: 'minutes',
    default: '30',
    group: working,
    describe: 'A repository that takes longer is given up',
  },
  memory: {
    kind: 'number',
    value: 'MB',
    default: '2048',
    group: working,
    describe: 'JavaScript heap of each worker',
  },
  progress: {
    kind: 'text',
    value: 'how',
    choices: ['auto', 'lines', 'json', 'none'],
    default: 'auto',
    group: working,
    describe: 'auto: a line a worker on terminals; lines and json for logs',
  },
  owners: {
    kind: 'text',
    value: 'file',
    group: merging,
    describe:
      'Who owns which repository, in the syntax of CODEOWNERS: github.com/acme/pay-* @acme/pay',
  },
  compare: {
    kind: 'text',
    value: 'file',
    group: merging,
    describe: 'An earlier fleet.json: the page says what has changed since',
  },
  'fail-on': {
    kind: 'text',
    value: 'severity',
    choices: severities,
    default: 'medium',
    group: merging,
    describe: 'Least severity that makes the exit code 1',
  },
  'exit-zero': {
    ...auditOptions['exit-zero'],
    kind: 'flag',
    group: merging,
    describe: 'Exit 0 although there are findings (errors still exit 2)',
  },
  partial: {
    kind: 'flag',
    group: merging,
    describe: 'merge: although tasks are not done; the key stays',
  },
  issues: {
    kind: 'flag',
    group: publishing,
    describe: 'An issue in each private repository with findings; later runs keep it up to date',
  },
  sarif: {
    kind: 'flag',
    group: publishing,
    describe: 'The findings of each private repository to its code scanning on GitHub',
  },
  floor: {
    kind: 'text',
    value: 'severity',
    choices: severities,
    default: 'high',
    group: publishing,
    describe: 'Least severity that is published',
  },
  send: {
    kind: 'flag',
    group: publishing,
    describe: 'Do it; without it, publish only says what it would do',
  },
  quiet: { ...messageOptions.quiet, kind: 'flag', describe: 'Errors only' },
};
