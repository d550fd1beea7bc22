// One repository of a task, from its commit to the two parts of a result. Runs in a child process: the only place of a
// fleet that ever holds a secret or the key.
import { hostedLink, readSource } from '../input/audited-source.ts';
import { factsOfCommit, openRepositoryAt } from '../input/revision.ts';
import { decodeText } from '../model/decode.ts';
import { UserError } from '../model/errors.ts';
import type { SecretSummary } from '../model/finding.ts';
import type { PastValue } from '../model/history.ts';
import { isLive, isThrowAway } from '../model/problem.ts';
import type { Notice, Report } from '../model/report.ts';
import type { Secret, SecretValue } from '../model/secret.ts';
import { collectSecretRanges, takeInventory } from '../report/from-project.ts';
import { createLineHashes } from '../report/line-hash.ts';
import type { AuditOptions, AuditRun } from '../run.ts';
import { fingerprintsOf } from './fingerprints.ts';
import type {
  FleetOptions,
  KeptReport,
  Member,
  MemberBody,
  MemberHead,
  ValueRecord,
  ValueRole,
} from './model.ts';
import { byText } from './names.ts';
import { type OwnersOf, readCodeOwners } from './owners.ts';

/** Settings that apply to a repository, and what is to be said of them. */
export interface MemberSettings extends Pick<AuditOptions, 'settings' | 'settingsDirectory'> {
  /** Why the repository's own do not count. */
  readonly problem?: string;
}

export interface MemberJob {
  readonly member: Member;
  /** A directory that git reads, and the commit in it. */
  readonly directory: string;
  readonly rev: string;
  readonly options: FleetOptions;
  readonly key: Uint8Array;
  readonly version: string;
  /** The pipeline; handed in, so that this layer stays beside it. */
  audit(options: AuditOptions): Promise<AuditRun>;
  settingsOf(directory: string, rev: string): Promise<MemberSettings>;
}

export interface AuditedMember {
  readonly head: MemberHead;
  readonly body: MemberBody;
}

/** Audits one repository. Rejects with a UserError where it cannot be read at all. */
export async function auditMember(job: MemberJob): Promise<AuditedMember> {
  const { directory } = job;
  const { git } = openRepositoryAt(directory);
  const facts = factsOfCommit(git, job.rev);
  if (!facts) {
    const commit = git.run(['rev-parse', '--verify', '--quiet', `${job.rev}^{commit}`]);
    if (!commit.ok) {
      if (commit.problem === 'failed' && hasNoCommit(job)) return emptyMember(job);
      throw new UserError(`git cannot read its commit ${job.rev}: ${commit.detail}`);
    }
  }
  // Where a clone is fetched into meanwhile, all looks at the same commit.
  const rev = facts?.id ?? job.rev;
  const { problem, ...settings } = await job.settingsOf(directory, rev);
  const run = await job.audit({ ...auditOptionsOf(job, rev), ...settings });
  try {
    return describeRun(run, job, problem);
  } finally {
    run.tree.close?.();
  }
}

/** A repository that was made and never committed to: nothing is wrong with it. */
function hasNoCommit({ directory }: MemberJob): boolean {
  const { git } = openRepositoryAt(directory);
  const refs = git.run(['for-each-ref', '--count=1', '--format=x', 'refs/heads', 'refs/net']);
  return refs.ok && refs.stdout.length === 0;
}

function auditOptionsOf({ directory, options }: MemberJob, rev: string): AuditOptions {
  return {
    cwd: directory,
    scope: { kind: 'commit', rev },
    strict: options.strict,
    minConfidence: options.minConfidence,
    ...(options.history && { history: 'wanted' as const }),
    // Others are audited beside it.
    threads: 1,
    ...(options.historySince !== undefined && { historySince: options.historySince }),
    ...(options.rules && { onlyRules: options.rules }),
    // Ages count up to a day, and a fleet is to say the same tomorrow.
    maxAge: null,
  };
}

function describeRun(run: AuditRun, job: MemberJob, problem: string | undefined): AuditedMember {
  const { member } = job;
  const { root, commit } = run.tree;
  const source = readSource(root, commit);
  const { git } = openRepositoryAt(job.directory);
  const owners: OwnersOf = commit ? readCodeOwners(git, commit) : () => [];
  const link = linkOf(member, source?.remotes ?? []);
  const report = withNotice(run.report, problem);
  const base = owners('README.md');
  return {
    head: {
      name: member.name,
      commit: source ? { id: source.commit, date: source.date } : null,
      values: recordValues(run, job),
    },
    body: {
      name: member.name,
      report: toKept(report),
      inventory: takeInventory(run.project, run.strengthOf),
      lineHashes: lineHashesOf(run),
      ...(link !== undefined && { link }),
      owners: base,
      ownersByPath: ownersOfPaths(report, owners, base),
    },
  };
}

function toKept(report: Report): KeptReport {
  return { ...report, rules: report.rules.map(({ id }) => id), elapsedMs: 0 };
}

function withNotice(report: Report, problem: string | undefined): Report {
  if (problem === undefined) return report;
  const message = `the settings of the repository do not count: ${problem}`;
  const notice: Notice = { kind: 'warning', message };
  return { ...report, notices: [...report.notices, notice] };
}

function linkOf({ name, location }: Member, remotes: readonly string[]): string | undefined {
  if (location.kind === 'remote') return hostedLink([location.url]);
  return hostedLink([...remotes, ...(name.startsWith('local/') ? [] : [`https://${name}`])]);
}

