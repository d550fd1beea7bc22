// Tries a second of `forgeable-token` on one core: our search of a word list, a bare loop of node's createHmac over the
// same lines in memory, and hashcat on the CPU (mode 16500, -a 0), where it is installed. In turns, by processor time
// less that of a list of one line, so that other programs and start-up do not count.
// Run: npm run bench -- tokens; writes bench/results/tokens.json.
import { spawnSync } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// Compiled along, for the program that is measured.
import '../src/run/tokens/search-list.ts';
import { describeMachine, median, type TimedCommand, time } from './timing.ts';

const root = join(import.meta.dirname, '../..');
const lines = 1_000_000;
/** Processor time scatters little, and hashcat takes long to start. */
const rounds = Number(process.argv[2] ?? 3);
const directory = mkdtempSync(join(tmpdir(), 'keylint-bench-tokens-'));

function write(name: string, text: string): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

/** Words of 6 to 16 letters, as lists of passwords have them. */
function makeList(count: number): string {
  return Array.from({ length: count }, () => {
    const bytes = randomBytes(12);
    return bytes.toString('base64url').slice(0, 6 + ((bytes[0] ?? 0) % 11));
  }).join('\n');
}

function makeToken(algorithm: string): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { sub: '1234567890', name: 'John Doe', iat: 1516239022 };
  const signed = `${part({ alg: algorithm, typ: 'JWT' })}.${part(claims)}`;
  const hash = `sha${algorithm.slice(2)}`;
  return `${signed}.${createHmac(hash, randomBytes(64)).update(signed).digest('base64url')}`;
}

/** Each reads the token from the first file named and the words from the second. */
const programs = {
  keylint: `
    import { readFileSync } from 'node:fs';
    import { searchList } from ${JSON.stringify(join(root, 'dist-bench/src/run/tokens/search-list.js'))};
    const [h, p, s] = readFileSync(process.argv[2], 'utf8').trim().split('.');
    const { alg } = JSON.parse(Buffer.from(h, 'base64url'));
    const tokens = [{ algorithm: alg, signed: h + '.' + p, signature: Buffer.from(s, 'base64url') }];
    searchList({ tokens, path: process.argv[3], part: 0, parts: 1, maxLines: Infinity });`,
  createHmac: `
    import { createHmac } from 'node:crypto';
    import { readFileSync } from 'node:fs';
    const [h, p, s] = readFileSync(process.argv[2], 'utf8').trim().split('.');
    const hash = 'sha' + JSON.parse(Buffer.from(h, 'base64url')).alg.slice(2);
    const text = h + '.' + p;
    const wanted = Buffer.from(s, 'base64url');
    for (const word of readFileSync(process.argv[3], 'utf8').split('\\n')) {
      if (createHmac(hash, word).update(text).digest().equals(wanted)) console.log('found');
    }`,
};

function commandsFor(token: string, list: string): TimedCommand[] {
  const pinned = ['taskset', '-c', '0'];
  const node = (name: keyof typeof programs): TimedCommand => ({
    name,
    argv: [...pinned, process.execPath, write(`${name}.mjs`, programs[name]), token, list],
    cwd: directory,
    statuses: [0],
  });
  const flags = [
    '--potfile-disable',
    '--restore-disable',
    '--logfile-disable',
    '--force',
    '--quiet',
  ];
  const hashcat: TimedCommand = {
    name: 'hashcat',
    argv: [...pinned, 'hashcat', '-m', '16500', '-a', '0', ...flags, token, list],
    cwd: directory,
    // 1: the list is exhausted.
    statuses: [0, 1],
    env: { POCL_MAX_PTHREAD_COUNT: '1' },
  };
  const isInstalled = spawnSync('hashcat', ['--version']).status === 0;
  return [node('keylint'), node('createHmac'), ...(isInstalled ? [hashcat] : [])];
}

const one = write('one.txt', 'plainly-fake\n');
const many = write('many.txt', makeList(lines));
const results = ['HS256', 'HS384', 'HS512'].map((algorithm) => {
  const token = write(`${algorithm}.txt`, `${makeToken(algorithm)}\n`);
  const idle = commandsFor(token, one);
  const busy = commandsFor(token, many);
  const taken = new Map<string, number[]>();
  // hashcat compiles what it needs of an algorithm when it first meets it.
  for (const command of idle) time(command);
  for (let round = 1; round <= rounds; round++) {
    for (const [index, command] of busy.entries()) {
      const start = time(idle[index] ?? command).cpuMs;
      const rate = (lines / (time(command).cpuMs - start)) * 1000;
      taken.set(command.name, [...(taken.get(command.name) ?? []), rate]);
    }
  }
  const rates = Object.fromEntries(
    [...taken].map(([name, all]) => [name, Math.round(median(all))]),
  );
  const { keylint = Number.NaN, createHmac: loop = Number.NaN, hashcat } = rates;
  const round = (value: number) => Math.round(value * 100) / 100;
  return {
    algorithm,
    triesPerSecond: rates,
    toCreateHmac: round(keylint / loop),
    ...(hashcat !== undefined && { toHashcat: round(keylint / hashcat) }),
  };
});
const text = `${JSON.stringify({ machine: describeMachine(), lines, bars: { toCreateHmac: 0.9, toHashcat: 0.5 }, results }, null, 2)}\n`;
mkdirSync(join(root, 'bench/results'), { recursive: true });
writeFileSync(join(root, 'bench/results/tokens.json'), text);
process.stdout.write(text);
