// From the results of a run to its reports, in three passes over the results, each of them one result at a time: which
// fingerprints are shared, who shares them, and the reports.
import { join } from 'node:path';
import { UserError } from '../../model/errors.ts';
import type { Severity } from '../../model/finding.ts';
import { severities } from '../../model/finding.ts';
import { count } from '../../report/findings.ts';
import {
  openStream,
  putFile,
  removeDirectory,
  renameDirectory,
} from '../../write/own-directory.ts';
import type { RunFile, Task } from '../model.ts';
import { byText, filesOfTeams, pathsOf } from '../names.ts';
import { type Fleet, isComplete, maxWorst, renderFleetJson } from '../output/fleet-json.ts';
import { renderPage } from '../output/page/page.ts';
import { renderRepository, reportFormats } from '../output/repository-reports.ts';
import { findingsHead, findingsLines, sharedHead, sharedLines } from '../output/tables.ts';
import { compareFleets, type EarlierFleet } from '../output/trend.ts';
import type { OwnersOf } from '../owners.ts';
import type { RunDirectory } from '../run-directory.ts';
import {
  createReader,
  describe,
  findGroups,
  groupsByRepository,
  teamsOfMember,
} from './describe.ts';
import type { Group } from './groups.ts';
import { finishStripping, stripFingerprints } from './strip.ts';
import {
  type Described,
  failedRow,
  type RepositoryRow,
  toRow,
  toShared,
  toTeams,
  worstOf,
} from './summary.ts';
import { createWorstList, type WorstList } from './worst-list.ts';

export interface MergeJob {
  readonly run: RunDirectory;
  readonly file: RunFile;
  readonly tasks: readonly Task[];
  /** Owners of repositories by their names, where the company keeps a list. */
  readonly owners?: OwnersOf | undefined;
  readonly earlier?: EarlierFleet | undefined;
  /** The key is kept elsewhere: fingerprints stay, to be compared with those of other runs. */
  readonly keepsFingerprints: boolean;
  /** Merges what is there; neither fingerprints nor key go. */
  readonly isPartial: boolean;
  onProgress?(done: number, of: number): void;
}

export interface Merged {
  readonly fleet: Fleet;
  /** Absolute path of the directory with the reports. */
  readonly out: string;
  /** The worst that counts. */
  readonly worst: Severity | null;
}

/** Writes all reports, then forgets what made it possible to compare. */
export function mergeRun(job: MergeJob): Merged {
  const { run, tasks } = job;
  finishStripping(run, tasks);
  const done = run.doneTasks();
  refuseOpenTasks(job, done);
  const ready = tasks.filter(({ id }) => done.has(id));
  const groups = findGroups(run, ready);
  const out = join(run.path, 'out');
  const fresh = join(run.path, 'out.new');
  removeDirectory(fresh);
  const fleet = writeReports(job, { ready, groups, to: fresh });
  removeDirectory(out);
  renameDirectory(fresh, out);
  if (!job.isPartial && !job.keepsFingerprints) stripFingerprints(run, ready, groups);
  return { fleet, out, worst: worstRank(fleet) };
}

function worstRank({ repositories }: Fleet): Severity | null {
  return severities.find((rank) => repositories.some(({ findings }) => findings[rank] > 0)) ?? null;
}

/** What has neither a result nor a reason was not tried: a report without it would be taken for a whole one. */
function refuseOpenTasks({ run, tasks, isPartial }: MergeJob, done: ReadonlySet<string>): void {
  const open = tasks.filter(({ id }) => !done.has(id) && run.readFailure(id) === undefined);
  if (open.length === 0 || isPartial) return;
  throw new UserError(
    `${count(open.length, 'task')} of ${tasks.length} ${open.length === 1 ? 'is' : 'are'} not done.`,
    {
      hint: `keylint fleet work --out ${run.path} goes on with the run; --partial merges what is there.`,
    },
  );
}

