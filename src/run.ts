// The whole pipeline on one page: input -> prefilter -> scan -> link -> rules -> report. Everything below is
// called once a run; the work is in the layers. What reads and links is loaded while git answers: a commit hook waits
// for the slower of the two, not for both.
import { matchBaseline } from './engine/baseline.ts';
import { createRater } from './engine/rater.ts';
import { compareFindings, runRules } from './engine/run-rules.ts';
import { applySuppressions } from './engine/suppressions.ts';
import { reportOnly } from './input/report-only.ts';
import type { Tree } from './input/tree.ts';
import type { Facts } from './model/facts.ts';
import type { Finding } from './model/finding.ts';
import type { Notice } from './model/report.ts';
import type { Project } from './model/secret.ts';
import { defaultSettings } from './model/settings.ts';
import { addFrames } from './run/add-frames.ts';
import type { AuditOptions, AuditParts, AuditRun } from './run/audit-options.ts';
import type { BegunHistory } from './run/history/find-history.ts';
import { lookUpAges, readMaxAge } from './run/look-up-ages.ts';
import { beginHistory, lookUpHistory } from './run/look-up-history.ts';
import { lookUpTokens } from './run/look-up-tokens.ts';
import { type Audited, makeReport } from './run/make-report.ts';
import type { Fixable } from './run/mark-fixable.ts';
import { openKnown } from './run/open-known.ts';
import { loadStages, startOpening } from './run/open-tree.ts';
import { rememberRatings } from './run/remember-ratings.ts';
import { createSkipFilter, createTellTest, isReported, isToldOf } from './run/reported-part.ts';
import { activeRules, createSettingsPath, createSeverityLookup } from './run/rule-settings.ts';
import type { ScannedTree } from './run/scanned-tree.ts';
import { usualThreads } from './run/text-scanner.ts';

export type {
  AuditOptions,
  AuditParts,
  AuditRun,
  AuditScope,
  StrengthParts,
} from './run/audit-options.ts';
export { unnamedStdin } from './run/audit-options.ts';
export { openTree } from './run/open-tree.ts';

/** Runs an audit. Throws UserError for what the caller asked wrongly; all else ends in the report. */
export async function runAudit(options: AuditOptions, parts: AuditParts): Promise<AuditRun> {
  const startedAt = performance.now();
  const loading = loadStages(options);
  const opening = await startOpening(options, parts, loading);
  const [tree, stages, rules] = await Promise.all([opening.tree, loading, parts.loadRules()]);
  let past: BegunHistory | undefined;
  try {
    if (!parts.findHistory) past = await beginHistory(options, tree);
    const own = past ? { ...parts, findHistory: past.find } : parts;
    return await auditTree({ options, parts: own, tree, stages, rules, startedAt });
  } finally {
    past?.end();
    tree.close?.();
  }
}

/** Marks of files that findings stand in and no reader has taken. */
async function marksOfOthers(
  findings: readonly Finding[],
  { tree, scanned }: { readonly tree: Tree; readonly scanned: ScannedTree },
): Promise<readonly Pick<Facts, 'path' | 'suppressions'>[]> {
  const paths = new Set(
    findings.map(({ path }) => path).filter((path) => !scanned.facts.has(path)),
  );
  if (paths.size === 0) return [];
  const { marksOfUnread } = await import('./run/unread-marks.ts');
  return marksOfUnread(paths, tree);
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
    openKnown: () => openKnown(options, parts, tree),
    threads: options.threads ?? usualThreads(),
    // A failure shows where the rating is really asked for.
    onWait: () => void parts.loadStrength().catch(() => undefined),
  });
  const {
    files,
    project: linked,
    isAssumed,
  } = await stages.linkTree(tree, scanned, settings, parts);
  await stages.letStop(parts.signal);
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
  const strength = await parts.loadStrength();
  const { createKnownSecrets } = strength;
  const own = createKnownSecrets(settings.knownSecrets, 'listed in the settings');
  const assessOptions = {
    projectNames: linked.projectNames.map(({ name }) => name),
    knownSecrets: {
      find: (text: string) => options.knownSecrets?.find(text) ?? own.find(text),
    },
  };
  const assess = parts.memory
    ? rememberRatings(strength.assess, parts.memory.whole, [
        // Settings are read anew for each audit: their texts tell whether they are the same.
        JSON.stringify([assessOptions.projectNames, settings.knownSecrets]),
        options.knownSecrets,
      ])
    : strength.assess;
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
  scanned.known?.save();
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
    mayTell: createTellTest(tree, project.secrets),
  });
  const contexts = new Map(files.map(({ path, context }) => [path, context]));
  const inScope = ran.findings.filter((finding) => isToldOf(tree, finding));
  // Marks in files of today say nothing of what stood there once.
  const isPast = ({ history }: Finding): boolean => history?.place === 'introduced';
  const present = inScope.filter((finding) => !isPast(finding));
  const suppressed = applySuppressions(
    present,
    [...scanned.facts.values(), ...(await marksOfOthers(present, { tree, scanned }))],
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
  const about = { options, tree, project, rules };
  const findings = parts.isForPlaces
    ? matched.findings
    : addFrames(await askForFixes(matched.findings, about), tree, project, scanned);
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
  const report = makeReport({
    ...{ options, parts, tree, stages, rules, startedAt, settings, scanned, project, active, ran },
    ...{ findings, skipped, notices },
    hasAges: aged.ages !== undefined,
    past,
  });
  return {
    report,
    project: { ...project, files },
    tree,
    strengthOf: ran.strengthOf,
    facts: scanned.facts,
    isAssumed,
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
