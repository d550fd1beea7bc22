// What reading the files of real repositories costs beside tree-sitter's own parse of the same files: the bar is 2.5
// times. Files are those that a full run parses by their bytes and texts; what linking asks for later is of the same kind,
// and bundles are not parsed at all.
// Run: KEYLINT_BENCH_REPOSITORIES=/path/a:/path/b npm run bench -- candidates; writes bench/results/candidates.json.
import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { basename, join } from 'node:path';
import { createRangeFinder } from '../src/model/place.ts';
import { createPrefilter } from '../src/prefilter/prefilter.ts';
import { builtBy } from '../src/scan/built-code.ts';
import { languageAdapters, languages } from '../src/scan/languages/index.ts';
import { grammarNameOf } from '../src/scan/languages/javascript/language.ts';
import { scriptText } from '../src/scan/languages/javascript/script-blocks.ts';
import { prefilterWords } from '../src/scan/searches.ts';
import { compareWithParsing, type Measured, type Parsable, two } from './parsing.ts';

const repositories = (process.env.KEYLINT_BENCH_REPOSITORIES ?? '').split(':').filter(Boolean);
/** After some ten, V8 has compiled what it will. */
const rounds = Number(process.env.KEYLINT_BENCH_ROUNDS ?? 15);
/** A full run reads no larger code. */
const largest = 1_000_000;

interface Candidate extends Parsable {
  readonly length: number;
  readonly read: () => void;
}

interface Result extends Measured {
  readonly files: number;
  readonly characters: number;
  /** Of one minute, when it was over. */
  readonly load: number;
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
  if (!adapter.isWorthParsing({ path, text, rangeOf }) || builtBy(path, text)) return undefined;
  const language = languages.find(({ endings }) => endings.some((one) => path.endsWith(one)));
  const grammar = language?.grammarOf(path) ?? grammarNameOf(path);
  if (grammar === undefined) return undefined;
  const read = (): void => {
    adapter.read({ path, text, rangeOf: createRangeFinder(text) });
  };
  return { length: text.length, code: scriptText(path, text), grammar, read };
}

function candidatesIn(root: string): readonly Candidate[] {
  const listed = execFileSync('git', ['-C', root, 'ls-files', '-z'], { maxBuffer: 1 << 28 });
  const paths = listed.toString('utf8').split('\0').filter(Boolean);
  return paths.flatMap((path) => candidateAt(root, path) ?? []);
}

async function measure(root: string): Promise<Result> {
  const candidates = candidatesIn(root);
  const texts = candidates.map(({ code, grammar }) => ({ code, grammar }));
  const readAll = (): void => {
    for (const one of candidates) one.read();
  };
  const measured = await compareWithParsing(texts, readAll, rounds);
  const characters = candidates.reduce((total, { length }) => total + length, 0);
  return { files: candidates.length, characters, ...measured, load: two(loadavg()[0] ?? 0) };
}

if (repositories.length === 0) {
  process.stdout.write('KEYLINT_BENCH_REPOSITORIES names no repositories: nothing is measured.\n');
} else {
  await languageAdapters[0]?.load();
  const results: Record<string, Result> = {};
  for (const root of repositories) {
    const result = await measure(root);
    results[basename(root)] = result;
    const { files, readMs, parseMs, times, load } = result;
    process.stdout.write(
      `${basename(root)}: ${files} files, read ${readMs.toFixed(0)} ms, parse ${parseMs.toFixed(0)} ms, ${times} times; load ${load}\n`,
    );
  }
  mkdirSync('bench/results', { recursive: true });
  writeFileSync('bench/results/candidates.json', `${JSON.stringify(results, null, 2)}\n`);
}
