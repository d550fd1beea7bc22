// What reading the files of real repositories costs beside tree-sitter's own parse of the same files: the bar is 2.5
// times. Files are those that a full run parses by their bytes and texts; what linking asks for later is of the same kind.
// Run: KEYLINT_BENCH_REPOSITORIES=/path/a:/path/b npm run bench -- candidates; writes bench/results/candidates.json.
import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { basename, join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { Parser } from 'web-tree-sitter';
import { createRangeFinder } from '../src/model/place.ts';
import { createPrefilter } from '../src/prefilter/prefilter.ts';
import { languageAdapters, languages } from '../src/scan/languages/index.ts';
import { grammarNameOf } from '../src/scan/languages/javascript/language.ts';
import { scriptText } from '../src/scan/languages/javascript/script-blocks.ts';
import { prefilterWords } from '../src/scan/searches.ts';
import { parserOf, processorMs, two } from './parsing.ts';

const repositories = (process.env.KEYLINT_BENCH_REPOSITORIES ?? '').split(':').filter(Boolean);
const rounds = Number(process.env.KEYLINT_BENCH_ROUNDS ?? 5);
/** A full run reads no larger code. */
const largest = 1_000_000;

interface Candidate {
  readonly path: string;
  readonly text: string;
  /** With what the grammar cannot read blanked out. */
  readonly code: string;
  readonly grammar: string;
  readonly read: () => void;
}

const mayMatter = createPrefilter(prefilterWords);

function candidateAt(root: string, path: string): Candidate | undefined {
  const adapter = languageAdapters.find((one) => one.canRead(path));
  const stats = adapter && lstatSync(join(root, path), { throwIfNoEntry: false });
  if (!adapter || !stats?.isFile() || stats.size > largest) return undefined;
  const bytes = readFileSync(join(root, path));
  if (!mayMatter(bytes)) return undefined;
  const text = bytes.toString('utf8');
  const rangeOf = createRangeFinder(text);
  if (!adapter.isWorthParsing({ path, text, rangeOf })) return undefined;
  const language = languages.find(({ endings }) => endings.some((one) => path.endsWith(one)));
  const grammar = language?.grammarOf(path) ?? grammarNameOf(path);
  if (grammar === undefined) return undefined;
  const read = (): void => {
    adapter.read({ path, text, rangeOf: createRangeFinder(text) });
  };
  return { path, text, code: scriptText(path, text), grammar, read };
}

function timed(run: () => void): number {
  const start = processorMs();
  run();
  return processorMs() - start;
}

function candidatesIn(root: string): readonly Candidate[] {
  const listed = execFileSync('git', ['-C', root, 'ls-files', '-z'], { maxBuffer: 1 << 28 });
  const paths = listed.toString('utf8').split('\0').filter(Boolean);
  return paths.flatMap((path) => candidateAt(root, path) ?? []);
}

/** A thread with tree-sitter as it is published: keylint's own counts what parsing takes. Parses all when it is told to. */
async function parsePlainly(root: string): Promise<void> {
  await Parser.init();
  const candidates = candidatesIn(root);
  const parsers = new Map<string, Parser>();
  for (const { grammar } of candidates) {
    if (!parsers.has(grammar)) parsers.set(grammar, await parserOf(grammar));
  }
  parentPort?.on('message', () => {
    for (const { code, grammar } of candidates) parsers.get(grammar)?.parse(code)?.delete();
    parentPort?.postMessage('parsed');
  });
  parentPort?.postMessage('ready');
}

const answerOf = (worker: Worker): Promise<unknown> =>
  new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));

/** Parse and read in turns; the least of the rounds, since what else the machine does only adds. */
async function measure(root: string) {
  const candidates = candidatesIn(root);
  const worker = new Worker(new URL(import.meta.url), { workerData: root });
  await answerOf(worker);
  let [parseMs, readMs] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < rounds; round++) {
    const start = processorMs();
    const parsed = answerOf(worker);
    worker.postMessage('parse');
    await parsed;
    parseMs = Math.min(parseMs, processorMs() - start);
    const read = timed(() => {
      for (const one of candidates) one.read();
    });
    readMs = Math.min(readMs, read);
  }
  await worker.terminate();
  const characters = candidates.reduce((total, { text }) => total + text.length, 0);
  return {
    files: candidates.length,
    characters,
    parseMs: Math.round(parseMs),
    readMs: Math.round(readMs),
    times: two(readMs / parseMs),
  };
}

if (!isMainThread) {
  await parsePlainly(String(workerData));
} else if (repositories.length === 0) {
  process.stdout.write('KEYLINT_BENCH_REPOSITORIES names no repositories: nothing is measured.\n');
} else {
  await languageAdapters[0]?.load();
  const results: Record<string, Awaited<ReturnType<typeof measure>>> = {};
  for (const root of repositories) {
    const result = await measure(root);
    results[basename(root)] = result;
    process.stdout.write(
      `${basename(root)}: ${result.files} files, read ${result.readMs} ms, parse ${result.parseMs} ms, ${result.times} times; load ${two(loadavg()[0] ?? 0)}\n`,
    );
  }
  mkdirSync('bench/results', { recursive: true });
  writeFileSync('bench/results/candidates.json', `${JSON.stringify(results, null, 2)}\n`);
}
