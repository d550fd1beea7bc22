import { describe, expect, test } from 'vitest';
import { createModulePathResolver } from '../../../src/scan/languages/module-paths.ts';

const files = [
  'package.json',
  'tsconfig.json',
  'src/auth.ts',
  'src/config/index.ts',
  'src/config.d/keys.js',
  'src/esm.ts',
  'packages/lib/package.json',
  'packages/lib/src/index.ts',
  'packages/lib/src/keys.ts',
  'apps/api/tsconfig.json',
  'apps/api/src/main.ts',
  'apps/api/src/env.ts',
];

function resolver(configs: Record<string, unknown>) {
  return createModulePathResolver({
    paths: new Set(files),
    configs: new Map(Object.entries(configs).map(([path, value]) => [path, JSON.stringify(value)])),
  });
}

describe('module specifiers', () => {
  const resolve = resolver({
    'tsconfig.json': {
      compilerOptions: {
        baseUrl: '.',
        paths: { '@/*': ['src/*'], '#keys': ['src/config.d/keys'] },
      },
    },
    'apps/api/tsconfig.json': { compilerOptions: { paths: { '~/*': ['./src/*'] } } },
    'packages/lib/package.json': { name: '@acme/lib', main: 'dist/index.js' },
  });

  test.each([
    ['src/auth.ts', './config', 'src/config/index.ts'],
    ['src/auth.ts', './esm.js', 'src/esm.ts'],
    ['src/auth.ts', './config.d/keys', 'src/config.d/keys.js'],
    ['src/auth.ts', '@/config', 'src/config/index.ts'],
    ['src/auth.ts', '#keys', 'src/config.d/keys.js'],
    ['src/auth.ts', 'src/esm', 'src/esm.ts'],
    ['apps/api/src/main.ts', '~/env', 'apps/api/src/env.ts'],
    ['src/auth.ts', '~/env', undefined],
    ['apps/api/src/main.ts', '@acme/lib', 'packages/lib/src/index.ts'],
    ['apps/api/src/main.ts', '@acme/lib/keys', 'packages/lib/src/keys.ts'],
    ['src/auth.ts', 'jsonwebtoken', undefined],
    ['src/auth.ts', '../../outside', undefined],
    ['src/auth.ts', '__proto__', undefined],
  ])('%s imports %s', (from, specifier, expected) => {
    expect(resolve(from, specifier)).toBe(expected);
  });

  test('broken configuration is no obstacle', () => {
    const broken = createModulePathResolver({
      paths: new Set(files),
      configs: new Map([['tsconfig.json', '{ "compilerOptions": { "paths": ']]),
    });
    expect(broken('src/auth.ts', './esm')).toBe('src/esm.ts');
  });
});

describe('a tsconfig that extends another', () => {
  const resolve = resolver({
    'tooling/tsconfig.paths.json': {
      compilerOptions: { paths: { '@lib/*': ['../packages/lib/src/*'], '~/*': ['./nowhere/*'] } },
    },
    'tooling/tsconfig.base.json': { extends: './tsconfig.paths', compilerOptions: {} },
    'apps/api/tsconfig.json': { extends: ['../../tooling/tsconfig.base.json'] },
    'packages/lib/tsconfig.json': {
      extends: '../../tooling/tsconfig.base.json',
      compilerOptions: { paths: { '~/*': ['./src/*'] } },
    },
    'tsconfig.json': { extends: './tsconfig.json' },
  });

  test.each([
    ['apps/api/src/main.ts', '@lib/keys', 'packages/lib/src/keys.ts'],
    ['packages/lib/src/index.ts', '~/keys', 'packages/lib/src/keys.ts'],
    // Its own `paths` replace those that it would inherit.
    ['packages/lib/src/index.ts', '@lib/keys', undefined],
    ['src/auth.ts', '@lib/keys', undefined],
  ])('%s: %s', (from, specifier, expected) => {
    expect(resolve(from, specifier)).toBe(expected);
  });
});

