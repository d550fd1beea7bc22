// From the arguments of `keylint fleet` to what its actions work with: the run, the options, the key.
import { availableParallelism } from 'node:os';
import { dirname, resolve } from 'node:path';
import type { Build } from '../../fleet/begin.ts';
import type { ChildrenOptions } from '../../fleet/children.ts';
import type { MergeProgram } from '../../fleet/merge/merge-threads.ts';
import type { FleetOptions } from '../../fleet/model.ts';
import { type EarlierFleet, parseEarlier } from '../../fleet/output/trend.ts';
import { type OwnersOf, parseOwners } from '../../fleet/owners.ts';
import type { FoundMember } from '../../fleet/plan.ts';
import { fleetRules } from '../../fleet/rules.ts';
import { openRun, type RunDirectory } from '../../fleet/run-directory.ts';
import { findInFolder } from '../../fleet/sources/folder.ts';
import { readList } from '../../fleet/sources/list.ts';
import { temporaryOf } from '../../fleet/temporary.ts';
import { UserError } from '../../model/errors.ts';
import { dayHint, parseDay } from '../../model/history.ts';
import { describeUnread, readFile } from '../../read/read-file.ts';
import { findProgram } from '../../run/threads/program.ts';
import type { Arguments } from '../command.ts';
import { howTyped, readTyped } from '../files.ts';
import type { Io } from '../io.ts';
import { personas } from '../scan-options.ts';
import { checkRuleIds, loadRuleIds } from '../scan-request.ts';
import { readBuildId, readVersion } from '../version.ts';
import { findOnHost, readHosts } from './hosts.ts';

export interface FleetContext {
  readonly args: Arguments;
  readonly io: Io;
  readonly run: RunDirectory;
  readonly build: Build;
}

export function openContext(args: Arguments, io: Io): FleetContext {
  const out = args.text('out');
  if (out === undefined) {
    throw new UserError('--out is missing.', {
      hint: 'It names the directory of the run: keylint fleet run ~/clones --out audit',
    });
  }
  return {
    args,
    io,
    run: openRun(resolve(io.cwd, out)),
    build: { version: readVersion(), id: readBuildId() },
  };
}

/** What `plan` and `run` were told. */
export async function readFleetOptions(
  { args, io }: FleetContext,
  sources: readonly string[],
): Promise<FleetOptions> {
  const since = args.text('history-since');
  if (since !== undefined && parseDay(since) === undefined) {
    throw new UserError(`--history-since cannot be "${since}".`, { hint: dayHint });
  }
  if (since !== undefined && args.flag('no-history')) {
    throw new UserError('--history-since does nothing with --no-history.');
  }
  const config = args.text('config');
  if (config !== undefined && args.flag('no-config')) {
    throw new UserError('--config and --no-config cannot be had together.', {
      hint: 'Choose one.',
    });
  }
  const rules = args
    .list('rules')
    .flatMap((list) => list.split(','))
    .map((id) => id.trim())
    .filter((id) => id !== '');
  if (rules.length > 0) {
    checkRuleIds(rules, [...(await loadRuleIds()), ...fleetRules.map(({ id }) => id)]);
  }
  const persona = Object.entries(personas).find(([name]) => name === args.text('persona'));
  return {
    sources: [
      ...sources.map((source) => sourceName(source, io)),
      ...args.list('list').map((file) => `list:${resolve(io.cwd, file)}`),
    ],
    history: !args.flag('no-history'),
    ...(since !== undefined && { historySince: since }),
    strict: args.flag('strict') || args.text('persona') === 'auditor',
    minConfidence: persona?.[1] ?? 'medium',
    ...(config !== undefined && { config: resolve(io.cwd, config) }),
    isWithoutSettings: args.flag('no-config'),
    ...(rules.length > 0 && { rules }),
    hosts: readHosts({ args, io }),
  };
}

function sourceName(source: string, io: Io): string {
  return /^(?:github|gitlab):./.test(source) ? source : `folder:${resolve(io.cwd, source)}`;
}

