// The figures of the strength issue on this machine: speed, load time, and agreement with zxcvbn-ts. Takes about a
// quarter of an hour, nearly all of it zxcvbn's. Run: npm run bench -- strength; writes
// bench/results/strength.md.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assess } from '../src/strength/assess.ts';
import { randomSource } from '../test/strength/cells.ts';
import { drawFrom, families } from '../test/strength/families.ts';

const root = findRoot(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(join(root, 'package.json'));

function findRoot(from: string): string {
  let directory = from;
  while (!existsSync(join(directory, 'package.json'))) directory = dirname(directory);
  return directory;
}

/** Bits that zxcvbn-ts estimates. */
function loadZxcvbn(): (text: string) => number {
  const { ZxcvbnFactory } = require('@zxcvbn-ts/core');
  const common = require('@zxcvbn-ts/language-common');
  const english = require('@zxcvbn-ts/language-en');
  const zxcvbn = new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    translations: english.translations,
  });
  return (text) => zxcvbn.check(text).guessesLog10 / Math.log10(2);
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;

function medianMicroseconds(texts: readonly string[], run: (text: string) => unknown): number {
  return median(
    texts.map((text) => {
      const started = process.hrtime.bigint();
      run(text);
      return Number(process.hrtime.bigint() - started) / 1000;
    }),
  );
}

function repeat(count: number, make: () => string): string[] {
  return Array.from({ length: count }, make);
}

interface Speed {
  readonly name: string;
  readonly microseconds: number;
  readonly limit: number;
}

function measureSpeed(): Speed[] {
  const random = randomSource('speed');
  const draw = drawFrom('speed');
  const words =
    'correct horse battery staple quick brown fox amazing company network private'.split(' ');
  const passphrase = (): string => {
    let text = '';
    while (text.length < 128) text += `${draw.pick(words)}-`;
    return text.slice(0, 128);
  };
  const inputs: readonly (readonly [string, () => string, number])[] = [
    ['64 random hex digits', () => random(32).toString('hex'), 50],
    ['64 random base64 characters', () => random(48).toString('base64'), 50],
    ['86 random base64url characters', () => random(64).toString('base64url'), 75],
    ['128-character passphrase', passphrase, 300],
    ['a human secret of the families', () => draw.pick(families).make(draw), 300],
  ];
  return inputs.map(([name, make, limit]) => {
    const texts = repeat(3000, make);
    for (const text of texts) assess(text);
    return { name, microseconds: medianMicroseconds(texts, assess), limit };
  });
}

/** Spearman's coefficient: the correlation of ranks, ties sharing theirs. */
function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  const x = ranks(a);
  const y = ranks(b);
  const mean = (a.length - 1) / 2;
  let covariance = 0;
  let varianceX = 0;
  let varianceY = 0;
  for (let i = 0; i < a.length; i++) {
    const dx = (x[i] ?? 0) - mean;
    const dy = (y[i] ?? 0) - mean;
    covariance += dx * dy;
    varianceX += dx * dx;
    varianceY += dy * dy;
  }
  return covariance / Math.sqrt(varianceX * varianceY);
}

function ranks(values: readonly number[]): number[] {
  const order = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
  const result: number[] = [];
  for (let i = 0; i < order.length; ) {
    let end = i;
    while (end < order.length && order[end]?.value === order[i]?.value) end++;
    for (let k = i; k < end; k++) result[order[k]?.index ?? 0] = (i + end - 1) / 2;
    i = end;
  }
  return result;
}

/**
 * Families that zxcvbn has no reading for: it decodes nothing, knows no digests, no published secrets and none of the
 * words that signing secrets are made of. There the two must differ.
 */
const unreadable: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/base64|hex|percent|quoted/, 'zxcvbn-ts decodes nothing'],
  [/md5|sha|SHA/, 'zxcvbn-ts knows no digests of words'],
  [/apart|reversed|alternating/, 'read as letters by keylint, as random by zxcvbn-ts'],
  [/change me|replace|here/, 'published values and placeholders: one guess to keylint'],
  [
    /urpose|URPOSE|IP addr/,
    'words of signing secrets (jwt, key, signature) and separators are cheap to keylint',
  ],
  [/mashed|Unix|date and time/, 'zones of the keyboard and clocks are unknown to zxcvbn-ts'],
];

function whyUnreadable(family: string): string | undefined {
  return unreadable.find(([pattern]) => pattern.test(family))?.[1];
}

interface Compared {
  readonly family: string;
  readonly text: string;
  readonly ours: number;
  readonly theirs: number;
}

