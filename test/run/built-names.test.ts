// Which names hold a build's hash, and which versions of a file a tool has written.
import { expect, test } from 'vitest';
import { createBuiltTest, withoutHash } from '../../src/run/history/built-names.ts';

test.each([
  ['ui/assets/index-DOYgeKhD.js', 'ui/assets/index.js'],
  ['ui/assets/index-30dee195.js', 'ui/assets/index.js'],
  ['static/main.1c36f736.chunk.js', 'static/main.chunk.js'],
  ['runtime-es2015.1eba213af0b233498d9d.js', 'runtime-es2015.js'],
])('%s is a version of %s', (path, file) => {
  expect(withoutHash(path)).toBe(file);
});

test.each([
  'src/user-settings.js',
  'src/UserService.js',
  'db/migrate-20240101.js',
  'a-accounts.config.js',
  'deploy-production.json',
  'src/jwt-PassPort.js',
  'tool-v1.20.30.js',
  '4f1c2a9b.js',
  'k8s-12345678.yaml',
])('%s holds none', (path) => {
  expect(withoutHash(path)).toBe(path);
});

test('what a tool wrote is told by its text, once a file; other versions of it may be of people', () => {
  const isBuilt = createBuiltTest();
  const built = Buffer.from(`var a=${'f(1,"k");g(2);'.repeat(10_000)}\n`);
  const written = Buffer.from('const secret = read();\n'.repeat(6_000));
  expect([isBuilt('a.js', written), isBuilt('a.js', built), isBuilt('a.js', built)]).toEqual([
    ...[false, true, true],
  ]);
  expect([isBuilt('a.js', written), isBuilt('a.js', built.subarray(0, 90_000))]).toEqual([
    ...[false, false],
  ]);
});
