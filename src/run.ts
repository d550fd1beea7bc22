// The whole pipeline on one page: input -> prefilter -> scan -> link -> rules -> report. Everything below is
// called once a run; the work is in the layers.
import ignore from 'ignore';
import { type Baseline, matchBaseline } from './engine/baseline.ts';
import { createFrame } from './engine/frames.ts';
import { runRules } from './engine/run-rules.ts';
import { applySuppressions } from './engine/suppressions.ts';
import { openIndexTree } from './input/index-tree.ts';
import { openSinceTree } from './input/since-tree.ts';
import { openStdinTree } from './input/stdin-tree.ts';
import type { Tree, TreeOptions } from './input/tree.ts';
import { openWorkTree } from './input/work-tree.ts';
import { contextOf } from './link/context.ts';
import { linkSecrets } from './link/link.ts';
import { createPackageFinder } from './link/packages.ts';
import { decodeText } from './model/decode.ts';
import type { Facts, ProjectName } from './model/facts.ts';
import type { Confidence, Finding, Severity } from './model/finding.ts';
import type { Notice, Report, RuleSummary } from './model/report.ts';
import type { Rule } from './model/rule.ts';
import type { FileSummary, Project } from './model/secret.ts';
import { defaultSettings, type RuleSetting, type Settings } from './model/settings.ts';
import type { Skipped, Source } from './model/source.ts';
import type { KnownSecretLookup } from './model/strength.ts';
import { createPrefilter } from './prefilter/prefilter.ts';
import {
  createModulePathResolver,
  isAlwaysRead,
  isModuleConfig,
  prefilterWords,
  readerFor,
  scanText,
} from './scan/scan.ts';

/** Which bytes to audit. */
export type AuditScope =
  | { readonly kind: 'worktree' }
  /** The git index, never the disk; reports on staged files. */
  | { readonly kind: 'staged' }
  /** The work tree; reports on lines changed since the merge base with `ref`. */
  | { readonly kind: 'since'; readonly ref: string }
  | { readonly kind: 'stdin'; readonly path: string; readonly bytes: Uint8Array };

/** What to audit and how. Everything is optional; the default audits the current directory. */
export interface AuditOptions {
  /** Root of the run, absolute; all paths in the report are relative to it. */
  readonly cwd?: string;
  /** Files, directories or globs. A single directory becomes the root itself. */
  readonly paths?: readonly string[];
  readonly scope?: AuditScope;
  readonly exclude?: readonly string[];
  readonly respectGitignore?: boolean;
  readonly ignorePath?: string;
  readonly settings?: Settings;
  readonly baseline?: Baseline;
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
  readonly onProgress?: (progress: { readonly listed: number; readonly scanned: number }) => void;
}

/** A run with everything that fixes need besides the report. */
export interface AuditRun {
  readonly report: Report;
  readonly project: Project;
  readonly tree: Tree;
}

/** What the caller brings: the rules, the rating and the version, so that this file stays plumbing. */
export interface AuditParts {
  readonly rules: readonly Rule[];
  readonly version: string;
  loadStrength(): Promise<Pick<typeof import('./strength/assess.ts'), 'assess'>>;
  /** Opens another tree than disk, index or stdin: tests audit texts from memory. */
  readonly openTree?: (options: AuditOptions) => Promise<Tree>;
}

/** Runs an audit. Throws UserError for what the caller asked wrongly; all else ends in the report. */
export async function runAudit(options: AuditOptions, parts: AuditParts): Promise<AuditRun> {
  const startedAt = performance.now();
  const settings = options.settings ?? defaultSettings;
  const tree = await (parts.openTree ?? openTree)(options);
  const scanned = await scanTree(tree, settings, options);
  const { files, project } = await linkTree(tree, scanned, settings);
  const active = activeRules(parts.rules, options.onlyRules, settings);
  const { assess } = await parts.loadStrength();
  const ran = runRules({
    project,
    rules: active,
    assess,
    assessOptions: {
      projectNames: project.projectNames.map(({ name }) => name),
      ...(options.knownSecrets ? { knownSecrets: options.knownSecrets } : {}),
    },
    severityFor: createSeverityLookup(settings),
    strict: options.strict === true,
    minConfidence: options.minConfidence ?? 'medium',
  });
  const inScope = ran.findings.filter((finding) => isReported(tree, finding));
  const suppressed = applySuppressions(inScope, scanned.facts.values(), {
    foreign: options.readForeignSuppressions === true,
    ruleIds: new Set(parts.rules.map((rule) => rule.id)),
    activeRuleIds: new Set(tree.reportOn ? [] : active.map((rule) => rule.id)),
  });
  const matched = options.baseline
    ? matchBaseline(suppressed.findings, options.baseline)
    : { findings: suppressed.findings, stale: [] };
  const findings = addFrames(matched.findings, tree, project, scanned);
  const skipped = [...scanned.skipped].sort((a, b) => (a.path < b.path ? -1 : 1));
  const notices: Notice[] = [
    ...tree.warnings.map((message): Notice => ({ kind: 'warning', message })),
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
      secrets: project.secrets.filter((secret) => secret.confidence !== 'low').length,
      findings: countFindings(findings),
    },
    findings,
    skipped,
    notices,
    rules: active.map(summarizeRule),
    elapsedMs: performance.now() - startedAt,
  };
  return { report, project: { ...project, files }, tree };
}

