// Whether what `keylint --history` says is true, measured against git itself: `git log -p --all -m` of repositories that
// KEYLINT_BENCH_REPOSITORIES names (separated by `:`), with a plain search for every value that a finding stands for,
// and for what looks like a key and is given to no finding. Values stay in this process: what is written are counts, and
// for people who judge the differences, places (KEYLINT_BENCH_PLACES, a file). Clones must have all objects: git's log
// ends at the first that is missing. Run: npm run bench -- history-truth;
// writes bench/results/history-truth.json.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const bin = resolve('dist/src/cli/bin.js');
const placesFile = process.env.KEYLINT_BENCH_PLACES;
/** Shorter values stand somewhere by chance, and a plain search says nothing of them. */
const minLength = 8;

interface Finding {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly history?: {
    readonly state: string;
    readonly place: string;
    readonly introduced: { commit: string; path: string; line: number } | null;
    readonly removed: { commit: string } | null;
  };
}

interface Told {
  readonly value: string;
  readonly finding: Finding;
}

interface Counts {
  commits: number;
  /** Values of findings whose text is known, and is long enough to search for. */
  values: number;
  /** Those of the history, by state. */
  states: Record<string, number>;
  /** States that a plain search gives as well, and that it does not. */
  agreed: number;
  differing: number;
  /** Values that the plain search of the told path finds first in the commit that is told, and others. */
  sameCommit: number;
  otherCommit: number;
  /** What looks like a key in `git log -p`: given to a finding, and to none. */
  candidates: number;
  given: number;
}

function git(cwd: string, ...args: readonly string[]): string {
  return execFileSync('git', [...args], { cwd, encoding: 'utf8', maxBuffer: 1 << 30 });
}

function auditHistory(cwd: string): readonly Finding[] {
  const args = ['--at', 'HEAD', '--history', '--no-cache', '--exit-zero', '-f', 'json'];
  const { stdout } = spawnSync(process.execPath, [bin, ...args], {
    ...{ cwd, encoding: 'utf8', maxBuffer: 1 << 30 },
  });
  return (JSON.parse(stdout) as { findings: readonly Finding[] }).findings;
}

