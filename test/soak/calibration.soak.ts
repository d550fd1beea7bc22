// Cracks what we rate: 2,000 secrets of people and models, drawn from lists that nothing here was tuned on, sign one
// header and payload each, and hashcat runs words, rules and masks against the tokens. What we rate under the number of
// guesses made must mostly fall, and nothing that we call over 80 bits may.
//
// KEYLINT_CALIBRATION is a directory with a file of secrets for each family, one a line, and `# source` lines on top; the
// lists hold what real people chose, so none is kept here. Needs hashcat with an OpenCL device: Debian's hashcat,
// pocl-opencl-icd and ocl-icd-libopencl1 will do. KEYLINT_CALIBRATION_SECONDS ends each step of the attack.
import { spawnSync } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { assess } from '../../src/strength/assess.ts';
import { languagePackages } from '../../src/strength/lists/collect-words.ts';

const root = join(import.meta.dirname, '../..');
const lists = process.env.KEYLINT_CALIBRATION ?? '';
const seconds = Number(process.env.KEYLINT_CALIBRATION_SECONDS ?? 1200);
const hasHashcat = spawnSync('hashcat', ['--version']).status === 0;
const rules = '/usr/share/hashcat/rules';
const wanted = 2000;
const seed = 'keylint calibration 1';
const directory = mkdtempSync(join(tmpdir(), 'keylint-calibration-'));

afterAll(() => rmSync(directory, { recursive: true, force: true }));

interface Family {
  readonly name: string;
  readonly source: string;
  readonly secrets: readonly string[];
}

