// Whether a run asks for the history at all, and which of its values count. Most runs do not: git is asked by
// history/find-history.ts, which is loaded only here.

import { createExclusion } from '../input/exclusion.ts';
import { isLeftOutDirectory, isMinifiedName } from '../input/file-names.ts';
import { baseName, realPath } from '../input/paths.ts';
import { createScope } from '../input/scope.ts';
import type { Tree } from '../input/tree.ts';
import { contextOf } from '../link/context.ts';
import { isDeclarationPath } from '../model/declaration-path.ts';
import { UserError } from '../model/errors.ts';
import type { Confidence } from '../model/finding.ts';
import {
  dayHint,
  type HistorySummary,
  type PastValue,
  type ProjectHistory,
  parseDay,
} from '../model/history.ts';
import { createPathRules } from '../model/path-rules.ts';
import type { Notice } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import type { Project, Secret, SecretValue } from '../model/secret.ts';
import type { Settings } from '../model/settings.ts';
import type { Skipped } from '../model/source.ts';
import { looksReal, type Strength } from '../model/strength.ts';
import { isWanted as isRead } from './first-tests.ts';
import type { BegunHistory, FindHistory } from './history/find-history.ts';
import type { SettingsPath } from './rule-settings.ts';
import type { OnProgress } from './scan-tree.ts';
import type { ScannedTree } from './scanned-tree.ts';
import { historyThreads } from './text-scanner.ts';

/** Of the options of an audit, what the history depends on. */
export interface PastOptions {
  readonly cwd?: string;
  readonly paths?: readonly string[];
  readonly exclude?: readonly string[];
  readonly ignorePath?: string;
  readonly scope?: { readonly kind: 'worktree' | 'staged' | 'since' | 'commit' | 'stdin' };
  readonly strict?: boolean;
  readonly minConfidence?: Confidence;
  readonly onlyRules?: readonly string[];
  /**
   * Looks for secrets in the history. `required`: without all of it the audit is incomplete; `wanted`: what is not
   * there is said and no more.
   */
  readonly history?: 'required' | 'wanted';
  /** Leaves out what was introduced before that day, `YYYY-MM-DD`, by the author's date. */
  readonly historySince?: string;
  /** Names the authors of the commits that introduced and removed a value. */
  readonly historyAuthors?: boolean;
  readonly threads?: number;
  readonly onProgress?: OnProgress;
}

export interface HistoryLookUp {
  readonly options: PastOptions;
  readonly tree: Tree;
  readonly project: Project;
  readonly scanned: ScannedTree;
  readonly settings: Settings;
  readonly settingsPath: SettingsPath;
  readonly rules: readonly Rule[];
  rate(secret: Secret, value: SecretValue): Strength | undefined;
  readonly findHistory?: FindHistory | undefined;
}

export interface LookedUpHistory {
  readonly history?: ProjectHistory;
  readonly summary?: HistorySummary;
  readonly skipped: readonly Skipped[];
  readonly notices: readonly Notice[];
}

function readSince(text: string | undefined): number | undefined {
  const time = text === undefined ? undefined : parseDay(text);
  if (text !== undefined && time === undefined) {
    throw new UserError('historySince is no day.', { hint: dayHint });
  }
  return time;
}

/** Lets git begin with the history, where somebody asked for it. */
export async function beginHistory(
  { history, historyAuthors, scope }: PastOptions,
  tree: Tree,
): Promise<BegunHistory | undefined> {
  const kind = scope?.kind ?? 'worktree';
  if (history === undefined || (kind !== 'worktree' && kind !== 'commit')) return undefined;
  const { beginHistory: begin } = await import('./history/find-history.ts');
  return begin({ tree, hasAuthors: historyAuthors === true });
}

