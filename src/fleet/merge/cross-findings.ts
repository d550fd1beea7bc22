// What the other repositories add to the report of one: findings about secrets that are shared, and the state of those
// that git remembers and that live elsewhere.

import { createFingerprints } from '../../engine/fingerprint.ts';
import { compareFindings } from '../../engine/run-rules.ts';
import type { Finding } from '../../model/finding.ts';
import type { Report, RuleSummary } from '../../model/report.ts';
import { summarizeRule } from '../../model/rule.ts';
import { countFindings } from '../../model/summary.ts';
import type { ValueRecord } from '../model.ts';
import { byText } from '../names.ts';
import {
  fleetRules,
  removedSecretInUse,
  sharedAcrossServices,
  testSecretInProduction,
} from '../rules.ts';
import { type Group, type Occurrence, repositoriesOf } from './groups.ts';

/** More repositories than these are counted. */
const maxNamed = 5;

/**
 * How other repositories are spoken of: by name and place, or by how many they are, where whoever reads of one may not
 * know of the others.
 */
export type Naming = 'named' | 'counted';

export interface Telling {
  isWanted(rule: RuleSummary): boolean;
  readonly naming?: Naming | undefined;
}

/** The report of `repository`, whose rules are sorted by id, with what `groups` (those that it is in) say of it. */
export function addCrossFindings(
  report: Report,
  repository: string,
  groups: readonly Group[],
  { isWanted, naming = 'named' }: Telling,
): Report {
  const isOwn = (occurrence: Occurrence): boolean => occurrence.repository === repository;
  const found = groups.flatMap((group) =>
    onePerSecret(group.production.filter(isOwn)).flatMap(({ record }) =>
      speak(group, { repository, naming }, record).filter(({ rule }) => isWanted(rule)),
    ),
  );
  const named = new Map(
    found.map(({ finding: { secretId }, record }) => [secretId, record.secret.name]),
  );
  const ordered = found.map(({ finding }) => finding).sort(compareFindings);
  const nameOf = (id: string): string | null => named.get(id) ?? null;
  const known = report.findings.filter(({ rule }) => rule === sharedAcrossServices.id);
  // What the audit itself has found of that rule keeps its identity.
  const added = createFingerprints([...known, ...ordered], nameOf).slice(known.length);
  const elsewhere = groups.flatMap((group) =>
    group.past.filter(isOwn).map(({ record }) => ({ group, record })),
  );
  const findings = [
    ...report.findings.map((one) => asLivingElsewhere(one, elsewhere, naming)),
    ...added,
  ].sort(compareFindings);
  const said = new Set(added.map(({ rule }) => rule));
  const missing = [sharedAcrossServices, ...fleetRules].filter(
    ({ id }) => said.has(id) && !report.rules.some((rule) => rule.id === id),
  );
  // Where none is missing the list stays the very list: what reporters make of it they make once.
  const rules =
    missing.length === 0
      ? report.rules
      : [...report.rules, ...missing.map(summarizeRule)].sort((a, b) => byText(a.id, b.id));
  return {
    ...report,
    findings,
    summary: { ...report.summary, ...countFindings(findings) },
    rules,
  };
}

interface Spoken {
  readonly rule: RuleSummary;
  readonly finding: Finding;
  readonly record: ValueRecord;
}

/** A secret that several files of a repository set is told of once. */
function onePerSecret(occurrences: readonly Occurrence[]): Occurrence[] {
  const seen = new Set<string>();
  return occurrences.filter(({ record: { secretId } }) => {
    if (seen.has(secretId)) return false;
    seen.add(secretId);
    return true;
  });
}

function speak(
  group: Group,
  { repository, naming }: { readonly repository: string; readonly naming: Naming },
  record: ValueRecord,
): Spoken[] {
  const list = (all: readonly Occurrence[]): string => listPlaces(all, naming);
  const others = (all: readonly Occurrence[]): Occurrence[] =>
    all.filter((one) => one.repository !== repository);
  const [running, tests, past] = [group.production, group.tests, group.past].map(others);
  const { label } = record;
  const subject =
    record.secret.name === null ? label.charAt(0).toUpperCase() + label.slice(1) : label;
  const say = (rule: RuleSummary, message: string): Spoken => ({
    rule,
    record,
    finding: toFinding(rule, record, `${message} (${group.number})`),
  });
  return [
    ...(group.kinds.includes('shared') && running && running.length > 0
      ? [say(sharedAcrossServices, `${subject} has the same value in ${list(running)}`)]
      : []),
    ...(group.kinds.includes('test-in-production') && tests && tests.length > 0
      ? [say(testSecretInProduction, `${subject} is what tests of ${list(tests)} run with`)]
      : []),
    ...(group.kinds.includes('removed-in-use') && past && past.length > 0
      ? [say(removedSecretInUse, `${subject} was removed from ${list(past)}, and is in use here`)]
      : []),
  ];
}

function toFinding(rule: RuleSummary, record: ValueRecord, message: string): Finding {
  return {
    ...record.at,
    rule: rule.id,
    severity: rule.severity,
    level: 'error',
    confidence: record.confidence,
    context: record.context,
    message,
    secret: record.secret,
    secretId: record.secretId,
    related: [],
    fix: null,
    fingerprint: '',
  };
}

/** `github.com/acme/api (.env.production:3), github.com/acme/web (.env:1) and 3 more repositories`, or how many. */
export function listPlaces(occurrences: readonly Occurrence[], naming: Naming): string {
  const names = repositoriesOf(occurrences);
  if (naming === 'counted')
    return names.length === 1 ? 'another repository' : `${names.length} other repositories`;
  const named = names.slice(0, maxNamed).map((name) => {
    const first = occurrences.find(({ repository }) => repository === name);
    return first ? `${name} (${first.record.at.path}:${first.record.at.line})` : name;
  });
  const more = names.length - named.length;
  if (more > 0)
    return `${named.join(', ')} and ${more} more ${more === 1 ? 'repository' : 'repositories'}`;
  return named.length < 2
    ? named.join('')
    : `${named.slice(0, -1).join(', ')} and ${named.at(-1) ?? ''}`;
}

/** What is gone here and signs there was not removed: it has the state that another branch would give it. */
function asLivingElsewhere(
  finding: Finding,
  elsewhere: readonly { readonly group: Group; readonly record: ValueRecord }[],
  naming: Naming,
): Finding {
  const { history } = finding;
  if (!history || history.state === 'live') return finding;
  const found = elsewhere.find(
    ({ record }) =>
      record.secretId === finding.secretId &&
      record.at.path === finding.path &&
      record.at.start === finding.start,
  );
  if (!found?.group.kinds.includes('removed-in-use')) return finding;
  return {
    ...finding,
    severity: 'high',
    level: finding.context === 'production' ? 'error' : finding.level,
    message: `${finding.message}; ${listPlaces(found.group.production, naming)} still ${repositoriesOf(found.group.production).length === 1 ? 'runs' : 'run'} with it (${found.group.number})`,
    history: { ...history, state: 'live-elsewhere' },
  };
}
