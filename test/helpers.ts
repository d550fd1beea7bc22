// The one way tests reach the whole pipeline: texts in, findings out. A refactor edits these calls, not ninety.

import { loadStrength } from '../src/index.ts';
import type { Tree } from '../src/input/tree.ts';
import type { ValueAge } from '../src/model/age.ts';
import type { Finding } from '../src/model/finding.ts';
import { exampleMaxDays, type Rule } from '../src/model/rule.ts';
import type { SecretValue } from '../src/model/secret.ts';
import type { TrackedState } from '../src/model/source.ts';
import type { FindAges } from '../src/run/find-ages.ts';
import { type FindHistory, findHistory } from '../src/run/history/find-history.ts';
import { type AuditOptions, type AuditRun, runAudit } from '../src/run.ts';
import { type Files, memoryHistory } from './memory-history.ts';

export interface AuditTextsOptions extends AuditOptions {
  /** What git says of the files by path; `unknown` where absent. */
  readonly tracked?: Readonly<Record<string, TrackedState>>;
  /** Days for which all values of a file have stood, by path: with it an age is asked for. */
  readonly days?: Readonly<Record<string, number>>;
  /** Earlier commits, oldest first, each with all its files: with them the history is asked for. */
  readonly past?: readonly Files[];
  /** Branches and tags by the number of their commit; the audited one is the last. */
  readonly branches?: Readonly<Record<string, number>>;
  /** Name of the root directory. */
  readonly name?: string;
}

/** Ages as an example gives them. */
function agesOf(days: Readonly<Record<string, number>>): FindAges {
  return ({ values, maxDays }) => {
    const aged = values.flatMap((value): [SecretValue, ValueAge][] => {
      const known = days[value.at.path];
      if (known === undefined) return [];
      return [[value, { days: known, since: '2025-09-30', isAtLeast: false, basis: 'commit' }]];
    });
    return { ages: { maxDays, byValue: new Map(aged) }, skipped: [], notices: [] };
  };
}

/** The history that ends at those of `files` that git tracks. */
function historyOf(files: Files, past: readonly Files[], options: AuditTextsOptions): FindHistory {
  const isTracked = (path: string) => (options.tracked?.[path] ?? 'tracked') === 'tracked';
  const now = Object.fromEntries(Object.entries(files).filter(([path]) => isTracked(path)));
  const { branches = {} } = options;
  const commits = [...past, now].map((held) => ({ files: held }));
  const source = memoryHistory({ commits, branches: { main: past.length, ...branches } });
  return (request) =>
    findHistory({ ...request, openSources: () => [{ source, toRunPath: (path) => path }] });
}

/** A tree that lives in memory. */
export function memoryTree(
  files: Readonly<Record<string, string>>,
  options: AuditTextsOptions = {},
): Tree {
  return {
    root: '/memory',
    name: options.name ?? 'memory',
    sources: Object.keys(files)
      .sort()
      .map((path) => ({
        path,
        tracked: options.tracked?.[path] ?? (options.past ? 'tracked' : 'unknown'),
      })),
    skipped: [],
    warnings: [],
    remoteNames: [],
    read: (path) => {
      const text = files[path];
      return text === undefined
        ? { skipped: { path, reason: 'vanished', isFailure: true } }
        : { bytes: Buffer.from(text) };
    },
  };
}

/** Audits texts with the given rules; everything a run knows. */
export function runTexts(
  files: Readonly<Record<string, string>>,
  rules: readonly Rule[],
  options: AuditTextsOptions = {},
): Promise<AuditRun> {
  const { days, past } = options;
  const asked = {
    ...(days && { maxAge: exampleMaxDays }),
    ...(past && { history: 'required' as const }),
  };
  return runAudit(
    { ...asked, ...options },
    {
      loadRules: async () => rules,
      version: '0.0.0',
      loadStrength,
      openTree: async () => memoryTree(files, options),
      ...(days && { findAges: agesOf(days) }),
      ...(past && { findHistory: historyOf(files, past, options) }),
    },
  );
}

/** Audits texts with the given rules; the findings alone, suppressed ones left out. */
export async function auditTexts(
  files: Readonly<Record<string, string>>,
  rules: readonly Rule[],
  options: AuditTextsOptions = {},
): Promise<readonly Finding[]> {
  const { report } = await runTexts(files, rules, options);
  return report.findings.filter((finding) => !finding.suppressed);
}

/** Takes the «» marks out of a text: the plain text and, in order, what each mark enclosed. */
export function unmark(text: string): { plain: string; marked: { start: number; text: string }[] } {
  let plain = '';
  const marked: { start: number; text: string }[] = [];
  const open: number[] = [];
  for (const character of text) {
    if (character === '«') open.push(plain.length);
    else if (character === '»') {
      const start = open.pop();
      if (start === undefined) throw new Error('a » without its «');
      marked.push({ start, text: plain.slice(start) });
    } else plain += character;
  }
  if (open.length > 0) throw new Error('a « without its »');
  return { plain, marked: marked.sort((a, b) => a.start - b.start) };
}