function ownersOfPaths(
  { findings }: Report,
  owners: OwnersOf,
  base: readonly string[],
): MemberBody['ownersByPath'] {
  const paths = [...new Set(findings.map(({ path }) => path))].sort(byText);
  const own = paths.map((path) => [path, owners(path)] as const);
  return Object.fromEntries(own.filter(([, names]) => names.join(' ') !== base.join(' ')));
}

/** Only lines that a finding is on: what SARIF needs, and nothing of any line that holds a value. */
function lineHashesOf(run: AuditRun): MemberBody['lineHashes'] {
  const ranges = collectSecretRanges(run.project);
  const byPath = new Map<string, Set<number>>();
  for (const { path, line, history } of run.report.findings) {
    if (history?.place === 'introduced') continue;
    byPath.set(path, (byPath.get(path) ?? new Set()).add(line));
  }
  const entries = [...byPath].flatMap(([path, lines]) => {
    const read = run.tree.read(path);
    const decoded = 'bytes' in read ? decodeText(read.bytes) : undefined;
    if (!decoded || !('text' in decoded)) return [];
    const text = (decoded.hasBom ? '\ufeff' : '') + decoded.text;
    const hashOf = createLineHashes(text, { secrets: ranges.get(path) ?? [] });
    const hashes = [...lines].flatMap((line) => {
      const hash = hashOf(line);
      return hash === undefined ? [] : [[String(line), hash] as const];
    });
    return [[path, Object.fromEntries(hashes)] as const];
  });
  return Object.fromEntries(entries);
}

/** Values that somebody could run with, and those that git remembers; in order of place. */
function recordValues(run: AuditRun, { key, options }: MemberJob): ValueRecord[] {
  const { project } = run;
  const isSure = ({ confidence }: Secret): boolean =>
    confidence !== 'low' || options.minConfidence === 'low';
  const now = project.secrets.filter(isSure).flatMap((secret) =>
    secret.values.flatMap((value): ValueRecord[] => {
      const role = isLive(value) ? roleOf(secret, value, run) : undefined;
      return role ? [recordOf({ secret, value, at: value.at }, role, run, key)] : [];
    }),
  );
  const past = (project.history?.values ?? []).flatMap((one): ValueRecord[] =>
    one.story.state === 'live' || !one.value.text
      ? []
      : [{ ...recordOf(one, 'past', run, key), state: one.story.state }],
  );
  return [...now, ...past].sort(
    (a, b) => byText(a.at.path, b.at.path) || a.at.start - b.at.start || byText(a.role, b.role),
  );
}

function roleOf(secret: Secret, value: SecretValue, run: AuditRun): ValueRole | undefined {
  const { context } = value.file;
  if (context === 'vendored' || context === 'generated') return undefined;
  const isForTests =
    context !== 'production' ||
    value.environment === 'test' ||
    isThrowAway(value, run.strengthOf(secret, value));
  return isForTests ? 'test' : 'production';
}

function recordOf(
  { secret, value, at }: Pick<PastValue, 'secret' | 'value' | 'at'>,
  role: ValueRole,
  run: AuditRun,
  key: Uint8Array,
): ValueRecord {
  const { path, start, end, line, column, endLine, endColumn } = at;
  return {
    ids: fingerprintsOf(value.text ?? '', key),
    role,
    secretId: secret.id,
    label: secret.label,
    at: { path, start, end, line, column, endLine, endColumn },
    context: value.file.context,
    confidence: secret.confidence,
    secret: summarize(secret, value, run),
  };
}

function summarize(secret: Secret, value: SecretValue, run: AuditRun): SecretSummary {
  const strength = run.strengthOf(secret, value);
  return {
    name: secret.name,
    environment: value.environment,
    purpose: secret.purpose,
    algorithm: secret.algorithm,
    algorithmIsAssumed: secret.algorithmIsAssumed,
    encoding: value.encoding,
    bytes: strength ? Math.round(strength.bytes) : null,
    requiredBytes: secret.requiredBytes,
    capacityBits: strength ? Math.round(strength.capacityBits) : null,
    bits: strength ? Math.round(strength.bits) : null,
    reason: strength?.reason ?? null,
    crackSeconds: strength?.crackSeconds ?? null,
  };
}

function emptyMember({ member, version }: MemberJob): AuditedMember {
  const message = 'the repository has no commit yet';
  return withoutReport(member, version, { kind: 'warning', message });
}

/** A member of a network that could not be audited, for a reason that is for people. */
export function failedMember(member: Member, version: string, reason: string): AuditedMember {
  const { head, body } = withoutReport(member, version, { kind: 'error', message: reason });
  return { head: { ...head, failed: reason }, body };
}

function withoutReport(member: Member, version: string, notice: Notice): AuditedMember {
  const report: KeptReport = {
    version: 1,
    tool: { name: 'keylint', version },
    complete: true,
    summary: {
      files: { listed: 0, scanned: 0, parsed: 0, skipped: 0 },
      bytes: 0,
      secrets: 0,
      findings: { critical: 0, high: 0, medium: 0, low: 0, note: 0 },
      suppressed: 0,
      accepted: 0,
      unread: {},
    },
    coverage: { ignored: 0, rules: { ran: 0, known: 0 }, switchedOff: 0, asymmetric: [] },
    findings: [],
    skipped: [],
    notices: [notice],
    rules: [],
    elapsedMs: 0,
  };
  return {
    head: { name: member.name, commit: null, values: [] },
    body: {
      name: member.name,
      report,
      inventory: [],
      lineHashes: {},
      owners: [],
      ownersByPath: {},
    },
  };
}
