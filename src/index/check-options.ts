// The options of the public API, checked before anything is done with them: who calls from JavaScript reads a sentence
// about the option, not a TypeError from somewhere inside.
import { isAbsolute } from 'node:path';
import { checkSettings } from '../cli/settings/parse-settings.ts';
import { didYouMean } from '../cli/suggest.ts';
import { maxAgeHint, parseMaxAge } from '../model/age.ts';
import { UserError } from '../model/errors.ts';
import { confidences } from '../model/finding.ts';
import { dayHint, parseDay } from '../model/history.ts';
import type { AuditOptions } from '../run.ts';
import type { FixOptions } from './fix.ts';

/** What is wrong with a value, as the end of a sentence; `undefined`: nothing. */
type Check = (value: unknown) => string | undefined;

const text: Check = (value) => (typeof value === 'string' ? undefined : 'has to be a text');
const flag: Check = (value) => (typeof value === 'boolean' ? undefined : 'has to be true or false');
const texts: Check = (value) =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')
    ? undefined
    : 'has to be a list of texts';
const absolute: Check = (value) =>
  typeof value === 'string' && isAbsolute(value) ? undefined : 'has to be an absolute path';
const callable: Check = (value) =>
  typeof value === 'function' ? undefined : 'has to be a function';
const oneOf =
  (choices: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && choices.includes(value)
      ? undefined
      : `has to be one of ${choices.join(', ')}`;
const objectWith =
  (method: string, kind: string): Check =>
  (value) =>
    isRecord(value) && typeof value[method] === kind
      ? undefined
      : `has to be an object with ${method}`;

/** Each kind of scope, and what it needs. */
const scopes: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  worktree: {},
  staged: {},
  since: { ref: text },
  commit: { rev: text },
  stdin: {
    path: text,
    bytes: (value) => (value instanceof Uint8Array ? undefined : 'has to be a Uint8Array'),
  },
};

function scope(value: unknown): string | undefined {
  const kinds = Object.keys(scopes);
  if (!isRecord(value) || typeof value.kind !== 'string' || !kinds.includes(value.kind)) {
    return `has to be an object whose kind is one of ${kinds.join(', ')}`;
  }
  for (const [name, check] of Object.entries(scopes[value.kind] ?? {})) {
    const problem = check(value[name]);
    if (problem) return `of kind ${value.kind}: its ${name} ${problem}`;
  }
  return undefined;
}

const auditChecks: Readonly<Record<keyof AuditOptions, Check>> = {
  cwd: text,
  paths: texts,
  scope,
  reportPaths: texts,
  exclude: texts,
  respectGitignore: flag,
  ignorePath: text,
  allowUnmatched: flag,
  settings: (value) => (isRecord(value) ? undefined : 'has to be an object'),
  settingsDirectory: absolute,
  baseline: (value) =>
    isRecord(value) && Array.isArray(value.entries)
      ? undefined
      : 'has to be an object with entries',
  baselineName: text,
  onlyRules: texts,
  strict: flag,
  minConfidence: oneOf(confidences),
  readForeignSuppressions: flag,
  knownSecrets: objectWith('find', 'function'),
  maxAge: (value) => (value === null || isAge(value) ? undefined : `is no age. ${maxAgeHint}`),
  now: (value) =>
    value instanceof Date && !Number.isNaN(value.getTime()) ? undefined : 'has to be a Date',
  history: oneOf(['required', 'wanted']),
  historySince: (value) =>
    typeof value === 'string' && parseDay(value) !== undefined
      ? undefined
      : `is no day. ${dayHint}`,
  historyAuthors: flag,
  wordlists: (value) =>
    Array.isArray(value) && value.every(isWordlist)
      ? undefined
      : 'has to be a list of objects with an absolute path and a name',
  tokenBudget: (value) =>
    Number.isSafeInteger(value) && Number(value) >= 0 ? undefined : 'has to be a whole number',
  threads: (value) =>
    Number.isSafeInteger(value) && Number(value) >= 1
      ? undefined
      : 'has to be a whole number from 1',
  onProgress: callable,
  cacheDirectory: absolute,
};

const fixChecks: Readonly<Record<keyof FixOptions, Check>> = {
  ...auditChecks,
  safety: oneOf(['safe', 'unsafe']),
  fixRules: texts,
  keepPrevious: flag,
  dryRun: flag,
  stateDirectory: absolute,
};

const tables = { audit: auditChecks, fix: fixChecks };

/** Throws a UserError that names the first option that is unknown or cannot be what it is. */
export function checkOptions(
  name: keyof typeof tables,
  options: unknown,
  ruleIds: readonly string[],
): void {
  if (!isRecord(options)) throw new UserError(`${name}() takes an object of options.`);
  const checks: Readonly<Record<string, Check>> = tables[name];
  for (const [option, value] of Object.entries(options)) {
    if (!Object.hasOwn(checks, option)) {
      const known = Object.keys(checks);
      const hint = didYouMean(option, known, `There are ${known.join(', ')}.`);
      throw new UserError(`${name}() has no option ${JSON.stringify(option)}.`, { hint });
    }
    const problem = value === undefined ? undefined : checks[option]?.(value);
    if (problem) throw new UserError(`${name}(): ${option} ${problem}`);
  }
  if (options.settings !== undefined) checkSettings(options.settings, ruleIds);
  for (const list of [options.onlyRules, options.fixRules]) checkRules(list, ruleIds);
}

function checkRules(list: unknown, ruleIds: readonly string[]): void {
  if (!Array.isArray(list)) return;
  const unknown = list.find((id) => !ruleIds.includes(id));
  if (unknown === undefined) return;
  throw new UserError(`Unknown rule: ${unknown}`, {
    hint: didYouMean(String(unknown), ruleIds, `There are ${ruleIds.join(', ')}.`),
  });
}

function isWordlist(value: unknown): boolean {
  return isRecord(value) && absolute(value.path) === undefined && text(value.name) === undefined;
}

function isAge(value: unknown): boolean {
  return (
    (typeof value === 'string' || typeof value === 'number') && parseMaxAge(value) !== undefined
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