const encode = (text: string): string => Buffer.from(text).toString('base64url');
/** One for all, so that hashcat tries a guess against all of them at once. */
const signed = `${encode('{"alg":"HS256","typ":"JWT"}')}.${encode('{"sub":"calibration"}')}`;
const tokenOf = (secret: string): string =>
  `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;

/** As many of each family, or all there are, by the order of a keyed hash: nobody chose them. */
function drawFamilies(): Family[] {
  const seen = new Set<string>();
  const files = readdirSync(lists).filter((name) => name.endsWith('.txt'));
  const families = files.sort().map((file) => {
    const lines = readFileSync(join(lists, file), 'utf8').split(/\r?\n/);
    const secrets = [...new Set(lines)].filter(
      (line) => line !== '' && !line.startsWith('#') && line.length <= 100 && !seen.has(line),
    );
    for (const secret of secrets) seen.add(secret);
    const name = basename(file, '.txt');
    return { name, source: lines.find((line) => line.startsWith('# '))?.slice(2) ?? name, secrets };
  });
  let left = wanted;
  return families
    .sort((a, b) => a.secrets.length - b.secrets.length)
    .map(({ name, source, secrets }, i) => {
      const share = Math.ceil(left / (families.length - i));
      const order = (text: string): string =>
        createHash('sha256').update(`${seed}${name}${text}`).digest('hex');
      const drawn = secrets
        .map((text) => [order(text), text] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .slice(0, share)
        .map(([, text]) => text);
      left -= drawn.length;
      return { name, source, secrets: drawn };
    });
}

/** The words of the public lists, the most common first: what every attacker begins with. */
function commonWords(): string[] {
  const require = createRequire(join(root, 'package.json'));
  const ranks = new Map<string, number>();
  for (const name of languagePackages) {
    const { dictionary } = require(`@zxcvbn-ts/${name}`) as {
      dictionary: Readonly<Record<string, unknown>>;
    };
    for (const [list, entries] of Object.entries(dictionary)) {
      if (!Array.isArray(entries)) continue;
      const isNear = /^passwords/.test(list) ? 0.5 : /-(?:en|common)$/.test(name) ? 1 : 3;
      entries.forEach((word: unknown, rank) => {
        const place = (rank + 1) * isNear;
        if (typeof word === 'string' && place < (ranks.get(word) ?? Number.POSITIVE_INFINITY)) {
          ranks.set(word, place);
        }
      });
    }
  }
  return [...ranks].sort(([, a], [, b]) => a - b).map(([word]) => word);
}

interface Step {
  readonly what: string;
  readonly arguments: readonly string[];
  readonly guesses: number;
}

function numbers(): string[] {
  return [1, 2, 3, 4, 5, 6].flatMap((length) =>
    Array.from({ length: 10 ** length }, (_, i) => String(i).padStart(length, '0')),
  );
}

/** Day first, month first and year first. */
function dates(): string[] {
  const found = new Set<string>();
  for (let day = 0; day < 91 * 366; day++) {
    const moment = new Date(Date.UTC(1940, 0, 1 + day));
    if (moment.getUTCFullYear() > 2030) break;
    const [year = '', month = '', date = ''] = moment.toISOString().slice(0, 10).split('-');
    for (const text of [date + month + year, month + date + year, year + month + date])
      found.add(text);
  }
  return [...found];
}

function attack(words: readonly string[]): Step[] {
  const write = (name: string, count: number): string => {
    const path = join(directory, name);
    writeFileSync(path, `${words.slice(0, count).join('\n')}\n`);
    return path;
  };
  const rule = (name: string): readonly [path: string, count: number] => {
    const path = join(rules, name);
    const lines = readFileSync(path, 'latin1').split('\n');
    return [path, lines.filter((line) => line.trim() !== '' && !line.startsWith('#')).length];
  };
  const withRules = (count: number, name: string): Step => {
    const [path, ruleCount] = rule(name);
    return {
      what: `the ${count.toLocaleString('en')} most common words with the ${ruleCount} rules of ${name}`,
      arguments: ['-a', '0', 'TOKENS', write(`${name}.words`, count), '-r', path],
      guesses: count * ruleCount,
    };
  };
  const fromList = (what: string, name: string, list: readonly string[]): Step => {
    const path = join(directory, name);
    writeFileSync(path, `${list.join('\n')}\n`);
    return { what, arguments: ['-a', '0', 'TOKENS', path], guesses: list.length };
  };
  return [
    {
      what: 'all words of the lists',
      arguments: ['-a', '0', 'TOKENS', write('all', words.length)],
      guesses: words.length,
    },
    withRules(60_000, 'best64.rule'),
    fromList('all numbers of up to six digits', 'numbers', numbers()),
    fromList('all dates from 1940 to 2030 in eight digits', 'dates', dates()),
    withRules(2500, 'T0XlC.rule'),
  ];
}

/** Runs a step; whether it came to its end. */
function run(step: Step, tokens: string, pot: string): boolean {
  const { status } = spawnSync(
    'hashcat',
    [
      ...['-m', '16500', '-D', '1', '--force', '-O', '--quiet', '--potfile-path', pot],
      ...['--session', `keylint-${process.pid}`, '--runtime', String(seconds)],
      ...step.arguments.map((argument) => (argument === 'TOKENS' ? tokens : argument)),
    ],
    { stdio: 'ignore' },
  );
  return status === 0 || status === 1;
}

interface Rated {
  readonly family: string;
  readonly bits: number;
  readonly fell: boolean;
}

const share = (part: number, all: number): string =>
  all === 0 ? '-' : `${((100 * part) / all).toFixed(0)} %`;

function table(
  rated: readonly Rated[],
  rows: readonly (readonly [string, (r: Rated) => boolean])[],
) {
  return rows.map(([name, isIn]) => {
    const among = rated.filter(isIn);
    const fallen = among.filter(({ fell }) => fell).length;
    return `| ${name} | ${among.length} | ${fallen} | ${share(fallen, among.length)} |`;
  });
}

const isReady = lists !== '' && existsSync(lists) && hasHashcat;

test.skipIf(!isReady)('what falls is what we call weak', () => {
  const families = drawFamilies();
  const tokens = join(directory, 'tokens');
  const pot = join(directory, 'pot');
  const all = families.flatMap(({ secrets }) => secrets);
  writeFileSync(tokens, `${all.map(tokenOf).join('\n')}\n`);
  const done = attack(commonWords()).map((step) => ({ ...step, isWhole: run(step, tokens, pot) }));
  const guesses = done.reduce((sum, step) => (step.isWhole ? sum + step.guesses : sum), 0);
  const guessedBits = Math.log2(guesses);
  const found = existsSync(pot) ? readFileSync(pot, 'utf8') : '';
  const fallen = new Set(found.split('\n').map((line) => line.slice(0, line.indexOf(':'))));
  const rated = families.flatMap(({ name, secrets }) =>
    secrets.map((secret) => ({
      family: name,
      bits: assess(secret).bits,
      fell: fallen.has(tokenOf(secret)),
    })),
  );
  const steps = done.map(
    ({ what, guesses: count, isWhole }) =>
      `- ${what}: ${count.toLocaleString('en')} guesses${isWhole ? '' : ', ended early and not counted'}`,
  );
  const edges = [0, 8, 12, 16, 20, 24, 28, 32, 40, 50, 60, 80, Number.POSITIVE_INFINITY];
  const bins = edges.slice(0, -1).map((from, i) => {
    const to = edges[i + 1] ?? Number.POSITIVE_INFINITY;
    const name = to === Number.POSITIVE_INFINITY ? `${from} and more` : `${from} to ${to}`;
    return [name, ({ bits }: Rated) => bits >= from && bits < to] as const;
  });
  const under = rated.filter(({ bits }) => bits < guessedBits);
  const over = rated.filter(({ bits }) => bits > 80);
  const underFell = under.filter(({ fell }) => fell).length;
  const overFell = over.filter(({ fell }) => fell).length;
  writeFileSync(
    join(root, 'bench/results/calibration.md'),
    `# Calibration: cracking what we rate

\`npm run soak -- test/soak/calibration.soak.ts\` draws ${all.length.toLocaleString('en')} secrets that nothing was tuned on, before any is rated, by the order of
SHA-256 over \`${seed}\`, the family and the secret; makes an HS256 token of each, with one header and payload; and lets
hashcat guess (mode 16500, on the processor). ${guesses.toLocaleString('en')} guesses were made, 2^${guessedBits.toFixed(1)}:

${steps.join('\n')}

Of the ${under.length} secrets rated under ${guessedBits.toFixed(1)} bits ${underFell} fell (${share(underFell, under.length)}); of the ${over.length} rated over 80 bits ${overFell}.

| Bits | Secrets | Fell | Share |
| --- | --- | --- | --- |
${table(rated, bins).join('\n')}

| Family | Secrets | Fell | Share |
| --- | --- | --- | --- |
${table(
  rated,
  families.map(({ name }) => [name, ({ family }: Rated) => family === name] as const),
).join('\n')}

${families.map(({ name, source }) => `- ${name}: ${source}`).join('\n')}
`,
  );
  expect(all.length).toBeGreaterThanOrEqual(1900);
  expect(overFell).toBe(0);
  expect(underFell / under.length).toBeGreaterThanOrEqual(0.7);
});
