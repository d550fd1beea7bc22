// Runs the rules it is handed over a linked project and turns what they say into findings: level, confidence,
// fingerprint, order. Knows no rule by name.

import type {
  Confidence,
  Finding,
  Level,
  RelatedPlace,
  SecretSummary,
  Severity,
} from '../model/finding.ts';
import { comparePlaces, type Place } from '../model/place.ts';
import { heldAs, isThrowAway } from '../model/problem.ts';
import type { Notice } from '../model/report.ts';
import { fixOf, type Problem, type ProjectSubject, type Rule } from '../model/rule.ts';
import type { Project, Secret, SecretValue } from '../model/secret.ts';
import type { Context } from '../model/source.ts';
import type { AssessOptions, Strength } from '../model/strength.ts';
import { createFingerprints } from './fingerprint.ts';
import { createRater, type Rater } from './rater.ts';

export interface RunRulesOptions {
  readonly project: Project;
  readonly rules: readonly Rule[];
  /** The rating function; handed in so that the engine stays free of it. */
  assess(text: string, options: AssessOptions): Strength;
  /** More of what a rating should know: project names, known values. */
  readonly assessOptions: Pick<AssessOptions, 'projectNames' | 'knownSecrets'>;
  /** What the settings say of a rule for a path: its severity there, or `off`. */
  severityFor(rule: Rule, path: string): Severity | 'off' | 'as-found';
  /** Findings in tests, examples and docs count like the others. */
  readonly strict: boolean;
  /** The least confidence that is reported. */
  readonly minConfidence: Confidence;
  /** Whether anybody is told of what is found by looking at a secret alone; default: always. */
  mayTell?(secret: Secret): boolean;
}

export interface RunRulesResult {
  /** The ratings of the run, shared with reports that list all secrets. */
  readonly strengthOf: Rater;
  /** Sorted by path, line, column, rule. */
  readonly findings: readonly Finding[];
  /** Where rules found something and the settings have them off. */
  readonly off: readonly { readonly ruleId: string; readonly at: Place }[];
  /** Rules that threw: our bug, and the audit is not complete. */
  readonly notices: readonly Notice[];
}

/** Runs every rule; one that throws is named and the others go on. */
export function runRules(options: RunRulesOptions): RunRulesResult {
  const { project, rules, mayTell = () => true } = options;
  const strengthOf = createRater(options);
  const notices: Notice[] = [];
  const told = project.secrets.filter(mayTell);
  const secretsById = new Map(project.secrets.map((secret) => [secret.id, secret]));
  const contexts = new Map(project.files.map((file) => [file.path, file.context]));
  const found: { rule: Rule; problem: Problem }[] = [];
  const subject: ProjectSubject = {
    project,
    strengthOf,
    isSameText: (a, b) => a.text !== undefined && a.text !== '' && a.text === b.text,
  };
  for (const rule of rules) {
    const say = (result: Problem | readonly Problem[] | undefined): void => {
      if (!result) return;
      const problems = isList(result) ? result : [result];
      for (const problem of problems) found.push({ rule, problem });
    };
    try {
      for (const secret of rule.check ? told : []) {
        for (const value of secret.values) {
          const held = heldAs(secret, value);
          const strength = strengthOf(secret, value);
          say(withSecret(rule.check?.({ secret: held, value, strength, project }), held, value));
        }
      }
      for (const use of rule.checkUse ? project.uses : []) {
        const secrets = use.secretIds.flatMap((id) => secretsById.get(id) ?? []);
        say(rule.checkUse?.({ use, secrets, project }));
      }
      say(rule.checkAll?.(subject));
    } catch (error) {
      const what = error instanceof Error ? error.name : typeof error;
      notices.push({
        kind: 'error',
        message: `rule ${rule.id} failed (${what}): its findings are missing. This is a bug in keylint.`,
      });
    }
  }
  const findings = dedupe(
    found.flatMap(({ rule, problem }) => toFinding(rule, problem, options, strengthOf, contexts)),
  );
  const nameOf = (id: string): string | null => secretsById.get(id)?.name ?? null;
  return {
    findings: createFingerprints(findings, nameOf),
    off: placesOff(found, options),
    notices,
    strengthOf,
  };
}

function placesOff(
  found: readonly { readonly rule: Rule; readonly problem: Problem }[],
  { severityFor }: RunRulesOptions,
): RunRulesResult['off'] {
  const places = new Map<string, RunRulesResult['off'][number]>();
  for (const { rule, problem } of found) {
    const { at } = problem;
    if (severityFor(rule, at.path) !== 'off') continue;
    places.set(`${rule.id}\0${at.path}\0${at.start}`, { ruleId: rule.id, at });
  }
  return [...places.values()];
}

function isList(result: Problem | readonly Problem[]): result is readonly Problem[] {
  return Array.isArray(result);
}

/** A rule that looks at one value need not repeat which. */
function withSecret(
  result: Problem | readonly Problem[] | undefined,
  secret: Secret,
  value: SecretValue,
): readonly Problem[] | undefined {
  if (!result) return undefined;
  return (isList(result) ? result : [result]).map((problem) => ({ secret, value, ...problem }));
}

const confidenceRank: Readonly<Record<Confidence, number>> = { low: 0, medium: 1, high: 2 };

