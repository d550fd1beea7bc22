// What the audit page is told besides the report: the state of the repository, what the run was asked for, links, and
// an earlier report to compare with.
import { basename, relative } from 'node:path';
import { hostedLink, readSource } from '../input/audited-source.ts';
import { UserError } from '../model/errors.ts';
import { severities } from '../model/finding.ts';
import type { Rank } from '../report/findings.ts';
import type { EarlierFinding, EarlierReport, ReporterOptions } from '../report/reporter.ts';
import type { AuditRun } from '../run.ts';
import type { Arguments, OptionTable } from './command.ts';
import { maxReportBytes, readTyped } from './files.ts';
import type { Io } from './io.ts';
import type { ScanRequest } from './scan-request.ts';

/** Options of the page; other formats do not look at them. */
export const htmlOptions: OptionTable = {
  link: {
    kind: 'text',
    value: 'template',
    group: 'Output',
    describe:
      'Address of places in the HTML report, with {path}, {line}, {commit}, {root}; vscode, or none (default: the host of the remote)',
  },
  compare: {
    kind: 'text',
    value: 'file',
    group: 'Output',
    describe: 'JSON report of before: the HTML report says what is new, fixed and left',
  },
};

type Extras = Pick<ReporterOptions, 'source' | 'about' | 'link' | 'root' | 'earlier'>;

export interface HtmlJob {
  readonly run: AuditRun;
  readonly args: Arguments;
  readonly io: Io;
  readonly request: ScanRequest;
}

/** Throws a UserError where what to compare with is no report. */
export function htmlExtras({ run, args, io, request }: HtmlJob): Extras {
  const state = readSource(run.tree.root, run.tree.commit);
  const link = linkOf(args.text('link'), state?.remotes ?? []);
  const compared = args.text('compare');
  return {
    ...(state && { source: state }),
    ...(link !== undefined && { link }),
    root: run.tree.root,
    about: aboutRun({ run, args, io, request }),
    ...(compared !== undefined && { earlier: readEarlier(compared, io) }),
  };
}

/** The commit that was audited, where there is one. */
export function sourceOf({ root, commit }: HtmlJob['run']['tree']): Pick<Extras, 'source'> {
  const state = readSource(root, commit);
  return state ? { source: state } : {};
}

/** The clock that dates count up to: `SOURCE_DATE_EPOCH` where builds are to be the same again. */
export function clockOf(env: Io['env']): { readonly now: Date; readonly isSet: boolean } {
  const seconds = Number(env.SOURCE_DATE_EPOCH ?? Number.NaN);
  const now = new Date(seconds * 1000);
  return Number.isNaN(now.getTime()) ? { now: new Date(), isSet: false } : { now, isSet: true };
}

function linkOf(asked: string | undefined, remotes: readonly string[]): string | undefined {
  if (asked === undefined) return hostedLink(remotes);
  if (asked === 'none') return undefined;
  if (asked === 'vscode') return 'vscode://file/{root}/{path}:{line}';
  if (asked.includes('{path}')) return asked;
  throw new UserError(`--link has no {path}: ${asked}`, {
    hint: 'Such as https://git.example.com/shop/blob/{commit}/{path}#L{line}, vscode, or none.',
  });
}

const scopeWords = {
  worktree: 'the work tree',
  staged: 'what the next commit holds',
  stdin: 'standard input',
} as const;

function aboutRun({ args, io, request }: HtmlJob): [string, string][] {
  const { scope, paths = [], baseline } = request.options;
  const { now, isSet } = clockOf(io.env);
  const kind = scope?.kind ?? 'worktree';
  const what =
    scope?.kind === 'since'
      ? `lines changed since ${scope.ref}`
      : scope?.kind === 'commit'
        ? `the files of ${scope.rev}`
        : scopeWords[kind as keyof typeof scopeWords];
  const settings = request.settingsFile;
  return [
    ['Scope', paths.length === 0 ? what : `${what}: ${paths.join(', ')}`],
    [
      'Settings',
      settings === undefined ? 'none' : relative(io.cwd, settings) || basename(settings),
    ],
    ['Baseline', baseline ? (args.text('baseline') ?? 'given') : 'none'],
    ...(isSet ? ([['Made', now.toISOString().replace('.000Z', 'Z')]] as [string, string][]) : []),
  ];
}

function readEarlier(path: string, io: Io): EarlierReport {
  const hint = 'Write one with `keylint --format json --output FILE`.';
  const text = readTyped({
    cwd: io.cwd,
    path,
    what: 'The report',
    limitBytes: maxReportBytes,
    hint,
  });
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new UserError(`${path} is no JSON report.`, { hint });
  }
  const findings = fieldOf(parsed, 'findings');
  if (!Array.isArray(findings) || fieldOf(parsed, 'version') !== 1) {
    throw new UserError(`${path} is no report of keylint.`, {
      hint: 'Write one with `keylint --format json --output FILE`.',
    });
  }
  return { name: basename(path), findings: findings.flatMap((one) => toEarlier(one) ?? []) };
}

/** What silence covers did not count before and is no news now. */
function toEarlier(one: unknown): EarlierFinding | undefined {
  const text = (name: string): string => {
    const value = fieldOf(one, name);
    return typeof value === 'string' ? value : '';
  };
  const line = fieldOf(one, 'line');
  const severity = severities.find((known) => known === text('severity'));
  const rank: Rank | undefined = text('level') === 'note' ? 'note' : severity;
  if (rank === undefined || fieldOf(one, 'suppressed') !== undefined) return undefined;
  return {
    rule: text('rule'),
    rank,
    path: text('path'),
    line: typeof line === 'number' ? line : 1,
    message: text('message'),
    fingerprint: text('fingerprint'),
  };
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}
