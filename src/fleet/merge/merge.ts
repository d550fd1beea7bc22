// From the results of a run to its reports, one result at a time: which fingerprints are shared, who shares them, and the
// reports; then what made it possible to compare goes.
import { join } from 'node:path';
import { UserError } from '../../model/errors.ts';
import { type Severity, severities } from '../../model/finding.ts';
import type { RuleSummary } from '../../model/report.ts';
import { count } from '../../report/findings.ts';
import { openStream, removeDirectory, renameDirectory } from '../../write/own-directory.ts';
import type { RunFile, Task } from '../model.ts';
import { byText, filesOfTeams, pathsOf } from '../names.ts';
import { type Fleet, isComplete, maxWorst, renderFleetJson } from '../output/fleet-json.ts';
import { renderPage } from '../output/page/page.ts';
import { findingsHead, sharedHead, sharedLines } from '../output/tables.ts';
import { compareFleets, type EarlierFleet } from '../output/trend.ts';
import type { OwnersOf } from '../owners.ts';
import type { RunDirectory } from '../run-directory.ts';
import { findGroups, numberTasks } from './describe.ts';
import type { Group } from './groups.ts';
import { createMergeSteps } from './merge-steps.ts';
import { type Crew, doStep, type MergeProgram } from './merge-threads.ts';
import type { ReportedMember } from './portion-reports.ts';
import { createRowKeeper } from './row-keeper.ts';
import { createSharedIds } from './shared-ids.ts';
import { toShared } from './shared-rows.ts';
import { beginStripping, endStripping, finishStripping } from './strip.ts';
import { type RepositoryRow, toTeams } from './summary.ts';
import { createWorstList, type WorstList } from './worst-list.ts';

export interface MergeJob {
  readonly run: RunDirectory;
  readonly file: RunFile;
  readonly tasks: readonly Task[];
  /** All of this build. */
  readonly rules: readonly RuleSummary[];
  /** Of threads; absent: all is done here. */
  readonly program?: MergeProgram | undefined;
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
export async function mergeRun(job: MergeJob): Promise<Merged> {
  const { run, tasks } = job;
  const { rules: wanted } = job.file.options;
  finishStripping(run, tasks);
  const ready = readyTasks(job);
  const out = join(run.path, 'out');
  const fresh = join(run.path, 'out.new');
  removeDirectory(fresh);
  const crewFor = (groups: readonly Group[]): Crew => {
    const setup = { run: run.path, to: fresh, rules: job.rules, wanted, groups };
    return { program: job.program, setup, steps: createMergeSteps(setup) };
  };
  const groups = await compareAll(run, ready, crewFor([]));
  const members = membersOf(job, ready);
  const crew = crewFor(groups);
  const fleet = await writeReports(job, { members, groups, to: fresh, crew });
  removeDirectory(out);
  renameDirectory(fresh, out);
  if (!job.isPartial && !job.keepsFingerprints) await stripAll(run, { ready, groups, crew });
  return { fleet, out, worst: worstRank(fleet) };
}

/** Which secrets several repositories hold. */
async function compareAll(
  run: RunDirectory,
  ready: readonly Task[],
  crew: Crew,
): Promise<readonly Group[]> {
  const numbered = numberTasks(ready);
  const held = createSharedIds();
  for await (const ids of doStep(crew, 'ids', numbered)) held.add(ids);
  return findGroups(run, numbered, held);
}

function worstRank({ repositories }: Fleet): Severity | null {
  return severities.find((rank) => repositories.some(({ findings }) => findings[rank] > 0)) ?? null;
}

/**
 * Tasks that are done. Throws a UserError where one has neither a result nor a reason: it was not tried, and a report
 * without it would be taken for a whole one.
 */
function readyTasks({ run, tasks, isPartial }: MergeJob): readonly Task[] {
  const done = run.doneTasks();
  const open = tasks.filter(({ id }) => !done.has(id) && run.readFailure(id) === undefined);
  if (open.length === 0 || isPartial) return tasks.filter(({ id }) => done.has(id));
  throw new UserError(
    `${count(open.length, 'task')} of ${tasks.length} ${open.length === 1 ? 'is' : 'are'} not done.`,
    {
      hint: `keylint fleet work --out ${run.path} goes on with the run; --partial merges what is there.`,
    },
  );
}

interface Stripping {
  readonly ready: readonly Task[];
  readonly groups: readonly Group[];
  readonly crew: Crew;
}

async function stripAll(run: RunDirectory, { ready, groups, crew }: Stripping): Promise<void> {
  beginStripping(run, groups);
  const tasks = ready.map(({ id }) => id);
  for await (const _done of doStep(crew, 'strip', tasks)) {
    // What counts is that it is done.
  }
  endStripping(run);
}

interface Reporting {
  readonly members: readonly ReportedMember[];
  readonly groups: readonly Group[];
  /** Directory that does not exist yet. */
  readonly to: string;
  readonly crew: Crew;
}

/** Writes all of them, and gathers what the page of all says. */
async function writeReports(
  job: MergeJob,
  { members, groups, to, crew }: Reporting,
): Promise<Fleet> {
  const at = (name: string): string => join(to, name);
  const rows: RepositoryRow[] = [];
  const keep = createRowKeeper();
  const worst = createWorstList(maxWorst);
  const owners = new Map<string, readonly string[]>();
  const findings = openStream(at('findings.csv'));
  findings.write(findingsHead);
  for await (const portion of doStep(crew, 'report', members)) {
    for (const row of portion.rows) rows.push(keep(row, members[rows.length]));
    for (const one of portion.worst) worst.add(one);
    for (const { repository, path, teams } of portion.owners) {
      owners.set(`${repository}\0${path}`, teams);
    }
    findings.write(portion.findings);
    job.onProgress?.(rows.length, members.length);
  }
  findings.finish();
  const shared = groups.map((group) =>
    toShared(group, (repository, path) => owners.get(`${repository}\0${path}`) ?? []),
  );
  const table = openStream(at('shared.csv'));
  table.write(sharedHead);
  for (const row of shared) table.write(sharedLines(row));
  table.finish();
  const fleet: Fleet = {
    version: job.file.keylint,
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
  writePage(at('index.html'), renderPage(fleet));
  writeTeams(fleet, worst, at('teams'));
  return fleet;
}

/** All repositories, sorted by name. */
function membersOf({ run, tasks, owners }: MergeJob, ready: readonly Task[]): ReportedMember[] {
  const isReady = new Set(ready);
  const members = tasks.flatMap((task) => {
    const result: ReportedMember['result'] = isReady.has(task)
      ? { task: task.id }
      : { missing: run.readFailure(task.id)?.reason ?? 'it was not audited yet' };
    return task.members.map((member) => ({ member, result }));
  });
  members.sort((a, b) => byText(a.member.name, b.member.name));
  const paths = pathsOf(members.map(({ member: { name } }) => name));
  return members.map(({ member, result }) => ({
    member,
    result,
    reportPath: paths.get(member.name) ?? member.name,
    listed: owners?.(member.name) ?? [],
  }));
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
    writePage(join(to, `${files.get(name) ?? 'team'}.html`), page);
  }
}

function writePage(path: string, pieces: Iterable<string>): void {
  const file = openStream(path);
  for (const piece of pieces) file.write(piece);
  file.finish();
}

export { isComplete };