/** The text that a finding stands at, read from git. */
function readValue(cwd: string, finding: Finding): string | undefined {
  const { path, line, column, endLine, endColumn, history } = finding;
  if (line !== endLine) return undefined;
  const isPast = history?.place === 'introduced';
  const commit = isPast ? history?.introduced?.commit : 'HEAD';
  const shown = spawnSync('git', ['show', `${commit ?? 'HEAD'}:${path}`], {
    ...{ cwd, encoding: 'utf8', maxBuffer: 1 << 28 },
  });
  const text = shown.stdout.split('\n')[line - 1]?.slice(column - 1, endColumn - 1) ?? '';
  const value = text.replace(/^["'`]|["'`]$/g, '');
  return value.length < minLength || /["'`\\${}]/.test(value) ? undefined : value;
}

/** The lines that a finding stands at, now and where its value came from. */
function lineOf(cwd: string, { path, line, history }: Finding): string[] {
  const places = [
    { commit: 'HEAD', path, line },
    ...(history?.introduced ? [history.introduced] : []),
  ];
  return places.map((place) => {
    const shown = spawnSync('git', ['show', `${place.commit}:${place.path}`], {
      ...{ cwd, encoding: 'utf8', maxBuffer: 1 << 28 },
    });
    return shown.stdout.split('\n')[place.line - 1] ?? '';
  });
}

/** What looks like the key of tokens or sessions, on one line. */
const candidate =
  /(?:(?:jwt|jws|session|token|cookie|signing|hmac)[\w.-]{0,12}(?:secret|key)|secret_?key_?base|\b(?:session|cookieParser|cookieSession|expressJwt)\([^)\n]{0,60}secret)\w{0,12}["'\]]{0,2}\s*(?:[:=]|=>|:=)+\s*["'`]?([\w!@#%^&*+/=.-]{8,120})["'`]?\s*[,;)}]*\s*$/i;
/** What is no value, or no place where programs keep theirs. */
const noValue =
  /process\.env|^(?:config|settings|os|env|this|self|app|req|options|opts|props|state|string|undefined|function|require|getenv)\b|\(|\)|^[a-z_]+\.[\w.]+$/i;
const noPlace =
  /(?:^|\/)(?:tests?|__tests__|spec|e2e|examples?|samples?|docs?|fixtures?|mocks?|node_modules|vendor|dist|build|public|static|locales?|i18n)\/|\.(?:md|lock|map|min\.js|snap|svg|po)$|(?:test|spec|example|sample|mock)s?\.\w+$|package-lock|(?:^|\/)test_|\.env\.(?:example|sample|template|dist)/i;

interface Deeds {
  /** By path: the oldest commit whose changes add a line with the value there. */
  readonly first: Map<string, string>;
  readonly paths: Set<string>;
}

interface Log {
  readonly deeds: ReadonlyMap<string, Deeds>;
  readonly candidates: ReadonlyMap<string, string>;
}

async function readLog(cwd: string, values: ReadonlySet<string>): Promise<Log> {
  const deeds = new Map([...values].map((value) => [value, emptyDeeds()]));
  const candidates = new Map<string, string>();
  const args = ['log', '-p', '--all', '-m', '-U0', '--no-renames', '--no-color', '--date-order'];
  const child = spawn('git', [...args, '--format=%x01%H'], { cwd });
  child.stderr.resume();
  let commit = '';
  let path = '';
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('\x01')) commit = line.slice(1);
    else if (line.startsWith('+++ ') || line.startsWith('--- ')) {
      if (line !== '+++ /dev/null' && line !== '--- /dev/null') path = line.slice(6);
    } else if ((line.startsWith('+') || line.startsWith('-')) && line.length < 2_000) {
      const isAdded = line.startsWith('+');
      for (const [value, known] of deeds) {
        if (!line.includes(value)) continue;
        if (isAdded) known.first.set(path, commit);
        known.paths.add(path);
      }
      const value = isAdded && !noPlace.test(path) ? candidate.exec(line)?.[1] : undefined;
      if (value !== undefined && !noValue.test(value)) candidates.set(value, `${commit} ${path}`);
    }
  }
  return { deeds, candidates };
}

function emptyDeeds(): Deeds {
  return { first: new Map(), paths: new Set() };
}

/** The state that a plain search of trees gives. */
function searchState(cwd: string, value: string, { first, paths }: Deeds): string {
  const holds = (trees: readonly string[]): boolean => {
    const args = ['grep', '-q', '-F', '-e', value, ...trees, '--', ...paths];
    return spawnSync('git', args, { cwd, stdio: 'ignore' }).status === 0;
  };
  if (first.size === 0) return 'unreachable';
  if (holds(['HEAD'])) return 'live';
  const format = '--format=%(tree)%(*tree)';
  const refs = git(cwd, 'for-each-ref', format, 'refs/heads', 'refs/remotes', 'refs/tags');
  const trees = [...new Set(refs.split('\n').filter((tree) => tree !== ''))];
  return trees.length > 0 && holds(trees) ? 'live-elsewhere' : 'removed';
}

function note(text: string): void {
  if (placesFile !== undefined) appendFileSync(placesFile, `${text}\n`);
}

async function compare(cwd: string, name: string): Promise<Counts> {
  const findings = auditHistory(cwd);
  const lines = findings.flatMap((finding) => lineOf(cwd, finding));
  const told = findings.flatMap((finding): Told[] => {
    const value = readValue(cwd, finding);
    return value === undefined ? [] : [{ value, finding }];
  });
  const values = new Set(told.map(({ value }) => value));
  const { deeds, candidates } = await readLog(cwd, values);
  const counts: Counts = {
    commits: Number(git(cwd, 'rev-list', '--all', '--count')),
    values: values.size,
    states: {},
    ...{ agreed: 0, differing: 0, sameCommit: 0, otherCommit: 0 },
    ...{ candidates: candidates.size, given: 0 },
  };
  for (const { value, finding } of told) {
    const { history } = finding;
    const known = deeds.get(value);
    // A finding that stands at the value's successor is not about what is read there.
    if (!history || !known || history.state === 'replaced') continue;
    counts.states[history.state] = (counts.states[history.state] ?? 0) + 1;
    const state = searchState(cwd, value, known);
    if (state === history.state) counts.agreed++;
    else {
      counts.differing++;
      const at = [...known.paths].join(' ');
      note(`STATE ${name} ${finding.path}:${finding.line} told ${history.state}, ${state}: ${at}`);
    }
    const { commit, path } = history.introduced ?? { commit: '', path: '' };
    if (known.first.get(path) === commit) counts.sameCommit++;
    else {
      counts.otherCommit++;
      note(`COMMIT ${name} ${path} told ${commit}, first ${known.first.get(path)}`);
    }
  }
  const isGiven = (text: string): boolean =>
    lines.some((line) => line.includes(text)) ||
    [...values].some((value) => value.includes(text) || text.includes(value));
  for (const [value, place] of candidates) {
    if (isGiven(value)) counts.given++;
    else note(`MISSED ${name} ${place} (${value.length} characters)`);
  }
  return counts;
}

const repositories: Record<string, Counts> = {};
for (const path of (process.env.KEYLINT_BENCH_REPOSITORIES ?? '').split(':')) {
  if (path === '') continue;
  const name = basename(path) === 'repo' ? basename(dirname(path)) : basename(path);
  repositories[name] = await compare(path, name);
  process.stdout.write(`${name} ${JSON.stringify(repositories[name])}\n`);
}
mkdirSync('bench/results', { recursive: true });
const file = join('bench/results', 'history-truth.json');
writeFileSync(file, `${JSON.stringify({ repositories }, null, 2)}\n`);
