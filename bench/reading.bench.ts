// What reading code costs beside tree-sitter's own parse, for each language: the bar is 2.5 times. The fixtures, over and
// over; times of the processor, in turns, the best of several rounds. Run: npm run bench -- reading; writes
// bench/results/reading.json.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { createRangeFinder } from '../src/model/place.ts';
import type { LanguageAdapter } from '../src/scan/languages/adapter.ts';
import { languageAdapters, languages } from '../src/scan/languages/index.ts';
import { grammarNameOf } from '../src/scan/languages/javascript/language.ts';
import { compareWithParsing, type Measured, two } from './parsing.ts';

const folder = resolve('fixtures/languages');
const rounds = 12;
const characters = 60_000;

/** A fixture over and over; where that is no code of the language any more, the fixture. */
function repeated(adapter: LanguageAdapter, path: string): string {
  const part = readFileSync(join(folder, path), 'utf8');
  const text = part.repeat(Math.ceil(characters / part.length));
  const read = adapter.read({ path, text, rangeOf: createRangeFinder(text) });
  return read.hasSyntaxErrors || read.problem ? part : text;
}

const results: Record<string, Measured> = {};
for (const file of readdirSync(folder).sort()) {
  const language = languages.find(({ endings }) => endings.some((ending) => file.endsWith(ending)));
  const adapter = languageAdapters.find((one) => one.canRead(file));
  const grammar = language?.grammarOf(file) ?? grammarNameOf(file);
  if (grammar === undefined || !adapter) continue;
  await adapter.load();
  const text = repeated(adapter, file);
  const rangeOf = createRangeFinder(text);
  const read = (): void => {
    adapter.read({ path: file, text, rangeOf });
  };
  const title = language?.title ?? 'JavaScript';
  const measured = await compareWithParsing([{ code: text, grammar }], read, rounds);
  results[title] = measured;
  const { readMs, parseMs, times } = measured;
  process.stdout.write(
    `${title}: ${readMs.toFixed(0)} ms, parse ${parseMs.toFixed(0)} ms, ${times} times\n`,
  );
}
process.stdout.write(`Load ${two(loadavg()[0] ?? 0)}.\n`);
mkdirSync('bench/results', { recursive: true });
writeFileSync('bench/results/reading.json', `${JSON.stringify(results, null, 2)}\n`);
