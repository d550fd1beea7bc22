// The baseline: findings a team has accepted for now, by fingerprint and count. Holds no lines, times or values,
// so that it changes only when findings come or go. Reading and writing the file is the caller's.
import { UserError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';

/** `count` findings with one fingerprint; rule and path are for people who read the file. */
export interface BaselineEntry {
  readonly path: string;
  readonly rule: string;
  readonly fingerprint: string;
  readonly count: number;
}

export interface Baseline {
  /** Sorted by path, rule, fingerprint; no fingerprint twice. */
  readonly entries: readonly BaselineEntry[];
}

/** What a baseline does to findings. */
export interface BaselineMatch {
  /** All findings in their order; accepted ones are marked as suppressed. */
  readonly findings: readonly Finding[];
  /** Entries that accept more than there is; `count` is how many are left over. */
  readonly stale: readonly BaselineEntry[];
}

type Identity = Pick<Finding, 'rule' | 'path' | 'fingerprint' | 'suppressed'>;

const version = 1;

/** Reads a baseline file's text. Throws a UserError that names what is wrong, never file content. */
export function parseBaseline(text: string): Baseline {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch {
    // The parser's own message would quote the file.
    throw damaged('it is not JSON');
  }
  if (!isRecord(parsed)) throw damaged('it is not an object');
  if (parsed.version !== version) throw damaged(`its "version" is not ${version}`);
  if (!Array.isArray(parsed.findings)) throw damaged('"findings" is not a list');
  return { entries: merge(parsed.findings.map(readEntry)) };
}

/** The file's text for `findings`; findings suppressed by comment or settings are left out. */
export function renderBaseline(findings: readonly Identity[]): string {
  return renderEntries(baselineOf(findings).entries);
}

/** A baseline that accepts exactly `findings`. */
export function baselineOf(findings: readonly Identity[]): Baseline {
  const kept = findings.filter(
    ({ suppressed }) => suppressed === undefined || suppressed.by === 'baseline',
  );
  return {
    entries: merge(
      kept.map(({ path, rule, fingerprint }) => ({ path, rule, fingerprint, count: 1 })),
    ),
  };
}

/**
 * The file's text after a run that saw only some files: `findings` replace the entries of the paths that
 * `wasAudited` names, all other entries stay.
 */
export function updateBaseline(
  previous: Baseline,
  findings: readonly Identity[],
  wasAudited: (path: string) => boolean,
): string {
  const kept = previous.entries.filter(({ path }) => !wasAudited(path));
  return renderEntries(merge([...kept, ...baselineOf(findings).entries]));
}

/**
 * Marks the findings that `baseline` accepts; the first ones, where there are more than it counts. Entries of paths
 * that were not audited in full (`--staged`, named paths) are never stale: `wasAudited` says no to them.
 */
export function matchBaseline(
  findings: readonly Finding[],
  baseline: Baseline,
  wasAudited: (path: string) => boolean = () => true,
): BaselineMatch {
  const left = new Map(baseline.entries.map((entry) => [entry.fingerprint, entry.count]));
  const marked = findings.map((finding): Finding => {
    const count = left.get(finding.fingerprint) ?? 0;
    if (finding.suppressed || count === 0) return finding;
    left.set(finding.fingerprint, count - 1);
    return { ...finding, suppressed: { by: 'baseline', reason: 'accepted in the baseline' } };
  });
  const stale = baseline.entries
    .map((entry) => ({ ...entry, count: left.get(entry.fingerprint) ?? 0 }))
    .filter(({ count, path }) => count > 0 && wasAudited(path));
  return { findings: marked, stale };
}

function readEntry(entry: unknown, index: number): BaselineEntry {
  if (
    !isRecord(entry) ||
    typeof entry.path !== 'string' ||
    typeof entry.rule !== 'string' ||
    typeof entry.fingerprint !== 'string' ||
    (entry.count !== undefined && !(Number.isSafeInteger(entry.count) && Number(entry.count) > 0))
  ) {
    throw damaged(`entry ${index + 1} of "findings" is not a path, rule, fingerprint and count`);
  }
  const { path, rule, fingerprint } = entry;
  return { path, rule, fingerprint, count: entry.count === undefined ? 1 : Number(entry.count) };
}

function merge(entries: readonly BaselineEntry[]): readonly BaselineEntry[] {
  const byFingerprint = new Map<string, BaselineEntry>();
  for (const entry of entries) {
    const known = byFingerprint.get(entry.fingerprint);
    byFingerprint.set(
      entry.fingerprint,
      known ? { ...known, count: known.count + entry.count } : entry,
    );
  }
  return [...byFingerprint.values()].sort(
    (a, b) =>
      compareText(a.path, b.path) ||
      compareText(a.rule, b.rule) ||
      compareText(a.fingerprint, b.fingerprint),
  );
}

function renderEntries(entries: readonly BaselineEntry[]): string {
  const findings = entries.map(({ count, fingerprint, path, rule }) => ({
    count,
    fingerprint,
    path,
    rule,
  }));
  return `${JSON.stringify({ findings, version }, null, 2)}\n`;
}

function damaged(what: string): UserError {
  return new UserError(`The baseline cannot be read: ${what}.`, {
    hint: 'Write a new one with `keylint baseline`.',
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// By code unit: the same order on every machine.
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
