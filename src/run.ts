// The whole pipeline on one page: input -> prefilter -> scan -> link -> rules -> report. Everything below is
// called once a run; the work is in the layers. What reads and links is loaded while git answers: a commit hook waits
// for the slower of the two, not for both.
import { type Baseline, matchBaseline } from './engine/baseline.ts';
import { compareFindings, createRater, type Rater, runRules } from './engine/run-rules.ts';
import { applySuppressions } from './engine/suppressions.ts';
import { printableName } from './input/paths.ts';
import { reportOnly } from './input/report-only.ts';
import type { Tree, TreeOptions } from './input/tree.ts';
import { UserError } from './model/errors.ts';
import type { Facts } from './model/facts.ts';
import type { Confidence, Finding } from './model/finding.ts';
import type { Place } from './model/place.ts';
import type { Notice, Report, ReportedPart, RuleSummary } from './model/report.ts';
import type { Rule } from './model/rule.ts';
import type { Project } from './model/secret.ts';
import { defaultSettings, type Settings } from './model/settings.ts';
import type { Skipped, SkipReason } from './model/source.ts';
import type { KnownSecretLookup } from './model/strength.ts';
import { countFindings } from './model/summary.ts';
import { addFrames } from './run/add-frames.ts';
import type { FindAges } from './run/find-ages.ts';
import type { FindHistory } from './run/history/find-history.ts';
import { lookUpAges, readMaxAge } from './run/look-up-ages.ts';
import { lookUpHistory } from './run/look-up-history.ts';
import { asksForTokens, lookUpTokens } from './run/look-up-tokens.ts';
import type { Fixable } from './run/mark-fixable.ts';
import { activeRules, createSettingsPath, createSeverityLookup } from './run/rule-settings.ts';
import type { RunMemory } from './run/run-memory.ts';
import type { OnProgress } from './run/scan-tree.ts';
import { usualThreads } from './run/text-scanner.ts';
import { configurationSearch, usesSearch } from './scan/searches.ts';

/** The path of a text that nobody has named. */
export const unnamedStdin = 'stdin';

/** Which bytes to audit. */
export type AuditScope =
  | { readonly kind: 'worktree' }
  /** The git index, never the disk; reports on what is staged. */
  | {
      readonly kind: 'staged';
      /** Report on whole files; default: on lines that the commit changes, and what is told of these. */
      readonly wholeFiles?: boolean;
    }
  /** The work tree; reports on lines changed since the merge base with `ref`. */
  | { readonly kind: 'since'; readonly ref: string }
  /** The files of a commit, never the disk. `cwd` may be a bare repository; paths count from it. */
  | { readonly kind: 'commit'; readonly rev: string }
  | { readonly kind: 'stdin'; readonly path: string; readonly bytes: Uint8Array };

