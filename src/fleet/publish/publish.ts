// Tells the repositories of a run what was found in them: an issue each, or SARIF for code scanning. Nothing is sent
// unless it was asked for, nothing twice, and nothing to a repository that everybody can read.
import type { GithubClient } from '../../github/client.ts';
import { type OwnAuthor, ownAuthor } from '../../github/own-author.ts';
import { type Clock, describeRefusal, refusalOf, statusOf } from '../../github/patience.ts';
import { awaitSarif, sendSarif } from '../../github/sarif-upload.ts';
import { UserError } from '../../model/errors.ts';
import type { Finding, Severity } from '../../model/finding.ts';
import type { RuleSummary } from '../../model/report.ts';
import { count, countRanks, ranks } from '../../report/findings.ts';
import type { RunFile, Task } from '../model.ts';
import type { OwnersOf } from '../owners.ts';
import type { RunDirectory } from '../run-directory.ts';
import { type Candidate, candidatesOf } from './candidates.ts';
import { type HostedName, planIssue, sendIssue } from './issues.ts';
import { type Journal, openJournal, type PublishKind } from './journal.ts';
import { createPace, type Pace } from './pace.ts';

export interface PublishJob {
  readonly run: RunDirectory;
  readonly file: RunFile;
  readonly tasks: readonly Task[];
  /** All of this build. */
  readonly rules: readonly RuleSummary[];
  readonly owners: OwnersOf | undefined;
  readonly kind: PublishKind;
  /** Nothing less severe is published. */
  readonly floor: Severity;
  /** False: only what would be done is said. */
  readonly sends: boolean;
  readonly clock: Clock;
  /** A client whose token is for the repositories of `owner`. */
  connect(owner: string): Promise<GithubClient>;
  said(step: Step): void;
}

/** What became of one repository. */
export interface Step {
  readonly repository: string;
  /** `left`: for a reason that is no failure. */
  readonly kind: 'open' | 'update' | 'close' | 'upload' | 'known' | 'left' | 'failed';
  /** What of it, or why. */
  readonly detail: string;
}

/** Uploads that GitHub may still be reading when the next one is sent. */
const mostPending = 20;

interface Shift {
  readonly job: PublishJob;
  readonly journal: Journal;
  readonly pace: Pace;
  readonly clients: Map<string, Promise<Connection>>;
  readonly pending: (() => Promise<void>)[];
}

interface Connection {
  readonly client: GithubClient;
  readonly author: OwnAuthor | undefined;
}

/** One repository after the other: that is how GitHub wants to be written to. */
export async function publish(job: PublishJob): Promise<void> {
  const journal = openJournal(job.run.path, job.kind);
  const shift: Shift = {
    job,
    journal,
    pace: createPace(job.clock, journal.notifications()),
    clients: new Map(),
    pending: [],
  };
  for (const candidate of candidatesOf(job)) {
    if ('reason' in candidate) {
      job.said({ repository: candidate.name, kind: 'left', detail: candidate.reason });
      continue;
    }
    await tell(candidate, shift);
    if (shift.pending.length >= mostPending) await shift.pending.shift()?.();
  }
  for (const settle of shift.pending) await settle();
}

async function tell(candidate: Candidate, shift: Shift): Promise<void> {
  const { job, journal } = shift;
  const say = (kind: Step['kind'], detail: string): void =>
    job.said({ repository: candidate.name, kind, detail });
  if (journal.has(candidate.name, candidate.content)) {
    say('known', 'said before');
    return;
  }
  try {
    const connection = await connectionFor(candidate.owner, shift);
    const found = await look(connection.client, candidate, job.kind);
    if ('reason' in found) say('left', found.reason);
    else if (job.kind === 'issues') await tellByIssue(candidate, { found, connection, say }, shift);
    else await tellBySarif(candidate, { found, connection, say }, shift);
  } catch (error) {
    say('failed', reasonOf(error, job.kind));
  }
}