function compare(zxcvbn: (text: string) => number, count: number): Compared[] {
  const compared: Compared[] = [];
  const draws = families.map(({ name }) => drawFrom(`compare ${name}`));
  const random = randomSource('compare');
  for (let i = 0; compared.length < count; i++) {
    const family = families[i % families.length];
    const draw = draws[i % families.length];
    if (!family || !draw) break;
    const isRandom = i % 10 === 9;
    const text = isRandom ? random(6 + (i % 18)).toString('base64url') : family.make(draw);
    if (text.length >= 40) continue;
    const name = isRandom ? 'random' : family.name;
    compared.push({ family: name, text, ours: assess(text).bits, theirs: zxcvbn(text) });
  }
  return compared;
}

/** Families where the two put their samples furthest apart, in ranks. */
function disagreements(human: readonly Compared[]): string[] {
  const ours = ranks(human.map((sample) => sample.ours));
  const theirs = ranks(human.map((sample) => sample.theirs));
  const byFamily = new Map<string, { sum: number; count: number; sample: Compared }>();
  human.forEach((sample, i) => {
    const apart = ((ours[i] ?? 0) - (theirs[i] ?? 0)) / human.length;
    const entry = byFamily.get(sample.family) ?? { sum: 0, count: 0, sample };
    byFamily.set(sample.family, { ...entry, sum: entry.sum + apart, count: entry.count + 1 });
  });
  return [...byFamily]
    .map(([family, { sum, count, sample }]) => ({ family, apart: sum / count, sample }))
    .sort((a, b) => Math.abs(b.apart) - Math.abs(a.apart))
    .slice(0, 16)
    .map(({ family, apart, sample }) => {
      const percent = `${apart > 0 ? '+' : ''}${Math.round(apart * 100)} %`;
      return `| ${family} | ${percent} | \`${sample.text.replaceAll('|', ' ')}\` | ${sample.ours.toFixed(0)} | ${sample.theirs.toFixed(0)} | ${whyUnreadable(family) ?? 'keylint charges for choosing and spelling each piece, zxcvbn-ts multiplies ranks'} |`;
    });
}

/** Milliseconds that a new process needs for the lists and the published secrets, the program itself loaded. */
function measureLoad(): number {
  const module = new URL('../src/strength/assess.js', import.meta.url).href;
  const script = `const { assess } = await import(${JSON.stringify(module)});
    const started = performance.now();
    assess('first');
    process.stdout.write(String(performance.now() - started));`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  return Number(stdout);
}

function report(): string {
  const loadMs = median(Array.from({ length: 9 }, measureLoad));
  const speeds = measureSpeed();
  const zxcvbn = loadZxcvbn();
  const random = randomSource('zxcvbn');
  const keys = repeat(9, () => random(32).toString('hex'));
  const theirs = medianMicroseconds(keys, zxcvbn);
  const ours = speeds[0]?.microseconds ?? 1;
  const compared = compare(zxcvbn, 5000);
  const human = compared.filter(({ family }) => family !== 'random');
  const readable = human.filter(
    ({ family, text }) => !whyUnreadable(family) && assess(text).predictable !== 'known',
  );
  const correlation = (samples: readonly Compared[]): string =>
    rankCorrelation(
      samples.map((sample) => sample.ours),
      samples.map((sample) => sample.theirs),
    ).toFixed(3);
  return `# Strength

${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${process.platform} ${arch()}, Node ${process.version}.

| Figure | Measured | Bar |
| --- | --- | --- |
| Load of all lists and the first rating, median of 9 processes | ${loadMs.toFixed(1)} ms | 15 ms |
${speeds.map(({ name, microseconds, limit }) => `| ${name}, median | ${microseconds.toFixed(1)} us | ${limit} us |`).join('\n')}
| zxcvbn-ts on 64 random hex digits, median | ${(theirs / 1000).toFixed(0)} ms | |
| times faster than zxcvbn-ts there | ${Math.round(theirs / ours).toLocaleString('en')} | 1,000 |
| rank correlation with zxcvbn-ts, ${readable.length} human strings under 40 characters in spellings that both read | ${correlation(readable)} | 0.9 |
| the same over all ${human.length} human strings, encodings, digests and published values included | ${correlation(human)} | |
| the same with all ${compared.length - human.length} random ones among them | ${correlation(compared)} | |

Families whose ranks differ most (+: we put them higher, as harder to guess), with one sample and both estimates in bits:

| Family | Ranks apart | Sample | keylint | zxcvbn-ts | Why |
| --- | --- | --- | --- | --- | --- |
${disagreements(human).join('\n')}
`;
}

const text = report();
const results = join(root, 'bench/results');
mkdirSync(results, { recursive: true });
writeFileSync(join(results, 'strength.md'), text);
process.stdout.write(text);