/** What to audit and how. Everything is optional; the default audits the current directory. */
export interface AuditOptions {
  /** Root of the run, absolute; all paths in the report are relative to it. */
  readonly cwd?: string;
  /** Files, directories or globs. A single directory becomes the root itself. */
  readonly paths?: readonly string[];
  readonly scope?: AuditScope;
  /** Files to report on, literal paths; everything else is there for linking only. Hooks are given such lists. */
  readonly reportPaths?: readonly string[];
  readonly exclude?: readonly string[];
  readonly respectGitignore?: boolean;
  readonly ignorePath?: string;
  /** Let a glob that no file matches pass; default: it is an error. */
  readonly allowUnmatched?: boolean;
  /** What is not given has its default. */
  readonly settings?: Partial<Settings>;
  /** Directory that globs of the settings count from, absolute; default: the root of the run. */
  readonly settingsDirectory?: string;
  readonly baseline?: Baseline;
  /** Its file name, for the report. */
  readonly baselineName?: string;
  /** Run these rules alone. */
  readonly onlyRules?: readonly string[];
  /** Findings in tests, examples and docs count. */
  readonly strict?: boolean;
  /** The least confidence reported; default `medium`. */
  readonly minConfidence?: Confidence;
  /** Honour `gitleaks:allow` and its like. */
  readonly readForeignSuppressions?: boolean;
  /** Values to treat as public, from word lists. */
  readonly knownSecrets?: KnownSecretLookup;
  /**
   * Report secrets that have not changed for longer: days, or `90d`, `12w`, `6m` (30 days each), `1y` (365 days).
   * Default: what the settings say; `null`: whatever they say, no age is looked up. What is staged or comes from
   * standard input has no age.
   */
  readonly maxAge?: string | number | null;
  /** What ages are counted up to; default: the clock. */
  readonly now?: Date;
  /**
   * Looks for secrets in the history as well. `required`: where it is not all there, the audit is incomplete;
   * `wanted`: that is said, and no more.
   */
  readonly history?: 'required' | 'wanted';
  /** Of the history, leaves out what was introduced before that day, `YYYY-MM-DD`. */
  readonly historySince?: string;
  /** Names the authors of the commits that brought a value and took it away. */
  readonly historyAuthors?: boolean;
  /**
   * Word lists whose lines are tried as keys of the tokens in the files: absolute paths, and how reports name them.
   * `knownSecrets` says what they are worth as secrets.
   */
  readonly wordlists?: readonly { readonly path: string; readonly name: string }[];
  /** How many times a key is tried on a token in the files, at most; 0: never. Default: 20 million. */
  readonly tokenBudget?: number;
  /** In how many threads files are scanned, this one included; default: as many as there are cores, 4 at most. */
  readonly threads?: number;
  readonly onProgress?: OnProgress;
  /**
   * Absolute path of a directory where runs of `staged` keep which contents of the repository need no second look:
   * object ids of git, nothing of what was found. Default: every run starts anew.
   */
  readonly cacheDirectory?: string;
}

/** A run with everything that fixes need besides the report. */
export interface AuditRun {
  readonly report: Report;
  readonly project: Project;
  readonly tree: Tree;
  readonly strengthOf: Rater;
  /** What each file says, by path. */
  readonly facts: ReadonlyMap<string, Facts>;
}

/** What the caller brings: the rules, the rating and the version, so that this file stays plumbing. */
export interface AuditParts {
  loadRules(): Promise<readonly Rule[]>;
  readonly version: string;
  /** Of this very code; what another build learned is not believed. Absent: nothing is learned. */
  readonly buildId?: string | undefined;
  loadStrength(): Promise<StrengthParts>;
  /** Opens another tree than disk, index or stdin: tests audit texts from memory. */
  readonly openTree?: (options: AuditOptions) => Promise<Tree>;
  /** What a session keeps between audits of one tree. Absent: every audit starts anew. */
  readonly memory?: RunMemory;
  /** Finds ages another way than by git and the disk. */
  readonly findAges?: FindAges;
  /** Finds the history another way than by git. */
  readonly findHistory?: FindHistory;
}

/** The rating, and sets of values that it takes for public. */
export interface StrengthParts {
  readonly assess: typeof import('./strength/assess.ts').assess;
  readonly createKnownSecrets: typeof import('./strength/known-secrets.ts').createKnownSecrets;
}

/** Runs an audit. Throws UserError for what the caller asked wrongly; all else ends in the report. */
export async function runAudit(options: AuditOptions, parts: AuditParts): Promise<AuditRun> {
  const startedAt = performance.now();
  const loading = loadStages(options);
  const opening = await startOpening(options, parts, loading);
  const [tree, stages, rules] = await Promise.all([opening.tree, loading, parts.loadRules()]);
  try {
    return await auditTree({ options, parts, tree, stages, rules, startedAt });
  } finally {
    tree.close?.();
  }
}

/** The steps that read and link; the parser gets ready while git answers. */
async function loadStages({ scope }: AuditOptions): Promise<Stages> {
  const stages = await import('./run/stages.ts');
  if (scope?.kind === 'staged') stages.warmUp();
  return stages;
}

type Stages = typeof import('./run/stages.ts');

interface Audited {
  readonly options: AuditOptions;
  readonly parts: AuditParts;
  readonly tree: Tree;
  readonly stages: Stages;
  readonly rules: readonly Rule[];
  readonly startedAt: number;
}