function toFinding(
  rule: Rule,
  problem: Problem,
  options: RunRulesOptions,
  strengthOf: Rater,
  contexts: ReadonlyMap<string, Context>,
): Finding[] {
  const { at, secret, value } = problem;
  const confidence = confidenceOf(rule, problem, strengthOf);
  if (confidenceRank[confidence] < confidenceRank[options.minConfidence]) return [];
  const setting = options.severityFor(rule, at.path);
  if (setting === 'off') return [];
  const found = guarded(problem.severity ?? rule.severity, value);
  const severity = setting === 'as-found' ? found : setting;
  // A guessable key in a CI job is a test key, wherever the job's file lies: a note, as in any test. So is what the
  // file itself sets for tests alone.
  const isTestKey =
    secret !== undefined &&
    value !== undefined &&
    (value.environment === 'test' || isThrowAway(value, strengthOf(secret, value)));
  const context = isTestKey ? 'test' : (problem.context ?? contexts.get(at.path) ?? 'production');
  return [
    {
      rule: rule.id,
      severity,
      level: problem.level ?? levelOf(severity, context, options.strict),
      confidence,
      context,
      path: at.path,
      start: at.start,
      end: at.end,
      line: at.line,
      column: at.column,
      endLine: at.endLine,
      endColumn: at.endColumn,
      message: problem.message,
      ...(secret ? { secret: summarize(secret, value, strengthOf), secretId: secret.id } : {}),
      related: [...(problem.related ?? []), ...guardPlaces(secret, value)],
      // The way of a key that is gone leads nowhere.
      ...(problem.story?.place === 'introduced' ? {} : flowOf(secret, value)),
      ...(problem.story && { history: problem.story }),
      fix: fixOf(rule),
      fingerprint: '',
    },
  ];
}

/** A text of this many characters that is on the list of published secrets is there as a signing secret. */
const tellingLength = 16;

/** Whatever a secret is called and whoever uses it: what is published as a signing secret is one. */
function confidenceOf(rule: Rule, problem: Problem, strengthOf: Rater): Confidence {
  const { secret, value } = problem;
  const stated = problem.confidence ?? rule.confidence;
  if (!secret) return stated;
  const isPublished =
    value !== undefined &&
    (value.text?.length ?? 0) >= tellingLength &&
    strengthOf(secret, value)?.predictable === 'known';
  return isPublished ? rule.confidence : lower(stated, secret.confidence);
}

/** What production cannot run with is worth no more than a warning. */
function guarded(severity: Severity, value: SecretValue | undefined): Severity {
  return value?.guard && (severity === 'critical' || severity === 'high') ? 'medium' : severity;
}

function guardPlaces(secret: Secret | undefined, value: SecretValue | undefined): RelatedPlace[] {
  if (!value?.guard) return [];
  const { at, against } = value.guard;
  const what = value.fallbackFor ?? value.name ?? secret?.label ?? 'it';
  return [
    {
      ...at,
      message:
        against === 'production'
          ? `keeps production from running with this value of ${what}`
          : `the program stops here before it runs with this value of ${what}`,
    },
  ];
}

/** The key's way: from the call that sets the bar, through the names, to the value. */
function flowOf(
  secret: Secret | undefined,
  value: SecretValue | undefined,
): { flow?: RelatedPlace[] } {
  const use = secret?.strictestUse;
  if (!secret || !use || !value) return {};
  const verb = use.use.role === 'verify' ? 'verifies' : 'signs';
  return {
    flow: [
      { ...use.at, message: `${verb} ${secret.algorithm} with ${secret.label}` },
      ...use.path.map((place) => ({ ...place, message: 'the key comes from here' })),
      { ...value.at, message: `${secret.label} is set here` },
    ],
  };
}

function lower(a: Confidence, b: Confidence): Confidence {
  return confidenceRank[a] <= confidenceRank[b] ? a : b;
}

function levelOf(severity: Severity, context: Context, strict: boolean): Level {
  if (context !== 'production' && !strict) return 'note';
  if (severity === 'low') return 'info';
  return severity === 'medium' ? 'warning' : 'error';
}

function summarize(
  secret: Secret,
  value: SecretValue | undefined,
  strengthOf: Rater,
): SecretSummary {
  const strength = value ? strengthOf(secret, value) : undefined;
  return {
    name: secret.name,
    environment: value?.environment ?? null,
    purpose: secret.purpose,
    algorithm: secret.algorithm,
    algorithmIsAssumed: secret.algorithmIsAssumed,
    encoding: value?.encoding ?? secret.encoding,
    bytes: strength ? Math.round(strength.bytes) : null,
    requiredBytes: secret.requiredBytes,
    capacityBits: strength ? Math.round(strength.capacityBits) : null,
    bits: strength ? Math.round(strength.bits) : null,
    reason: strength?.reason ?? null,
    crackSeconds: strength?.crackSeconds ?? null,
  };
}

/** One finding a rule and place; of several secrets at one place the first is told. */
function dedupe(findings: readonly Finding[]): Finding[] {
  const sorted = [...findings].sort(compareFindings);
  return sorted.filter((finding, position) => {
    const before = sorted[position - 1];
    // Several values of the past may have stood where one stands now.
    if (!before || finding.history) return true;
    return before.rule !== finding.rule || comparePlaces(before, finding) !== 0;
  });
}

/** Order of every report: path, line, column, rule. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) ||
    a.line - b.line ||
    a.column - b.column ||
    (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0) ||
    a.end - b.end
  );
}