/** Asks every source for its repositories. */
export async function findMembers(
  { sources, hosts }: FleetOptions,
  context: FleetContext,
): Promise<readonly FoundMember[]> {
  if (sources.length === 0) {
    throw new UserError('no source of repositories was named.', {
      hint: 'A folder of clones, github:<organisation>, gitlab:<group>, or --list FILE.',
    });
  }
  const { io, run } = context;
  const found: FoundMember[] = [];
  for (const source of sources) {
    const [, kind = '', name = ''] = /^([a-z]+):(.*)$/s.exec(source) ?? [];
    if (kind === 'list') found.push(...readList(readListFile(name, io), dirname(name)));
    else if (kind === 'folder') found.push(...findInFolder(name, run.path));
    else found.push(...(await findOnHost({ kind, name, hosts }, context)));
  }
  return found;
}

const maxListBytes = 64 << 20;

function readListFile(path: string, io: Io): string {
  return readTyped({ cwd: io.cwd, path, what: 'The list', limitBytes: maxListBytes });
}

const maxSettingsBytes = 4 << 20;

/** The text of the one settings file, so that a run can tell whether it is the same still. */
export function readSettingsText({ config }: FleetOptions, io: Io): string | undefined {
  if (config === undefined) return undefined;
  return readTyped({
    cwd: io.cwd,
    path: config,
    what: 'The settings file',
    limitBytes: maxSettingsBytes,
  });
}

const maxKeyBytes = 4096;

/** The key that `--key-file` names; `undefined` where it was not given. */
export function readKeyFile({ args, io }: FleetContext): Uint8Array | undefined {
  const path = args.text('key-file');
  if (path === undefined) return undefined;
  const read = readFile(resolve(io.cwd, path), {
    ...howTyped({ cwd: io.cwd, path }),
    limitBytes: maxKeyBytes,
  });
  if ('bytes' in read) return read.bytes;
  throw new UserError(`The key ${path} cannot be read: ${describeUnread(read)}.`, {
    hint: `Make one: node -e "process.stdout.write(require('node:crypto').randomBytes(32))" > ${path}`,
  });
}

const maxOwnersBytes = 16 << 20;

/** The company's own list of who owns which repository; `undefined` where it was not given. */
export function readOwnersFile({ args, io }: FleetContext): OwnersOf | undefined {
  const path = args.text('owners');
  if (path === undefined) return undefined;
  const limitBytes = maxOwnersBytes;
  return parseOwners(readTyped({ cwd: io.cwd, path, what: 'The list of owners', limitBytes }));
}

const maxFleetBytes = 1 << 30;

/** The fleet.json to compare with. */
export function readEarlierFleet({ args, io }: FleetContext): EarlierFleet | undefined {
  const path = args.text('compare');
  if (path === undefined) return undefined;
  const limitBytes = maxFleetBytes;
  return parseEarlier(readTyped({ cwd: io.cwd, path, what: 'The fleet', limitBytes }), path);
}

/** More threads write no faster than the disk takes what they write, and each holds some memory. */
const mostMergeThreads = 4;

/** What does portions of a merge: as many threads as there are processors, or as `--jobs` says. */
export function readMergeProgram({ args }: FleetContext): MergeProgram | undefined {
  const path = findProgram('merge-worker');
  const most = Math.min(mostMergeThreads, args.number('jobs') || availableParallelism());
  return path === undefined ? undefined : { path, most };
}

/** How many repositories at a time. */
export function readJobs({ args }: FleetContext, queue: string | undefined): number {
  const jobs = args.number('jobs') ?? availableParallelism();
  const least = queue === undefined ? 1 : 0;
  if (jobs >= least && jobs <= 256) return jobs;
  throw new UserError(`--jobs is a number from ${least} to 256.`);
}

/** Address of the queue; the variable, so that a password in it is no argument. `undefined`: this folder is the queue. */
export function readQueue({ args, io }: FleetContext): string | undefined {
  return args.text('queue') ?? (io.env.KEYLINT_QUEUE || undefined);
}

/** How children are started: this very program, once more. */
export function readChildren({
  args,
  io,
  run,
}: FleetContext): Pick<ChildrenOptions, 'program' | 'temporary' | 'limitMs' | 'memoryMb' | 'env'> {
  return {
    program: { path: process.argv[1] ?? '', args: ['fleet', 'child'] },
    temporary: temporaryOf(run.path),
    limitMs: Math.max(1, args.number('timeout') ?? 30) * 60_000,
    memoryMb: Math.max(64, args.number('memory') ?? 2048),
    env: io.env,
  };
}