/** The history, where somebody asked for it; without it the rules that need it cannot run. */
export async function lookUpHistory(request: HistoryLookUp): Promise<LookedUpHistory> {
  const { options, tree, rules } = request;
  const since = readSince(options.historySince);
  const asked = rules.filter((rule) => rule.needsHistory);
  if (options.history === undefined) return { skipped: [], notices: remarksOn(asked, options) };
  const kind = options.scope?.kind ?? 'worktree';
  if (kind !== 'worktree' && kind !== 'commit') {
    throw new UserError('A history can be had of the work tree or a commit alone.', {
      hint: 'Leave --history out, or what narrows the audit down.',
    });
  }
  const isAskedFor = createPathTest(request);
  const findHistory =
    request.findHistory ?? (await import('./history/find-history.ts')).findHistory;
  const { history, summary } = await findHistory({
    tree,
    project: request.project,
    facts: request.scanned.facts,
    configs: request.scanned.configs,
    settings: request.settings,
    hasAuthors: options.historyAuthors === true,
    threads: options.threads ?? historyThreads(),
    onVersion: countVersions(request),
    isAskedFor,
    isScanned: (path) => isAskedFor(path) && isRead(path) && isTold(path, options),
    rate: request.rate,
    isWanted: (found) => isWanted(found, request),
  });
  const values = history.values.filter(
    ({ story }) => since === undefined || !isBefore(story.introduced?.date, since),
  );
  return {
    history: { values },
    summary: { ...summary, values: values.length },
    skipped:
      options.history === 'wanted' || summary.complete
        ? []
        : summary.gaps.map(
            (detail): Skipped => ({
              path: '.',
              reason: 'missing-history',
              detail,
              isFailure: true,
            }),
          ),
    notices: [],
  };
}

/** Tells how far it is, a hundred versions at a time. */
function countVersions({ options, tree, scanned }: HistoryLookUp): () => void {
  const listed = tree.sources.length;
  let versions = 0;
  return () => {
    versions++;
    if (versions % 100 === 0) {
      options.onProgress?.({ listed, scanned: scanned.count, versions });
    }
  };
}

function remarksOn(rules: readonly Rule[], { onlyRules }: PastOptions): Notice[] {
  return rules
    .filter(({ id }) => onlyRules?.includes(id))
    .map(({ id }) => ({ kind: 'warning', message: `${id} finds nothing without --history` }));
}

function isBefore(date: string | null | undefined, since: number): boolean {
  return typeof date === 'string' && Date.parse(date) < since;
}

/**
 * What tests, examples and documents held once is nobody's business, unless everything counts. Declarations of types hold
 * no values.
 */
function isTold(path: string, { strict }: PastOptions): boolean {
  if (isDeclarationPath(path)) return false;
  return strict === true || contextOf(path) === 'production';
}

/** Whether a path, there or not any more, is one that the run would list. */
function createPathTest({ options, tree, settings, settingsPath }: HistoryLookUp) {
  const cwd = realPath(options.cwd ?? '.') ?? tree.root;
  const paths = (options.paths ?? []).filter((path) => !path.startsWith('!'));
  const isInScope = createScope(cwd, paths.length > 0 ? paths : [tree.root]);
  const negated = (options.paths ?? []).flatMap((path) =>
    path.startsWith('!') ? [path.slice(1)] : [],
  );
  const isExcluded = createExclusion({
    cwd,
    root: tree.root,
    patterns: [...(options.exclude ?? []), ...negated],
    ignorePath: options.ignorePath,
  });
  const ignored =
    settings.ignore.length > 0 ? createPathRules(settings.ignore, { ignoreCase: true }) : undefined;
  return (path: string): boolean => {
    const absolute = `${tree.root}/${path}`;
    if (!isInScope(absolute) || isExcluded(absolute, false)) return false;
    const own = settingsPath(path);
    if (own !== undefined && ignored?.ignores(own) === true) return false;
    const directories = path.split('/').slice(0, -1);
    return (
      !directories.some((name) => isLeftOutDirectory(name, () => [])) &&
      !isMinifiedName(baseName(path))
    );
  };
}

const ranks: Readonly<Record<Confidence, number>> = { low: 0, medium: 1, high: 2 };

function isWanted(
  { secret, value }: Pick<PastValue, 'secret' | 'value'>,
  { options, rate }: HistoryLookUp,
): boolean {
  if (!value.text || value.isCommentedOut || value.generated) return false;
  if (ranks[secret.confidence] < ranks[options.minConfidence ?? 'medium']) return false;
  if (options.strict !== true) {
    if (value.file.context !== 'production' || value.environment === 'test') return false;
  }
  // A template holds what is to be replaced, unless it looks like something that was.
  if (!value.isTemplate) return true;
  const strength = rate(secret, value);
  return strength !== undefined && looksReal(strength);
}