async function openTree(options: AuditOptions): Promise<Tree> {
  const scope = options.scope ?? { kind: 'worktree' };
  const treeOptions: TreeOptions = {
    cwd: options.cwd ?? '.',
    paths: options.paths ?? [],
    exclude: options.exclude ?? [],
    respectGitignore: options.respectGitignore ?? true,
    ...(options.ignorePath === undefined ? {} : { ignorePath: options.ignorePath }),
  };
  if (scope.kind === 'staged') return openIndexTree(treeOptions);
  if (scope.kind === 'since') return openSinceTree(treeOptions, scope.ref);
  if (scope.kind === 'stdin')
    return openStdinTree({ cwd: treeOptions.cwd, path: scope.path, bytes: scope.bytes });
  return openWorkTree(treeOptions);
}

interface ScannedTree {
  readonly facts: Map<string, Facts>;
  readonly skipped: Skipped[];
  /** Module configurations met on the way. */
  readonly configs: Map<string, string>;
  count: number;
  parsed: number;
  bytes: number;
}

async function scanTree(
  tree: Tree,
  settings: Settings,
  options: AuditOptions,
): Promise<ScannedTree> {
  const mayMatter = createPrefilter(prefilterWords);
  const ignored = settings.ignore.length > 0 ? ignore().add([...settings.ignore]) : undefined;
  const scanned: ScannedTree = {
    facts: new Map(),
    skipped: [...tree.skipped],
    configs: new Map(),
    count: 0,
    parsed: 0,
    bytes: 0,
  };
  const wanted = tree.sources.filter(
    ({ path }) =>
      (readerFor(path) !== undefined || isModuleConfig(path)) && !ignored?.ignores(path),
  );
  tree.prefetch?.(wanted.map(({ path }) => path));
  let listed = 0;
  for (const source of wanted) {
    listed++;
    if (listed % 256 === 0) {
      options.onProgress?.({ listed: tree.sources.length, scanned: listed });
    }
    await scanSource(
      tree,
      source,
      scanned,
      (bytes) => isAlwaysRead(source.path) || mayMatter(bytes),
    );
  }
  return scanned;
}

async function scanSource(
  tree: Tree,
  source: Source,
  scanned: ScannedTree,
  mayMatter: (bytes: Uint8Array) => boolean,
): Promise<void> {
  const { path } = source;
  const read = tree.read(path);
  if ('skipped' in read) {
    scanned.skipped.push(read.skipped);
    return;
  }
  scanned.count++;
  scanned.bytes += read.bytes.byteLength;
  const isConfig = isModuleConfig(path);
  if (!isConfig && !mayMatter(read.bytes)) return;
  await scanBytes(path, read.bytes, scanned, { isConfig, isDemanded: false });
}

async function scanBytes(
  path: string,
  bytes: Uint8Array,
  scanned: ScannedTree,
  options: { readonly isConfig: boolean; readonly isDemanded: boolean },
): Promise<void> {
  const decoded = decodeText(bytes);
  if ('skipped' in decoded) {
    scanned.skipped.push({ path, reason: decoded.skipped, isFailure: false });
    return;
  }
  if (options.isConfig) scanned.configs.set(path, decoded.text);
  const result = await scanText(path, decoded.text, { isDemanded: options.isDemanded });
  if (!result) return;
  if (result.isParsed) scanned.parsed++;
  scanned.facts.set(path, result.facts);
  const { problem } = result.facts;
  if (problem) {
    scanned.skipped.push({
      path,
      reason: problem.reason,
      isFailure: false,
      ...(problem.detail === undefined ? {} : { detail: problem.detail }),
    });
  }
}

