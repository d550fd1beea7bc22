// The figures of the strength issue on this machine: speed, load time, and agreement with zxcvbn-ts. Takes about a
// quarter of an hour, nearly all of it zxcvbn's. Run: npm run bench -- strength; writes
// bench/results/strength.md.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { arch, cpus } from 'node:os';
import { join } from 'node:path';
import { assess } from '../src/strength/assess.ts';
import { randomSource } from '../test/strength/cells.ts';
import { drawFrom, families } from '../test/strength/families.ts';
import { agreement, asInRepositories, compare, disagreements } from './strength/compare.ts';
import { median } from './strength/ranks.ts';
import { plainZxcvbn, root } from './strength/zxcvbn.ts';

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

interface Load {
  readonly wallMs: number;
  /** What other programs on the machine do not add to. */
  readonly processorMs: number;
}

/** What a new process needs for the lists and the published secrets, the program itself loaded. */
function measureLoad(): Load {
  const module = new URL('../src/strength/assess.js', import.meta.url).href;
  const script = `const { assess } = await import(${JSON.stringify(module)});
    const started = performance.now();
    const usage = process.cpuUsage();
    assess('first');
    const { user, system } = process.cpuUsage(usage);
    const wallMs = performance.now() - started;
    process.stdout.write(JSON.stringify({ wallMs, processorMs: (user + system) / 1000 }));`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  return JSON.parse(stdout) as Load;
}

function report(): string {
  const loads = Array.from({ length: 9 }, measureLoad);
  const loadMs = median(loads.map(({ wallMs }) => wallMs));
  const processorMs = median(loads.map((load) => load.processorMs));
  const speeds = measureSpeed();
  const zxcvbn = plainZxcvbn({ isMerged: false });
  const random = randomSource('zxcvbn');
  const keys = repeat(9, () => random(32).toString('hex'));
  const theirs = medianMicroseconds(keys, zxcvbn);
  const ours = speeds[0]?.microseconds ?? 1;
  const compared = compare(5000);
  const human = compared.filter(({ family }) => family !== 'random');
  const usual = asInRepositories(human);
  const { count, rows } = disagreements(human);
  return `# Strength

${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${process.platform} ${arch()}, Node ${process.version}.

| Figure | Measured | Bar |
| --- | --- | --- |
| Load of all lists and the first rating, median of 9 processes | ${loadMs.toFixed(1)} ms | 15 ms |
| the same in processor time | ${processorMs.toFixed(1)} ms | 15 ms |
${speeds.map(({ name, microseconds, limit }) => `| ${name}, median | ${microseconds.toFixed(1)} us | ${limit} us |`).join('\n')}
| zxcvbn-ts on 64 random hex digits, median | ${(theirs / 1000).toFixed(0)} ms | |
| times faster than zxcvbn-ts there | ${Math.round(theirs / ours).toLocaleString('en')} | 1,000 |

Random keys in each length and spelling: [random-keys.md](random-keys.md).

## Agreement with zxcvbn-ts

Rank correlation (Spearman) of the bits of both, on ${compared.length} texts under 40 characters: every family of
test/strength/families.ts in turn, none left out, and one random text in ten. zxcvbn-ts "as it comes" has its common and
English lists. "With the same knowledge" it has every list that keylint has (all languages, words of secrets and
placeholders, published secrets, host names and mail providers, MD5 of common words) and is asked about every reading
that keylint finds, the cheapest counting, since it decodes nothing by itself: what is left are differences in taking a
text apart and pricing its pieces.

| Texts | As it comes | With the same knowledge | Bar |
| --- | --- | --- | --- |
| all ${human.length} human ones | ${agreement(human, 'plain')} | ${agreement(human, 'informed')} | 0.9 |
| ${usual.length} of them, mixed as secrets in public repositories are | ${agreement(usual, 'plain')} | ${agreement(usual, 'informed')} | |
| all ${compared.length}, the ${compared.length - human.length} random ones among them | ${agreement(compared, 'plain')} | ${agreement(compared, 'informed')} | |

Of the human texts ${count} (${((100 * count) / human.length).toFixed(1)} %) have ranks more than 20 % of all apart, with the same
knowledge. All families that have such texts, with the mean of these (+: keylint puts them higher, as harder to guess),
the middle one of them, its bits, and the pieces with theirs. Where fewer than every fourth text of a family is among
them, the reason is the general one:

| Family | Ranks apart | Far apart | Sample | keylint | zxcvbn-ts | Why |
| --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}

const text = report();
const results = join(root, 'bench/results');
mkdirSync(results, { recursive: true });
writeFileSync(join(results, 'strength.md'), text);
process.stdout.write(text);