describe('aliases beside those of tsconfig', () => {
  const programs = (configs: Record<string, string>) =>
    createModulePathResolver({ paths: new Set(files), configs: new Map(Object.entries(configs)) });
  const from = 'src/auth.ts';

  test.each<[string, Record<string, string>, string, string]>([
    [
      'imports of package.json',
      { 'package.json': '{"imports":{"#config":"./src/config/index.ts"}}' },
      '#config',
      'src/config/index.ts',
    ],
    [
      'imports with conditions and a star',
      { 'package.json': '{"imports":{"#d/*":{"node":{"default":"./src/config.d/*.js"}}}}' },
      '#d/keys',
      'src/config.d/keys.js',
    ],
    [
      'module-alias',
      { 'package.json': '{"_moduleAliases":{"~conf":"src/config.d"}}' },
      '~conf/keys.js',
      'src/config.d/keys.js',
    ],
    [
      'Babel in package.json',
      { 'package.json': '{"babel":{"plugins":[["module-resolver",{"alias":{"@":"./src"}}]]}}' },
      '@/esm',
      'src/esm.ts',
    ],
    [
      'a pattern of Babel',
      { '.babelrc': '{"plugins":[["module-resolver",{"alias":{"^@/(.+)$":"./src/\\\\1"}}]]}' },
      '@/esm',
      'src/esm.ts',
    ],
    [
      'Vite with a URL',
      {
        'vite.config.ts':
          "export default defineConfig({ resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)), x: 'y' } } })",
      },
      '@/config',
      'src/config/index.ts',
    ],
    [
      'Vite from the root',
      { 'vite.config.js': "export default { resolve: { alias: { '~': '/src' } } }" },
      '~/esm',
      'src/esm.ts',
    ],
    [
      'Vite below its file',
      { 'vite.config.js': 'export default { resolve: { alias: { $s: `${__dirname}/src` } } }' },
      '$s/esm',
      'src/esm.ts',
    ],
    [
      'Vite with a pattern',
      {
        'vite.config.js':
          "export default { resolve: { alias: [{ find: /^@\\//, replacement: '/src/' }] } }",
      },
      '@/esm',
      'src/esm.ts',
    ],
    [
      'webpack with path.resolve',
      {
        'webpack.config.js':
          "module.exports = { resolve: { alias: { conf: path.resolve(__dirname, 'src', 'config.d') } } }",
      },
      'conf/keys',
      'src/config.d/keys.js',
    ],
    [
      'a list of find and replacement',
      {
        'vite.config.mjs':
          "export default { resolve: { alias: [{ find: '@s', replacement: resolve(__dirname, 'src') }] } }",
      },
      '@s/esm',
      'src/esm.ts',
    ],
  ])('%s', (_, configs, specifier, expected) => {
    expect(programs(configs)(from, specifier)).toBe(expected);
    // Nothing of it stands for what lies elsewhere.
    expect(programs(configs)(from, `${specifier}x`)).toBeUndefined();
  });

  test('a tsconfig that a package of the workspace holds', () => {
    const resolve = resolver({
      'packages/lib/package.json': { name: '@acme/tsconfig' },
      'packages/lib/tsconfig.base.json': {
        compilerOptions: { baseUrl: '../..', paths: { '@/*': ['src/*'] } },
      },
      'tsconfig.json': { extends: '@acme/tsconfig/tsconfig.base.json' },
    });
    expect(resolve('src/auth.ts', '@/esm')).toBe('src/esm.ts');
  });

  test('aliases that lead out of the root, or nowhere, or never end', () => {
    const resolve = programs({
      'package.json': '{"imports":{"#a":"../../etc/passwd","#b":"/etc/passwd","#c":[1,null,{}]}}',
      'vite.config.ts': `export default { resolve: { alias: { '@': ${'['.repeat(50_000)}`,
      'webpack.config.js': `${'alias: { '.repeat(20_000)}`,
    });
    for (const specifier of ['#a', '#b', '#c', '@/esm', 'alias']) {
      expect(resolve(from, specifier)).toBeUndefined();
    }
  });
});
