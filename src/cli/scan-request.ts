// From the arguments of a scan to the options of `audit()`: scope, settings, rules, baseline. `scan`, `fix`, `audit`
// and `baseline` start here.
import { basename, dirname, relative, resolve, sep } from 'node:path';
import { type Baseline, parseBaseline } from '../engine/baseline.ts';
import type { AuditOptions } from '../index.ts';
import { maxAgeHint, parseMaxAge } from '../model/age.ts';
import { UserError } from '../model/errors.ts';
import { type Severity, severities } from '../model/finding.ts';
import { dayHint, parseDay } from '../model/history.ts';
import type { RuleSummary } from '../model/report.ts';
import { summarizeRule } from '../model/rule.ts';
import type { Settings } from '../model/settings.ts';
import { unnamedStdin } from '../run.ts';
import { isInside } from '../write/target.ts';
import { readWordlists } from './checking/read-wordlists.ts';
import type { Arguments } from './command.ts';
import { maxBaselineBytes, readTyped } from './files.ts';
import { type Io, readStdin } from './io.ts';
import { personas } from './scan-options.ts';
import { type FoundSettings, loadSettings } from './settings/find-settings.ts';
import { didYouMean } from './suggest.ts';
import { cacheDirectoryOf } from './user-directories.ts';
import type { Thresholds } from './verdict.ts';

/** The baseline's name where `--baseline` does not say another. */
export const defaultBaseline = 'keylint.baseline.json';

export interface ScanRequest {
  readonly options: AuditOptions;
  readonly settings: Settings;
  /** Absolute path of the settings file, where there is one. */
  readonly settingsFile: string | undefined;
  readonly thresholds: Thresholds;
  readonly showSuppressed: boolean;
}

/** What is to be known of all rules; loads them. */
export async function loadRules(): Promise<readonly RuleSummary[]> {
  const { rules } = await import('../../rules/index.ts');
  return rules.map(summarizeRule);
}

/** Ids of all rules; loads them. */
export async function loadRuleIds(): Promise<readonly string[]> {
  const { rules } = await import('../../rules/index.ts');
  return rules.map(({ id }) => id);
}

/** Reads everything a scan needs from the arguments, the settings file, the baseline and, if asked, stdin. */
export async function readScanRequest(
  args: Arguments,
  io: Io,
  {
    wantsHistory = false,
    isWithoutBaseline = false,
  }: { readonly wantsHistory?: boolean; readonly isWithoutBaseline?: boolean } = {},
): Promise<ScanRequest> {
  const { settings, file } = await loadSettings({
    cwd: io.cwd,
    config: args.text('config'),
    isOff: args.flag('no-config'),
    ruleIds: loadRuleIds,
    commit: args.text('at'),
  });
  const persona = Object.entries(personas).find(([name]) => name === args.text('persona'));
  const knownSecrets = readWordlists(args.list('wordlist'), io.cwd);
  const isAuditor = args.text('persona') === 'auditor';
  const ignorePath = args.text('ignore-path');
  const onlyRules = await readRules(args);
  const baselinePath = baselinePathOf(args, io, { settings, file });
  const baseline = isWithoutBaseline ? undefined : readBaseline(baselinePath, args, io);
  const maxAge = readMaxAge(args);
  const scope = await readScope(args, io);
  const cacheDirectory = args.flag('no-cache') ? undefined : cacheDirectoryOf(io);
  return {
    settings,
    settingsFile: file,
    thresholds: readThresholds(args),
    showSuppressed: isAuditor || args.flag('show-suppressed'),
    options: {
      cwd: io.cwd,
      paths: args.operands.filter((path) => path !== '-'),
      scope,
      exclude: args.list('exclude'),
      respectGitignore: !args.flag('no-gitignore'),
      allowUnmatched: args.flag('no-error-on-unmatched-pattern'),
      settings,
      ...(file !== undefined && { settingsDirectory: dirname(file) }),
      strict: isAuditor || args.flag('strict'),
      readForeignSuppressions: args.flag('foreign-ignores'),
      minConfidence: persona?.[1] ?? 'medium',
      ...(knownSecrets && { knownSecrets }),
      ...readTokenOptions(args, io),
      ...readThreads(args),
      ...(ignorePath !== undefined && { ignorePath }),
      ...(maxAge !== undefined && { maxAge }),
      ...readHistory(args, scope, wantsHistory),
      ...(onlyRules && { onlyRules }),
      ...(baseline && { baseline, baselineName: basename(baselinePath ?? '') }),
      ...(cacheDirectory !== undefined && { cacheDirectory }),
    },
  };
}

type Scope = NonNullable<AuditOptions['scope']>;

async function readScope(args: Arguments, io: Io): Promise<Scope> {
  const stdinPath = args.text('stdin-file-path');
  const readsStdin = stdinPath !== undefined || args.operands.includes('-');
  const since = args.flag('changed') ? 'HEAD' : args.text('since');
  const asked = [
    readsStdin && 'standard input',
    args.flag('staged') && '--staged',
    args.flag('staged-files') && !args.flag('staged') && '--staged-files',
    args.flag('changed') && '--changed',
    args.has('since') && '--since',
    args.has('at') && '--at',
  ].filter((name) => name !== false);
  if (asked.length > 1) {
    throw new UserError(`${asked.join(' and ')} cannot be had together.`, { hint: 'Choose one.' });
  }
  if (readsStdin) {
    const bytes = await readStdin(io, maxStdinBytes);
    if (!bytes) {
      throw new UserError(
        `Standard input holds more than ${maxStdinBytes >> 20} MB, which is not read.`,
      );
    }
    return { kind: 'stdin', path: stdinPath ?? unnamedStdin, bytes };
  }
  if (args.flag('staged-files')) return { kind: 'staged', wholeFiles: true };
  if (args.flag('staged')) return { kind: 'staged' };
  const rev = args.text('at');
  if (rev !== undefined) return { kind: 'commit', rev };
  return since === undefined ? { kind: 'worktree' } : { kind: 'since', ref: since };
}

