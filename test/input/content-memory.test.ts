// What is kept between runs: read back by the same build for the same repository, and by nobody else; nothing that is
// wrong with the file stops a run.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openContentMemory } from '../../src/input/content-memory.ts';
import { isWindows, scratch } from './scratch.ts';

const idOf = (text: string | number): string =>
  createHash('sha1').update(String(text)).digest('hex');
const ids = ['a', 'b', 'c'].map(idOf);
const root = '/home/ann/harborline';

function remembering(learned: readonly string[] = ids): { directory: string; file: string } {
  const directory = join(scratch(), 'made', 'when needed');
  const memory = openContentMemory({ directory, buildId: 'one' }, root);
  memory.learn(learned);
  memory.save(learned);
  const [name = ''] = readdirSync(directory);
  return { directory, file: join(directory, name) };
}

const knownTo = (directory: string, buildId = 'one', of = root): string[] =>
  [...openContentMemory({ directory, buildId }, of).known].sort();

test('what one run learned is known to the next', () => {
  const { directory } = remembering();
  expect(knownTo(directory)).toEqual([...ids].sort());
  const memory = openContentMemory({ directory, buildId: 'one' }, root);
  memory.learn([idOf('d')]);
  memory.save([...ids, idOf('d')]);
  expect(knownTo(directory)).toEqual([...ids, idOf('d')].sort());
});

test('another build, another repository and an empty directory know nothing', () => {
  const { directory } = remembering();
  expect(knownTo(directory, 'two')).toEqual([]);
  expect(knownTo(directory, 'one', '/home/ann/other')).toEqual([]);
  expect(knownTo(scratch())).toEqual([]);
});

test('who learned nothing writes nothing', () => {
  const directory = join(scratch(), 'cache');
  const memory = openContentMemory({ directory, buildId: 'one' }, root);
  memory.save(ids);
  expect(() => readdirSync(directory)).toThrow('ENOENT');
});

test.runIf(!isWindows)('is readable by its owner alone, and names neither paths nor texts', () => {
  const { directory, file } = remembering();
  expect(execFileSync('stat', ['-c', '%a', directory, file], { encoding: 'utf8' })).toBe(
    '700\n600\n',
  );
  expect(file).not.toContain('harborline');
  const [head, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  expect(head).toMatch(/^keylint contents 1 one [0-9a-f]{64}$/);
  expect(lines.sort()).toEqual([...ids].sort());
});

test.each<[string, (text: string) => string]>([
  ['cut short', (text) => text.slice(0, -20)],
  ['with another id', (text) => text.replace(idOf('b'), idOf('x'))],
  ['with one id more', (text) => `${text}${idOf('x')}\n`],
  ['without a line', () => 'x'.repeat(100)],
  ['empty', () => ''],
])('a file that is %s counts as none, and is written anew', (_, change) => {
  const { directory, file } = remembering();
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  expect(knownTo(directory)).toEqual([]);
  const memory = openContentMemory({ directory, buildId: 'one' }, root);
  memory.learn(ids);
  memory.save(ids);
  expect(knownTo(directory)).toEqual([...ids].sort());
});

test.runIf(!isWindows)('a pipe does not hold up the run, a link is not followed', () => {
  const { directory, file } = remembering();
  const target = scratch({ copy: readFileSync(file) });
  execFileSync('rm', [file]);
  symlinkSync(join(target, 'copy'), file);
  expect(knownTo(directory)).toEqual([]);
  execFileSync('rm', [file]);
  execFileSync('mkfifo', [file]);
  expect(knownTo(directory)).toEqual([]);
});

test('a directory that cannot be made or written to is no error', () => {
  const place = scratch({ file: 'in the way' });
  const directories = [join(place, 'file'), join(place, 'file', 'below')];
  for (const directory of directories) {
    const memory = openContentMemory({ directory, buildId: 'one' }, root);
    memory.learn(ids);
    expect(() => memory.save(ids)).not.toThrow();
    expect(memory.known.size).toBe(0);
  }
});

test('of what no branch holds any more so much is kept and no more', () => {
  const old = Array.from({ length: 25_000 }, (_, n) => idOf(n));
  const { directory } = remembering(old);
  const memory = openContentMemory({ directory, buildId: 'one' }, root);
  expect(memory.known.size).toBe(25_000);
  memory.learn(ids);
  memory.save(ids);
  const known = new Set(knownTo(directory));
  expect(known.size).toBe(20_000);
  expect(ids.every((id) => known.has(id))).toBe(true);
});

test('of many repositories the longest unused are forgotten', () => {
  const { directory, file } = remembering();
  utimesSync(file, 1, 1);
  for (let n = 0; n < 64; n++) {
    const memory = openContentMemory({ directory, buildId: 'one' }, `/repository/${n}`);
    memory.learn(ids);
    memory.save(ids);
  }
  expect(readdirSync(directory)).toHaveLength(64);
  expect(knownTo(directory)).toEqual([]);
  expect(knownTo(directory, 'one', '/repository/0')).toHaveLength(3);
});
