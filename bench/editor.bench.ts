// What an editor waits for: the second audit of a session after one changed file, and the time from a typed line to the
// diagnostics of `keylint lsp`, over its pipes, on a tree that is kept warm. The bars: 300 ms and 150 ms on payload.
// Run: KEYLINT_BENCH_TREE=<checkout> npm run bench -- editor; writes bench/results/editor.json.
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describeMachine, median } from './timing.ts';

const root = resolve(process.env.KEYLINT_BENCH_TREE ?? '.');
const bin = resolve('dist/src/cli/bin.js');
const rounds = Number(process.env.KEYLINT_BENCH_ROUNDS ?? 10);
const typed = 40;

/** A file that signs: every change of it may change what is found anywhere. */
function fileToChange(): string {
  const asked = process.env.KEYLINT_BENCH_FILE;
  if (asked !== undefined) return asked;
  const script = `import { audit } from ${JSON.stringify(pathToFileURL(resolve('dist/src/index.js')).href)};
    const { findings } = await audit({ cwd: ${JSON.stringify(root)} });
    console.log(findings.map(({ path }) => path).find((path) => /\\.[jt]sx?$/.test(path)) ?? '');`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  const path = stdout.trim();
  if (path === '') throw new Error('nothing is found there: KEYLINT_BENCH_FILE names a file');
  return path;
}

interface Audits {
  readonly first: number;
  readonly second: number;
  readonly later: number;
}

/** Wall times of the audits of one process: the first, the second after a change, and the median of those after. */
function timeSession(path: string): Audits {
  const script = `import { readFileSync } from 'node:fs';
    import { openSession } from ${JSON.stringify(pathToFileURL(resolve('dist/src/index.js')).href)};
    const session = await openSession({ cwd: ${JSON.stringify(root)} });
    const text = readFileSync(${JSON.stringify(join(root, path))}, 'utf8');
    const times = [];
    for (let round = 0; round < 12; round++) {
      const started = performance.now();
      await session.audit();
      times.push(performance.now() - started);
      session.change({ kind: 'text', path: ${JSON.stringify(path)}, text: text + '\\nconst added' + round + ' = 1;\\n' });
    }
    console.log(JSON.stringify(times));`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  const [first = Number.NaN, second = Number.NaN, ...rest]: number[] = JSON.parse(stdout);
  return { first, second, later: median(rest) };
}

/** Times, in ms, from a typed character to the diagnostics that answer it. */
async function timeServer(path: string): Promise<number[]> {
  const server = spawn(process.execPath, [bin, 'lsp', '--stdio'], { cwd: root, stdio: 'pipe' });
  const uri = pathToFileURL(join(root, path)).href;
  const waiting: ((message: Message) => void)[] = [];
  listen(server, (message) => {
    if (message.id !== undefined && message.method !== undefined) {
      send(server, { id: message.id, result: null });
    }
    for (const look of [...waiting]) look(message);
  });
  const until = (test: (message: Message) => boolean): Promise<void> =>
    new Promise((done) => {
      const look = (message: Message): void => {
        if (!test(message)) return;
        waiting.splice(waiting.indexOf(look), 1);
        done();
      };
      waiting.push(look);
    });
  const isAnswer = ({ method, params }: Message): boolean =>
    method === 'textDocument/publishDiagnostics' && params?.uri === uri;
  const folders = [{ uri: pathToFileURL(root).href, name: 'tree' }];
  const ready = until(({ id }) => id === 1);
  send(server, {
    id: 1,
    method: 'initialize',
    params: {
      processId: null,
      rootUri: folders[0]?.uri,
      workspaceFolders: folders,
      capabilities: {},
    },
  });
  await ready;
  send(server, { method: 'initialized', params: {} });
  const text = readFileSync(join(root, path), 'utf8');
  const opened = until(isAnswer);
  const document = { uri, languageId: 'typescript', version: 1, text };
  send(server, { method: 'textDocument/didOpen', params: { textDocument: document } });
  await opened;
  const times: number[] = [];
  for (let version = 2; version < typed + 2; version++) {
    // A line above what is found: all of it moves, so that there is an answer.
    const changed = `${'\n'.repeat(version)}${text}`;
    const answered = until(isAnswer);
    const started = performance.now();
    send(server, {
      method: 'textDocument/didChange',
      params: { textDocument: { uri, version }, contentChanges: [{ text: changed }] },
    });
    await answered;
    times.push(performance.now() - started);
  }
  server.kill();
  return times;
}

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: { readonly uri?: string };
}

function send(server: ChildProcessWithoutNullStreams, message: object): void {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

function listen(server: ChildProcessWithoutNullStreams, take: (message: Message) => void): void {
  let rest = Buffer.alloc(0);
  server.stdout.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const end = rest.indexOf('\r\n\r\n');
      const length = Number(
        /Content-Length: (?<size>\d+)/i.exec(rest.toString('latin1', 0, Math.max(0, end)))?.groups
          ?.size,
      );
      if (end === -1 || rest.length < end + 4 + length) return;
      const body = rest.toString('utf8', end + 4, end + 4 + length);
      rest = rest.subarray(end + 4 + length);
      take(JSON.parse(body));
    }
  });
}

const path = fileToChange();
const sessions = Array.from({ length: rounds }, () => timeSession(path));
const answers = await timeServer(path);
const round = (ms: number): number => Math.round(ms);
const report = {
  machine: describeMachine(),
  tree: basename(root),
  file: path,
  rounds,
  audit: {
    firstMs: round(median(sessions.map(({ first }) => first))),
    secondMs: round(median(sessions.map(({ second }) => second))),
    laterMs: round(median(sessions.map(({ later }) => later))),
  },
  server: {
    typed,
    firstMs: round(answers[0] ?? Number.NaN),
    medianMs: round(median(answers)),
    slowestMs: round(Math.max(...answers)),
  },
};
mkdirSync('bench/results', { recursive: true });
writeFileSync('bench/results/editor.json', `${JSON.stringify(report, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
