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
import type { Member, MemberBody, MemberHead, RunFile, Task, TaskResult } from '../model.ts';
import { byText, filesOfTeams, pathsOf } from '../names.ts';
import { type Fleet, isComplete, maxWorst, renderFleetJson } from '../output/fleet-json.ts';
import { renderPage } from '../output/page/page.ts';
import { renderRepository, reportFormats } from '../output/repository-reports.ts';
import { findingsHead, findingsLines, sharedHead, sharedLines } from '../output/tables.ts';
import { compareFleets, type EarlierFleet } from '../output/trend.ts';
import { type OwnersOf, teamsOfTopics } from '../owners.ts';
import type { RunDirectory } from '../run-directory.ts';
import { addCrossFindings } from './cross-findings.ts';
import { type Group, groupOccurrences, type Occurrence } from './groups.ts';
import { createSharedIds } from './shared-ids.ts';
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

/** Passes one and two. */
function findGroups(run: RunDirectory, tasks: readonly Task[]): readonly Group[] {
  const ids = createSharedIds();
  let number = 0;
  for (const { id } of tasks) {
    for (const member of readHead(run, id)) {
      for (const value of member.values) for (const one of value.ids) ids.add(one, number);
      number++;
    }
  }
  const shared = ids.find();
  if (shared.size === 0) return [];
  const occurrences: Occurrence[] = [];
  for (const { id } of tasks) {
    for (const { name, values } of readHead(run, id)) {
      for (const record of values) {
        // All ids of a value that shares one: they lead to the others that are the same.
        if (record.ids.some((one) => shared.has(one)))
          occurrences.push({ repository: name, record });
      }
    }
  }
  return groupOccurrences(occurrences);
}

function readHead(run: RunDirectory, task: string): readonly MemberHead[] {
  const head = run.readHead(task);
  if (head) return head.members;
  throw damaged(run, task);
}

function damaged(run: RunDirectory, task: string): UserError {
  run.dropResult(task);
  return new UserError(`the result ${task} is damaged, and was removed.`, {
    hint: `keylint fleet work --out ${run.path} does it again; then merge.`,
  });
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
    const described = describe(results.read(task.id, member.name), {
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

function groupsByRepository(groups: readonly Group[]): ReadonlyMap<string, readonly Group[]> {
  const found = new Map<string, Group[]>();
  for (const group of groups) {
    for (const name of new Set(group.occurrences.map(({ repository }) => repository))) {
      const known = found.get(name);
      if (known) known.push(group);
      else found.set(name, [group]);
    }
  }
  return found;
}

/** Members of a fork network lie in one result: the last one is kept. */
function createReader(run: RunDirectory) {
  let last: { readonly task: string; readonly result: TaskResult } | undefined;
  return {
    read(task: string, name: string): Read {
      if (last?.task !== task) {
        const result = run.readResult(task);
        if (!result) throw damaged(run, task);
        last = { task, result };
      }
      const head = last.result.head.members.find((member) => member.name === name);
      const body = last.result.bodies.find((member) => member.name === name);
      if (!head || !body) throw damaged(run, task);
      return { head, body };
    },
  };
}

interface Read {
  readonly head: MemberHead;
  readonly body: MemberBody;
}

interface Describing extends Pick<Described, 'member' | 'reportPath' | 'groups'> {
  readonly owners: OwnersOf | undefined;
  readonly rules: readonly string[] | undefined;
}

function describe({ head, body }: Read, { owners, rules, ...about }: Describing): Described {
  const isWanted = ({ id }: { readonly id: string }): boolean => rules?.includes(id) ?? true;
  return {
    ...about,
    body,
    commit: head.commit,
    report: addCrossFindings(body.report, about.member.name, about.groups, isWanted),
    teamsOf: teamsOfMember(about.member, body, owners),
  };
}

/** Who is asked first: the company's own list, then the repository, then its topics. */
function teamsOfMember(
  member: Member,
  body: MemberBody | undefined,
  owners: OwnersOf | undefined,
): Described['teamsOf'] {
  const listed = owners?.(member.name) ?? [];
  const topics = teamsOfTopics(member.topics ?? []);
  const base = body?.owners ?? [];
  const anywhere = [...new Set(Object.values(body?.ownersByPath ?? {}).flat())].sort(byText);
  return (path) => {
    if (listed.length > 0) return listed;
    const own = path === undefined ? [] : (body?.ownersByPath[path] ?? base);
    if (own.length > 0) return own;
    if (base.length > 0) return base;
    if (topics.length > 0) return topics;
    return path === undefined ? anywhere : [];
  };
}

export { isComplete };