/** Asked for, all of the history has to be there; `audit` wants what there is. */
function readHistory(
  args: Arguments,
  scope: Scope,
  wantsHistory: boolean,
): Pick<AuditOptions, 'history' | 'historySince' | 'historyAuthors'> {
  const since = args.text('history-since');
  const idle = ['history-since', 'authors'].find((name) => args.has(name));
  const isAsked = args.flag('history');
  if (isAsked && args.flag('no-history')) {
    throw new UserError('--history and --no-history cannot be had together.', {
      hint: 'Choose one.',
    });
  }
  if (!isAsked && (!wantsHistory || args.flag('no-history'))) {
    if (idle === undefined) return {};
    throw new UserError(`--${idle} does nothing without --history.`, {
      hint: `Write --history --${idle}.`,
    });
  }
  if (scope.kind !== 'worktree' && scope.kind !== 'commit') {
    if (!isAsked) return {};
    throw new UserError('--history looks at all of the repository.', {
      hint: 'Leave out what narrows the audit down, or --history.',
    });
  }
  if (since !== undefined && parseDay(since) === undefined) {
    throw new UserError(`--history-since cannot be "${since}".`, { hint: dayHint });
  }
  return {
    history: isAsked ? 'required' : 'wanted',
    ...(since !== undefined && { historySince: since }),
    ...(args.flag('authors') && { historyAuthors: true }),
  };
}

function readThreads(args: Arguments): Pick<AuditOptions, 'threads'> {
  const threads = args.number('threads');
  if (threads === undefined) return {};
  if (threads >= 1) return { threads };
  throw new UserError('--threads wants a number from 1.', {
    hint: 'With 1, one thread does it all.',
  });
}

function readTokenOptions(
  args: Arguments,
  io: Io,
): Pick<AuditOptions, 'wordlists' | 'tokenBudget'> {
  const tokenBudget = args.number('token-budget');
  const wordlists = args.list('wordlist').map((path) => ({
    path: resolve(io.cwd, path),
    name: relative(io.cwd, resolve(io.cwd, path)).replaceAll('\\', '/'),
  }));
  return {
    ...(wordlists.length > 0 && { wordlists }),
    ...(tokenBudget !== undefined && { tokenBudget }),
  };
}

function readMaxAge(args: Arguments): string | undefined {
  const text = args.text('max-age');
  if (text === undefined || parseMaxAge(text) !== undefined) return text;
  throw new UserError(`--max-age cannot be "${text}".`, { hint: maxAgeHint });
}

/** As much as is read of a file. */
const maxStdinBytes = 256 << 20;

async function readRules(args: Arguments): Promise<readonly string[] | undefined> {
  const asked = args
    .list('rules')
    .flatMap((list) => list.split(','))
    .map((id) => id.trim())
    .filter((id) => id !== '');
  const wanted = [...asked, ...args.list('rule')];
  if (wanted.length > 0) checkRuleIds(wanted, await loadRuleIds());
  return args.has('rules') ? asked : undefined;
}

/** Throws a UserError that names the first id that is no rule's. */
export function checkRuleIds(wanted: readonly string[], known: readonly string[]): void {
  const unknown = wanted.find((id) => !known.includes(id));
  if (unknown === undefined) return;
  throw new UserError(`Unknown rule: ${unknown}`, {
    hint: didYouMean(unknown, known, 'See `keylint rules`.'),
  });
}

/**
 * The baseline that is asked for, as the working directory sees it: by `--baseline`, else by the settings, where paths
 * count from their file. The settings of a commit (`--at`) name none on disk.
 */
export function baselinePathOf(
  args: Arguments,
  io: Io,
  { settings, file }: FoundSettings,
): string | undefined {
  const asked = args.text('baseline');
  if (asked !== undefined) return asked;
  if (settings.baseline === undefined || file === undefined || args.has('at')) return undefined;
  const directory = dirname(file);
  const path = resolve(directory, settings.baseline);
  const isGits = relative(directory, path)
    .split(sep)
    .some((part) => part.toLowerCase() === '.git');
  if (isGits) throw new UserError('"baseline" of the settings leads into git\'s own directory.');
  if (isInside(directory, path)) return relative(io.cwd, path);
  throw new UserError('"baseline" of the settings leads out of their directory.', {
    hint: 'Name a file beside the settings or below, or use --baseline.',
  });
}

function readBaseline(path: string | undefined, args: Arguments, io: Io): Baseline | undefined {
  // An update starts from what is there, if anything is; findings are taken as they are.
  if (path === undefined || args.flag('update-baseline')) return undefined;
  const text = readTyped({
    cwd: io.cwd,
    path,
    what: 'The baseline',
    limitBytes: maxBaselineBytes,
    hint: 'Write one with `keylint baseline`.',
  });
  return parseBaseline(text);
}

function readThresholds(args: Arguments): Thresholds {
  const code = args.number('exit-code') ?? 1;
  if (code > 255) throw new UserError('--exit-code is a number from 0 to 255.');
  return {
    minSeverity: toSeverity(args.text('min-severity')),
    failOn: toSeverity(args.text('fail-on')) ?? 'medium',
    findingsCode: args.flag('exit-zero') ? 0 : code,
  };
}

// The parser has checked the choice already.
function toSeverity(name: string | undefined): Severity | undefined {
  return severities.find((severity) => severity === name);
}
