// What reading code costs beside tree-sitter's own parse, for each language: the bar is 2.5 times. The fixtures, over and
// over; times of the processor, the best of several rounds. Run: npm run bench -- reading; writes
// bench/results/reading.json.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Parser } from 'web-tree-sitter';
import { createRangeFinder } from '../src/model/place.ts';
import { languageAdapters, languages } from '../src/scan/languages/index.ts';
import { parserOf, processorMs, two } from './parsing.ts';

const folder = resolve('fixtures/languages');
const rounds = 12;
const characters = 60_000;

/** The least of several times: what else the machine does only adds. */
function best(run: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = processorMs();
    run();
    least = Math.min(least, processorMs() - start);
  }
  return least;
}

/** A fixture over and over; where that is no code of the language any more, the fixture. */
function repeated(parser: Parser, part: string): string {
  const twice = parser.parse(part + part);
  const isBroken = twice?.rootNode.hasError !== false;
  twice?.delete();
  return isBroken ? part : part.repeat(Math.ceil(characters / part.length));
}

const results: Record<string, { parseMs: number; readMs: number; times: number }> = {};
await Parser.init();
for (const file of readdirSync(folder).sort()) {
  const language = languages.find(({ endings }) => endings.some((ending) => file.endsWith(ending)));
  const adapter = languageAdapters.find((one) => one.canRead(file));
  if (!language || !adapter) continue;
  const part = readFileSync(join(folder, file), 'utf8');
  const parser = await parserOf(language.grammarOf(file));
  const text = repeated(parser, part);
  await adapter.load();
  const parseMs = best(() => parser.parse(text)?.delete());
  const rangeOf = createRangeFinder(text);
  const readMs = best(() => {
    adapter.read({ path: file, text, rangeOf });
  });
  results[language.title] = {
    parseMs: two(parseMs),
    readMs: two(readMs),
    times: two(readMs / parseMs),
  };
  process.stdout.write(
    `${language.title}: ${readMs.toFixed(0)} ms, parse ${parseMs.toFixed(0)} ms, ${(readMs / parseMs).toFixed(2)} times\n`,
  );
}
mkdirSync('bench/results', { recursive: true });
writeFileSync('bench/results/reading.json', `${JSON.stringify(results, null, 2)}\n`);