interface Telling {
  readonly found: Found;
  readonly connection: Connection;
  say(kind: Step['kind'], detail: string): void;
}

async function tellByIssue(
  { name, content, described, findings }: Candidate,
  { found, connection: { client, author }, say }: Telling,
  { job, journal, pace }: Shift,
): Promise<void> {
  if (!author) return;
  const step = await planIssue(client, found.at, { author, described, findings });
  const note = (notified: boolean): void =>
    journal.note({ repository: name, content, notified, at: job.clock.now() });
  if (step.kind === 'none') {
    if (job.sends) note(false);
    say('known', 'nothing new');
    return;
  }
  const detail = step.kind === 'close' ? 'nothing is left of it' : describe(step.findings);
  if (job.sends) {
    await pace.next(true);
    await sendIssue(client, found.at, step);
    note(true);
  }
  say(step.kind, step.kind === 'open' ? detail : `#${step.number}: ${detail}`);
}

async function tellBySarif(
  { name, content, described: { commit }, findings }: Candidate,
  { found, connection: { client }, say }: Telling,
  { job, journal, pace, pending }: Shift,
): Promise<void> {
  if (!commit) return;
  const detail = describe(findings);
  if (!job.sends) {
    say('upload', detail);
    return;
  }
  const run = { ...found.at, sha: commit.id, ref: found.ref };
  await pace.next(false);
  const id = await sendSarif({ client, run, sarif: content });
  pending.push(async () => {
    try {
      const result = await awaitSarif({ client, run, clock: job.clock }, id);
      if (result.status === 'failed') {
        say('failed', 'code scanning could not read the SARIF');
        return;
      }
      journal.note({ repository: name, content, notified: false, at: job.clock.now() });
      say('upload', detail);
    } catch (error) {
      say('failed', reasonOf(error, job.kind));
    }
  });
}

interface Found {
  readonly at: HostedName;
  readonly ref: string;
}

/** What the repository is today: it may be public by now, or have another name. */
async function look(
  client: GithubClient,
  { owner, repo }: Candidate,
  kind: PublishKind,
): Promise<Found | { readonly reason: string }> {
  const { data } = await client.rest.repos.get({ owner, repo });
  // Whatever does not say that it is private is not.
  if (data.private !== true || data.visibility === 'public')
    return { reason: 'everybody can read it' };
  if (data.archived) return { reason: 'it is archived, and takes nothing' };
  if (kind === 'issues' && !data.has_issues) return { reason: 'it has no issues' };
  const at = { owner: data.owner.login, repo: data.name };
  return { at, ref: `refs/heads/${data.default_branch}` };
}

function connectionFor(owner: string, { clients, job }: Shift): Promise<Connection> {
  const known = clients.get(owner);
  if (known) return known;
  const connection = (async (): Promise<Connection> => {
    const client = await job.connect(owner);
    return { client, author: job.kind === 'issues' ? await ownAuthor(client) : undefined };
  })();
  clients.set(owner, connection);
  return connection;
}

/** `2 critical, 1 high`. */
function describe(findings: readonly Finding[]): string {
  const counts = countRanks(findings);
  const words = ranks.flatMap((rank) => (counts[rank] > 0 ? [`${counts[rank]} ${rank}`] : []));
  return words.length === 0 ? count(0, 'finding') : words.join(', ');
}

/** What one repository refuses is said of it; what the next one would refuse as well ends it all. */
function reasonOf(error: unknown, kind: PublishKind): string {
  const status = statusOf(error);
  if (status === undefined) throw error;
  if (status === 401) {
    throw new UserError('GitHub does not take the token.', {
      hint: 'It is read from GITHUB_TOKEN, or from the variable that --token-env names.',
    });
  }
  const refusal = refusalOf(error);
  if (kind === 'sarif' && (refusal === 'read-only' || refusal === 'missing')) {
    return `${describeRefusal(error)}: it lacks security_events, or code scanning is off there`;
  }
  return describeRefusal(error);
}