/** Links, scans what a name led into and the prefilter had left out, and links again; three rounds at most. */
async function linkTree(
  tree: Tree,
  scanned: ScannedTree,
  settings: Settings,
): Promise<{ files: FileSummary[]; project: Project }> {
  const paths = new Set(tree.sources.map(({ path }) => path));
  const resolveModule = createModulePathResolver({ paths, configs: scanned.configs });
  const packageOf = createPackageFinder(paths);
  const tracked = new Map(tree.sources.map((source) => [source.path, source.tracked]));
  const tried = new Set<string>();
  for (let round = 0; ; round++) {
    const facts = [...scanned.facts.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
    const files = new Map(
      facts.map(({ path, language }): [string, FileSummary] => [
        path,
        {
          path,
          language,
          context: contextOf(path),
          tracked: tracked.get(path) ?? 'unknown',
          packageDirectory: packageOf(path),
        },
      ]),
    );
    const { project, missing } = linkSecrets({
      facts,
      files,
      resolveModule,
      settings,
      projectNames: projectNamesOf(facts, tree, settings),
    });
    const demanded = missing.filter((path) => !tried.has(path) && readerFor(path) !== undefined);
    if (demanded.length === 0 || round >= 3) return { files: [...files.values()], project };
    tree.prefetch?.(demanded);
    for (const path of demanded) {
      tried.add(path);
      const read = tree.read(path);
      if ('bytes' in read)
        await scanBytes(path, read.bytes, scanned, { isConfig: false, isDemanded: true });
    }
  }
}

/** Names that say nothing of a project: every second repository has them. */
const commonNames =
  /^(?:app|apps|api|server|client|backend|frontend|web|website|site|src|main|project|demo|test|tests|example|examples|service|services|auth|jwt|token|secret|secrets|node|express|nest|next|react|admin|core|common|shared|utils?|lib|package|packages|monorepo|root|workspace|repo|tmp|temp|home|work|build|code|origin|github|gitlab|bitbucket)$/i;

function projectNamesOf(facts: readonly Facts[], tree: Tree, settings: Settings): ProjectName[] {
  const names = [
    ...settings.projectNames.map((name) => ({ name, from: 'settings' })),
    ...facts.flatMap((fact) => fact.projectNames),
    ...tree.remoteNames.map((name) => ({ name, from: 'git remote' })),
    { name: tree.name, from: 'directory' },
  ];
  const seen = new Set<string>();
  return names.filter(({ name, from }) => {
    const key = name.toLowerCase();
    if (seen.has(key) || (from !== 'settings' && (commonNames.test(name) || name.length < 4)))
      return false;
    seen.add(key);
    return true;
  });
}

function activeRules(
  rules: readonly Rule[],
  onlyRules: readonly string[] | undefined,
  settings: Settings,
): Rule[] {
  const used = new Set(settings.overrides.flatMap((o) => Object.keys(o.rules)));
  return rules.filter((rule) => {
    if (onlyRules && !onlyRules.includes(rule.id)) return false;
    return settings.rules[rule.id] !== 'off' || used.has(rule.id);
  });
}

function createSeverityLookup(
  settings: Settings,
): (rule: Rule, path: string) => Severity | 'off' | 'as-found' {
  const overrides = settings.overrides.map(({ files, rules }) => ({
    matcher: ignore().add([...files]),
    rules,
  }));
  return (rule, path) => {
    let setting: RuleSetting | undefined = settings.rules[rule.id];
    for (const { matcher, rules } of overrides) {
      if (rules[rule.id] !== undefined && matcher.ignores(path)) setting = rules[rule.id];
    }
    return setting === undefined || setting === 'on' ? 'as-found' : setting;
  };
}

function isReported(tree: Tree, finding: Finding): boolean {
  if (!tree.reportOn) return true;
  const lines = tree.reportOn.get(finding.path);
  if (lines === undefined) return false;
  return (
    lines === 'all' || lines.some(({ from, to }) => finding.line <= to && finding.endLine >= from)
  );
}

/** Reads the few files with findings again and attaches masked source lines. */
function addFrames(
  findings: readonly Finding[],
  tree: Tree,
  project: Project,
  scanned: ScannedTree,
): Finding[] {
  const maskRanges = new Map<string, { start: number; end: number }[]>();
  const values = new Set<string>();
  for (const secret of project.secrets) {
    for (const value of secret.values) {
      if (value.text === undefined) continue;
      values.add(value.text);
      const list = maskRanges.get(value.at.path) ?? [];
      list.push(value.at);
      maskRanges.set(value.at.path, list);
    }
  }
  const texts = new Map<string, string | undefined>();
  const textOf = (path: string): string | undefined => {
    if (!texts.has(path)) {
      const read = tree.read(path);
      const decoded = 'bytes' in read ? decodeText(read.bytes) : undefined;
      texts.set(path, decoded && 'text' in decoded ? decoded.text : undefined);
    }
    return texts.get(path);
  };
  const longestFirst = [...values].sort((a, b) => b.length - a.length).slice(0, 1_000);
  const configuration = new Set(formatLanguages);
  return findings.map((finding) => {
    const text = textOf(finding.path);
    if (text === undefined) return finding;
    const frame = createFrame({
      text,
      fromLine: finding.line,
      toLine: Math.min(finding.endLine, finding.line + 2),
      maskRanges: maskRanges.get(finding.path) ?? [],
      values: longestFirst,
      isConfiguration: configuration.has(scanned.facts.get(finding.path)?.language ?? ''),
    });
    return { ...finding, frame };
  });
}

const formatLanguages = [
  'dotenv',
  'yaml',
  'json',
  'toml',
  'properties',
  'ini',
  'dockerfile',
  'shell',
];

function countFindings(findings: readonly Finding[]): Report['summary']['findings'] {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, note: 0 };
  for (const finding of findings) {
    if (finding.suppressed) continue;
    counts[finding.level === 'note' ? 'note' : finding.severity]++;
  }
  return counts;
}

function summarizeRule(rule: Rule): RuleSummary {
  const { id, title, severity, confidence, looksFor, why, howToFix, references } = rule;
  return { id, title, severity, confidence, looksFor, why, howToFix, references };
}
