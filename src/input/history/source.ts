// The history of a repository on disk, by way of git: hardened like every git call, without replaced objects, and with
// what is not there said instead of passed over.
import { readdirSync } from 'node:fs';
import { readText } from '../../read/read-file.ts';
import { type Environment, type Git, splitNul } from '../git.ts';
import { factsOfCommit, openRepositoryAt, resolveCommit } from '../revision.ts';
import { shallowCommits } from '../value-dates.ts';
import type { HistoryGap, HistorySource, PendingLog, Tip } from './history.ts';
import { type ObjectList, readAllBlobs, readBlobsInOrder, startObjectList } from './read-blobs.ts';
import { startLog } from './read-log.ts';
import { ancestorsAmong, lookUpPaths, readTips } from './read-refs.ts';

export interface HistoryOptions {
  /** A directory of a work tree, or a bare repository. */
  readonly directory: string;
  /** The commit that counts as "now"; default: HEAD. */
  readonly commit?: string | undefined;
  /** Ask for the authors of commits. */
  readonly hasAuthors?: boolean;
  readonly env?: Environment | undefined;
}

/** Opens a history; nothing of it is read yet. Throws a UserError where there is no repository. */
export function openHistory({
  directory,
  commit,
  hasAuthors = false,
  env,
}: HistoryOptions): HistorySource {
  const repository = openRepositoryAt(directory, env);
  const { git } = repository;
  const head = readHead(git, commit ?? 'HEAD');
  const { gaps, boundary } = findGaps(git);
  const start = (): PendingLog =>
    startLog(git, { revisions: ['--all', ...(head ? [head.commit] : [])], hasAuthors });
  let log: PendingLog | undefined;
  let list: ObjectList | undefined;
  let tips: Promise<readonly Tip[]> | undefined;
  return {
    head,
    gaps,
    boundary,
    begin() {
      log ??= start();
      list ??= startObjectList(git);
      tips ??= readTips(git);
      // Told of when they are asked for.
      tips.catch(() => undefined);
    },
    readAll: (take, isWanted) => readAllBlobs(git, { take, isWanted, list }),
    startLog: () => log ?? start(),
    end() {
      log?.end();
      list?.end();
    },
    startLostLog: (): PendingLog =>
      startLog(git, { revisions: ['--not', '--all'], hasAuthors, input: allCommits(git) }),
    read: (ids) => readBlobsInOrder(git, ids),
    tips: () => tips ?? readTips(git),
    lookUp: (places) => lookUpPaths(git, places),
    ancestorsAmong: (commits) =>
      head ? ancestorsAmong(git, head.commit, commits) : Promise.resolve(new Set<string>()),
    async staged() {
      const result = await git.ask(['ls-files', '-s', '-z']);
      const lines = result.ok ? splitNul(result.stdout) : [];
      return new Set(lines.map((line) => line.split(' ', 2)[1] ?? ''));
    },
  };
}

function readHead(git: Git, rev: string): HistorySource['head'] {
  const facts = factsOfCommit(git, rev);
  if (facts) return { commit: facts.id, tree: facts.tree };
  const both = rev.startsWith('-')
    ? undefined
    : git.run(['rev-parse', `${rev}^{commit}`, `${rev}^{tree}`, '--']);
  const [id = '', tree = ''] = both?.ok ? both.stdout.toString('latin1').split('\n') : [];
  if (isId(id) && isId(tree)) return { commit: id, tree };
  return readHeadInSteps(git, rev);
}

function isId(text: string): boolean {
  return /^[0-9a-f]{40,64}$/.test(text);
}

/** Finds out what is missing, and says so. */
function readHeadInSteps(git: Git, rev: string): HistorySource['head'] {
  const commit = git.run(['rev-parse', '--verify', '--quiet', `${rev}^{commit}`]);
  // Before the first commit there is none.
  if (!commit.ok && rev === 'HEAD') return undefined;
  const id = resolveCommit(git, rev);
  const tree = git.run(['rev-parse', '--verify', '--quiet', `${id}^{tree}`]);
  return tree.ok ? { commit: id, tree: tree.stdout.toString('latin1').trim() } : undefined;
}

function findGaps(git: Git): Pick<HistorySource, 'gaps' | 'boundary'> {
  const gaps: HistoryGap[] = [];
  const boundary = shallowCommits(git) ?? new Set<string>();
  if (boundary.size > 0) {
    const way = '`git fetch --unshallow`, or `fetch-depth: 0` of actions/checkout';
    gaps.push({ kind: 'shallow', detail: `the clone is shallow; get all of it with ${way}` });
  }
  const place = git.place();
  if ('ok' in place) return { gaps, boundary };
  if (hasPromisedObjects(place.objectDirectory)) {
    const detail =
      'the clone is partial, so that contents of the past may be missing; clone without --filter';
    gaps.push({ kind: 'partial', detail });
  }
  const lenders = readText(`${place.objectDirectory}/info/alternates`, {
    links: 'anywhere',
    limitBytes: 1 << 20,
  });
  if ('text' in lenders && lenders.text.trim() !== '') {
    const detail =
      'objects are borrowed from another repository, so that what no ref of this one reaches was left out';
    gaps.push({ kind: 'borrowed', detail });
  }
  return { gaps, boundary };
}

/** Git marks the packs of a partial clone, whose objects may refer to some that somebody else has. */
function hasPromisedObjects(objectDirectory: string): boolean {
  try {
    return readdirSync(`${objectDirectory}/pack`).some((name) => name.endsWith('.promisor'));
  } catch {
    return false;
  }
}

/** Ids of all commits that are here, a few thousand lines at a time. */
async function* allCommits(git: Git): AsyncGenerator<string> {
  const child = git.start(['cat-file', '--batch-all-objects', '--unordered', '--batch-check']);
  if (!child) return;
  child.stderr.resume();
  child.stdin.on('error', () => {});
  child.on('error', () => {});
  child.stdin.end();
  let rest = '';
  for await (const chunk of child.stdout) {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    const ids = lines
      .filter((line) => line.includes(' commit '))
      .map((line) => line.split(' ', 1)[0]);
    if (ids.length > 0) yield `${ids.join('\n')}\n`;
  }
}