interface Reporting {
  readonly ready: readonly Task[];
  readonly groups: readonly Group[];
  /** Directory that does not exist yet. */
  readonly to: string;
}

/** Pass three. */
function writeReports(job: MergeJob, { ready, groups, to }: Reporting): Fleet {
  const { run, file, tasks } = job;
  const at = (...parts: readonly string[]): string => join(to, ...parts);
  const byRepository = groupsByRepository(groups);
  const members = tasks.flatMap((task) => task.members.map((member) => ({ member, task })));
  members.sort((a, b) => byText(a.member.name, b.member.name));
  const paths = pathsOf(members.map(({ member }) => member.name));
  const isReady = new Set(ready.map(({ id }) => id));
  const results = createReader(run);
  const rows: RepositoryRow[] = [];
  const worst = createWorstList(maxWorst);
  const owners = new Map<string, Described['teamsOf']>();
  const findings = openStream(at('findings.csv'));
  findings.write(findingsHead);
  for (const { member, task } of members) {
    if (!isReady.has(task.id)) {
      const reason = run.readFailure(task.id)?.reason ?? 'it was not audited yet';
      rows.push(failedRow(member, reason, teamsOfMember(member, undefined, job.owners)()));
      continue;
    }
    const read = results.read(task.id, member.name);
    if (read.head.failed !== undefined) {
      rows.push(
        failedRow(member, read.head.failed, teamsOfMember(member, undefined, job.owners)()),
      );
      continue;
    }
    const described = describe(read, {
      member,
      reportPath: paths.get(member.name) ?? member.name,
      groups: byRepository.get(member.name) ?? [],
      owners: job.owners,
      rules: file.options.rules,
    });
    if (described.groups.length > 0) owners.set(member.name, described.teamsOf);
    rows.push(toRow(described));
    for (const one of worstOf(described)) worst.add(one);
    findings.write(findingsLines(described));
    for (const format of reportFormats) {
      put(at('repos', `${described.reportPath}.${format}`), renderRepository(described, format));
    }
    job.onProgress?.(rows.length, members.length);
  }
  findings.finish();
  const teamsAt = (repository: string, path: string) => owners.get(repository)?.(path) ?? [];
  const shared = groups.map((group) => toShared(group, teamsAt));
  const table = openStream(at('shared.csv'));
  table.write(sharedHead);
  for (const row of shared) table.write(sharedLines(row));
  table.finish();
  const fleet: Fleet = {
    version: file.keylint,
    repositories: rows,
    teams: toTeams(rows),
    shared,
    worst: worst.all(),
    worstCount: worst.count(),
    trend: job.earlier && compareFleets(rows, job.earlier),
  };
  const json = openStream(at('fleet.json'));
  for (const piece of renderFleetJson(fleet)) json.write(piece);
  json.finish();
  put(at('index.html'), renderPage(fleet));
  writeTeams(fleet, worst, at('teams'));
  return fleet;
}

/** A page a team, of its repositories alone. */
function writeTeams(fleet: Fleet, worst: WorstList, to: string): void {
  const files = filesOfTeams(fleet.teams.map(({ name }) => name));
  for (const { name } of fleet.teams) {
    const isOwn = ({ teams }: { readonly teams: readonly string[] }): boolean =>
      name === '' ? teams.length === 0 : teams.includes(name);
    const own = worst.ofTeam(name);
    const repositories = fleet.repositories.filter(isOwn);
    const names = new Set(repositories.map((row) => row.name));
    const page = renderPage(
      {
        ...fleet,
        repositories,
        teams: [],
        worst: own.all(),
        worstCount: own.count(),
        shared: fleet.shared.filter((row) => row.repositories.some((one) => names.has(one))),
        trend: undefined,
      },
      { team: name || 'no owner' },
    );
    put(join(to, `${files.get(name) ?? 'team'}.html`), page);
  }
}

function put(path: string, text: string): void {
  putFile(path, new TextEncoder().encode(text), { isDurable: false });
}

export { isComplete };