async function auditTree({
  options,
  parts,
  tree: opened,
  stages,
  rules,
  startedAt,
}: Audited): Promise<AuditRun> {
  const settings = { ...defaultSettings, ...options.settings };
  const maxDays = readMaxAge(options, settings);
  const tree = options.reportPaths
    ? reportOnly(opened, options.cwd ?? '.', options.reportPaths)
    : opened;
  const settingsPath = createSettingsPath(tree.root, options.settingsDirectory);
  const scanned = await stages.scanTree({
    tree,
    settings,
    settingsPath,
    onProgress: options.onProgress,
    memory: parts.memory,
    threads: options.threads ?? usualThreads(),
    // A failure shows where the rating is really asked for.
    onWait: () => void parts.loadStrength().catch(() => undefined),
  });
  const { files, project: linked } = await stages.linkTree(tree, scanned, settings);
  const severityFor = createSeverityLookup(settings, settingsPath);
  const asked = activeRules(rules, options.onlyRules, settings);
  const aged = await lookUpAges({
    options,
    maxDays,
    tree,
    project: linked,
    rules: asked,
    isReported: (rule, { at }) => isReported(tree, at) && severityFor(rule, at.path) !== 'off',
    findAges: parts.findAges,
  });
  const { assess, createKnownSecrets } = await parts.loadStrength();
  const own = createKnownSecrets(settings.knownSecrets, 'listed in the settings');
  const assessOptions = {
    projectNames: linked.projectNames.map(({ name }) => name),
    knownSecrets: {
      find: (text: string) => options.knownSecrets?.find(text) ?? own.find(text),
    },
  };
  const past = await lookUpHistory({
    options,
    tree,
    project: linked,
    scanned,
    settings,
    settingsPath,
    rules: asked,
    rate: createRater({ assess, assessOptions }),
    findHistory: parts.findHistory,
  });
  const signed = await lookUpTokens({
    options,
    tree,
    project: linked,
    scanned,
    settings,
    rules: asked,
  });
  const project: Project = {
    ...linked,
    ...(signed.keys && { tokenKeys: signed.keys }),
    ...(aged.ages && { ages: aged.ages }),
    ...(past.history && { history: past.history }),
  };
  const active = asked.filter(
    (rule) =>
      (aged.ages || !rule.needsAges) &&
      (past.history || !rule.needsHistory) &&
      (signed.keys || !rule.needsTokens),
  );
  const ran = runRules({
    project,
    rules: active,
    assess,
    assessOptions,
    severityFor,
    strict: options.strict === true,
    minConfidence: options.minConfidence ?? 'medium',
  });
  const contexts = new Map(files.map(({ path, context }) => [path, context]));
  const inScope = ran.findings.filter((finding) => isToldOf(tree, finding));
  // Marks in files of today say nothing of what stood there once.
  const isPast = ({ history }: Finding): boolean => history?.place === 'introduced';
  const suppressed = applySuppressions(
    inScope.filter((finding) => !isPast(finding)),
    scanned.facts.values(),
    {
      foreign: options.readForeignSuppressions === true,
      ruleIds: new Set(rules.map((rule) => rule.id)),
      activeRuleIds: new Set(tree.reportOn ? [] : active.map((rule) => rule.id)),
      isTold: (path) =>
        options.strict === true || (contexts.get(path) ?? 'production') === 'production',
    },
  );
  const told = [...suppressed.findings, ...inScope.filter(isPast)].sort(compareFindings);
  const matched = options.baseline
    ? matchBaseline(told, options.baseline, () => tree.reportOn === undefined)
    : { findings: told, stale: [] };
  const planned = await askForFixes(matched.findings, { options, tree, project, rules });
  const findings = addFrames(planned, tree, project, scanned);
  const skipped = [
    ...scanned.skipped.filter(createSkipFilter(tree, options)),
    ...aged.skipped,
    ...past.skipped,
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  const notices: Notice[] = [
    ...tree.warnings.map((message): Notice => ({ kind: 'warning', message })),
    ...aged.notices,
    ...past.notices,
    ...signed.notices,
    ...suppressed.notices,
    ...matched.stale.map(
      (entry): Notice => ({
        kind: 'warning',
        message: `baseline: ${entry.rule} in ${entry.path} is gone; update the baseline`,
      }),
    ),
    ...ran.notices,
  ];
  const report: Report = {
    version: 1,
    tool: { name: 'keylint', version: parts.version },
    complete: !skipped.some((s) => s.isFailure) && ran.notices.every((n) => n.kind !== 'error'),
    summary: {
      files: {
        listed: tree.sources.length + tree.skipped.length,
        scanned: scanned.count,
        parsed: scanned.parsed,
        skipped: skipped.length,
      },
      bytes: scanned.bytes,
      secrets: countSecrets(project, findings),
      ...countFindings(findings),
      unread: Object.fromEntries([...scanned.unread].sort(([a], [b]) => (a < b ? -1 : 1))),
    },
    coverage: stages.describeCoverage({
      tree,
      by: reportedBy(options),
      ignored: scanned.ignored,
      isIgnored: scanned.isIgnored,
      rules: {
        ran: active.length,
        known: rules.filter(
          isUsual({
            hasAges: aged.ages !== undefined,
            hasHistory: past.history !== undefined,
            hasTokens: asksForTokens(options),
          }),
        ).length,
      },
      switchedOff: ran.off.filter(
        ({ ruleId, at }) => settings.rules[ruleId] !== 'off' && isReported(tree, at),
      ).length,
      baseline: options.baseline ? (options.baselineName ?? 'a baseline') : undefined,
      uses: project.uses,
      isReported: ({ at, file }) =>
        isReported(tree, at) && (options.strict === true || file.context === 'production'),
    }),
    findings,
    skipped,
    ...(past.summary && { history: past.summary }),
    notices,
    rules: active.map(summarizeRule),
    elapsedMs: performance.now() - startedAt,
  };
  return {
    report,
    project: { ...project, files },
    tree,
    strengthOf: ran.strengthOf,
    facts: scanned.facts,
  };
}

/** What a fix would do about the findings. Standard input cannot be fixed; a run without findings loads no planner. */
async function askForFixes(
  findings: readonly Finding[],
  { options, ...about }: Omit<Fixable, 'findings'> & Pick<Audited, 'options'>,
): Promise<readonly Finding[]> {
  if (findings.length === 0) return findings;
  if (options.scope?.kind === 'stdin')
    return findings.map((finding) => ({ ...finding, fix: null }));
  const { markFixable } = await import('./run/mark-fixable.ts');
  return markFixable({ ...about, findings });
}

/** Opens what is to be audited; the caller closes it. */
export async function openTree(options: AuditOptions, parts: AuditParts): Promise<Tree> {
  return (await startOpening(options, parts, loadStages(options))).tree;
}

/** Text that nobody can read must not pass for text in which nothing was found. */
function unknownFormat(path: string): UserError {
  const name = printableName(path);
  return new UserError(
    path === unnamedStdin
      ? 'Standard input has no name, so its format is not known.'
      : `keylint cannot read files with names like ${name}.`,
    { hint: 'Name the file that it is the text of: --stdin-file-path src/auth.ts' },
  );
}

/** Begins to open what the scope asks for; the tree is there when git or the disk has answered. */
async function startOpening(
  options: AuditOptions,
  parts: AuditParts,
  loading: Promise<Stages>,
): Promise<{ readonly tree: Promise<Tree> }> {
  if (parts.openTree) return { tree: parts.openTree(options) };
  const scope = options.scope ?? { kind: 'worktree' };
  const treeOptions: TreeOptions = {
    cwd: options.cwd ?? '.',
    paths: options.paths ?? [],
    exclude: options.exclude ?? [],
    respectGitignore: options.respectGitignore ?? true,
    isConfiguration: loading.then(({ isConfiguration }) => isConfiguration),
    ...(options.ignorePath === undefined ? {} : { ignorePath: options.ignorePath }),
    allowUnmatched: options.allowUnmatched === true,
  };
  switch (scope.kind) {
    case 'staged': {
      const { openIndexTree } = await import('./input/index-tree.ts');
      const { cacheDirectory: directory } = options;
      const memory = directory !== undefined &&
        parts.buildId !== undefined && { directory, buildId: parts.buildId, of: usesSearch };
      const likely = [usesSearch, configurationSearch];
      const wholeFiles = scope.wholeFiles === true;
      return {
        tree: openIndexTree({ ...treeOptions, likely, wholeFiles, ...(memory && { memory }) }),
      };
    }
    case 'since': {
      const { openSinceTree } = await import('./input/since-tree.ts');
      return { tree: openSinceTree(treeOptions, scope.ref) };
    }
    case 'commit': {
      const { openCommitTree } = await import('./input/commit-tree.ts');
      return { tree: openCommitTree({ ...treeOptions, rev: scope.rev }) };
    }
    case 'stdin': {
      const { openStdinTree } = await import('./input/stdin-tree.ts');
      const { readerFor } = await loading;
      if (!readerFor(scope.path)) throw unknownFormat(scope.path);
      const { cwd } = treeOptions;
      return {
        tree: Promise.resolve(openStdinTree({ cwd, path: scope.path, bytes: scope.bytes })),
      };
    }
    case 'worktree': {
      const { openWorkTree } = await import('./input/work-tree.ts');
      return { tree: openWorkTree(treeOptions) };
    }
  }
}

function isReported(tree: Tree, { path, line, endLine }: Place): boolean {
  if (!tree.reportOn) return true;
  const lines = tree.reportOn.get(path);
  if (lines === undefined) return false;
  return lines === 'all' || lines.some(({ from, to }) => line <= to && endLine >= from);
}

/** Whether a finding is news: it stands where is reported, or its story goes through there. */
function isToldOf(tree: Tree, finding: Finding): boolean {
  if (isReported(tree, finding)) return true;
  return tree.reportsStories === true && finding.related.some((place) => isReported(tree, place));
}

/** Those that we are sure enough of, and those that a finding speaks of all the same. */
function countSecrets({ secrets }: Project, findings: readonly Finding[]): number {
  const told = new Set(findings.map(({ secretId }) => secretId));
  return secrets.filter(({ id, confidence }) => confidence !== 'low' || told.has(id)).length;
}

/** Why the content of a file was not audited, or not all of it. */
const aboutContent: ReadonlySet<SkipReason> = new Set<SkipReason>([
  ...([
    'minified',
    'bundled',
    'generated',
    'binary',
    'too-large',
    'encoding',
    'parse-error',
    'too-many',
    'budget',
  ] as const),
]);

/** Where a part is reported on, nobody has asked what else could be read. A directory stands for what is in it. */
function createSkipFilter(
  { reportOn }: Tree,
  options: AuditOptions,
): (skipped: Skipped) => boolean {
  if (!reportOn) return () => true;
  const reported = [...reportOn.keys()];
  return ({ path, reason }) => {
    // The index has left out those that no commit touches.
    if (reason === 'vendored' && reportedBy(options) !== 'staged') {
      return reported.some((one) => one.startsWith(`${path}/`));
    }
    return reportOn.has(path) || !aboutContent.has(reason);
  };
}

function reportedBy({ scope, reportPaths }: AuditOptions): ReportedPart['by'] {
  if (reportPaths) return 'names';
  return scope?.kind === 'staged' ? 'staged' : 'changes';
}

/** Rules that ask for ages, the history or tokens run only where somebody has asked for these. */
function isUsual({
  hasAges,
  hasHistory,
  hasTokens,
}: Readonly<Record<'hasAges' | 'hasHistory' | 'hasTokens', boolean>>): (rule: Rule) => boolean {
  return (rule) =>
    (hasAges || !rule.needsAges) &&
    (hasHistory || !rule.needsHistory) &&
    (hasTokens || !rule.needsTokens);
}

function summarizeRule(rule: Rule): RuleSummary {
  const { id, title, category, severity, confidence, looksFor, why, howToFix, references } = rule;
  return { id, title, category, severity, confidence, looksFor, why, howToFix, references };
}
