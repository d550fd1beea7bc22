// What benchmarks of reading compare with: tree-sitter as it is published, with the grammars that the build ships. It runs in
// a thread of its own, since a second parser in one thread takes the place of the first, and keylint's own counts its work.
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { brotliDecompressSync } from 'node:zlib';
import { Language, Parser } from 'web-tree-sitter';

/** A text as its grammar can read it. */
export interface Parsable {
  readonly code: string;
  readonly grammar: string;
}

/** The least of several rounds, in milliseconds of the processor: what else the machine does only adds. */
export interface Measured {
  readonly parseMs: number;
  readonly readMs: number;
  /** Reading over parsing. */
  readonly times: number;
}

/** Of this process and all of its threads, user and system. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Parses all texts plainly and reads them, in turns. */
export async function compareWithParsing(
  texts: readonly Parsable[],
  read: () => void,
  rounds: number,
): Promise<Measured> {
  const plain = await startPlainParser(texts);
  let [parseMs, readMs] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < rounds; round++) {
    const start = processorMs();
    await plain.parse();
    const between = processorMs();
    read();
    parseMs = Math.min(parseMs, between - start);
    readMs = Math.min(readMs, processorMs() - between);
  }
  await plain.stop();
  return { parseMs: two(parseMs), readMs: two(readMs), times: two(readMs / parseMs) };
}

async function startPlainParser(texts: readonly Parsable[]) {
  const worker = new Worker(new URL(import.meta.url), { workerData: texts });
  const answer = (): Promise<unknown> => once(worker, 'message');
  await answer();
  return {
    parse: async (): Promise<void> => {
      const parsed = answer();
      worker.postMessage('parse');
      await parsed;
    },
    stop: () => worker.terminate(),
  };
}

async function parsePlainly(texts: readonly Parsable[]): Promise<void> {
  await Parser.init();
  const parsers = new Map<string, Parser>();
  for (const { grammar } of texts) {
    if (!parsers.has(grammar)) parsers.set(grammar, await parserOf(grammar));
  }
  parentPort?.on('message', () => {
    for (const { code, grammar } of texts) parsers.get(grammar)?.parse(code)?.delete();
    parentPort?.postMessage('parsed');
  });
  parentPort?.postMessage('ready');
}

async function parserOf(grammar: string): Promise<Parser> {
  const path = resolve(`dist/grammars/tree-sitter-${grammar}.wasm`);
  const bytes = existsSync(path)
    ? readFileSync(path)
    : brotliDecompressSync(readFileSync(`${path}.br`));
  const parser = new Parser();
  parser.setLanguage(await Language.load(bytes));
  return parser;
}

export function two(value: number): number {
  return Math.round(value * 100) / 100;
}

if (!isMainThread) await parsePlainly(workerData as readonly Parsable[]);
