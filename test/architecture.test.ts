// Holds the folder table of ARCHITECTURE.md: who may import whom. Any other import fails.
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';

/** Layer to the layers it may import; its own files are always allowed. */
const table: Readonly<Record<string, readonly string[] | 'all'>> = {
  rules: ['model', 'strength'],
  cli: 'all',
  index: 'all',
  run: [
    'input',
    'read',
    'prefilter',
    'scan',
    'link',
    'engine',
    'report',
    'fix',
    'write',
    'model',
    'strength',
    'github',
    'lexis',
  ],
  model: [],
  lexis: ['model'],
  input: ['model', 'read', 'write'],
  read: [],
  prefilter: [],
  scan: ['model', 'lexis'],
  link: ['model'],
  strength: ['model'],
  engine: ['model', 'lexis'],
  report: ['model'],
  fix: ['model', 'strength', 'lexis', 'write'],
  write: ['model', 'read'],
  github: ['model', 'report'],
  gitlab: ['model', 'report', 'github'],
  fleet: ['run', 'engine', 'input', 'read', 'write', 'report', 'github', 'model'],
};

/** Layers that compute: no file system, network or child process. */
const pure = ['rules', 'model', 'lexis', 'scan', 'link', 'engine', 'report', 'prefilter'];
const impureModules = /^node:(?:fs|net|http|https|dgram|tls|child_process|dns|cluster)/;
/** Loading the bundled grammars is the one read the pure layers do. */
const allowedImpure = new Set(['src/scan/languages/grammar-files.ts']);

function layerOf(path: string): string {
  const [top = '', second = ''] = path.split('/');
  if (top === 'rules') return 'rules';
  return second.endsWith('.ts') ? second.replace(/\.ts$/, '') : second;
}

const root = join(import.meta.dirname, '..');
const files = ['src', 'rules'].flatMap((top) =>
  readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => posix.join(top, path.replaceAll('\\', '/'))),
);

function importsOf(text: string): string[] {
  const pattern =
    /(?:^|[;\s])(?:import|export)\s[^;'"]{0,2000}?from\s*['"]([^'"]+)['"]|import\s*\(\s*['"]([^'"]+)['"]\s*\)|^import\s*['"]([^'"]+)['"]/gm;
  return [...text.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

describe('the folder table', () => {
  test('there are files to check', () => {
    expect(files.length).toBeGreaterThan(20);
  });

  test.each(files)('%s imports only what its layer may', (file) => {
    const layer = layerOf(file);
    const allowed = table[layer];
    expect(allowed, `${layer} is not in the table`).toBeDefined();
    const text = readFileSync(join(root, file), 'utf8');
    for (const specifier of importsOf(text)) {
      if (pure.includes(layer) && !allowedImpure.has(file))
        expect(specifier).not.toMatch(impureModules);
      if (!specifier.startsWith('.')) continue;
      const target = layerOf(posix.join(posix.dirname(file), specifier));
      const isAllowed = allowed === 'all' || target === layer || allowed?.includes(target);
      expect(isAllowed, `${file} (${layer}) imports ${specifier} (${target})`).toBe(true);
    }
  });

  test('only src/write writes files', () => {
    // What `console` would be elsewhere; the build step that packs the word lists; a directory of temporary files.
    const others = [
      'src/cli/bin.ts',
      'src/strength/lists/compile.ts',
      'src/input/private-git-directory.ts',
    ];
    const writing =
      /^(?:append|chmod|chown|copy|cp|create|fchmod|fchown|ftruncate|futimes|lchown|link|mk|rename|rm|symlink|truncate|unlink|utimes|write)/;
    let seen = 0;
    for (const file of files) {
      const text = readFileSync(join(root, file), 'utf8');
      expect(text, file).not.toMatch(/from '(?:node:)?fs\/promises'|\* as \w+ from '(?:node:)?fs'/);
      const [, names = ''] = /import \{([^}]*)\} from 'node:fs';/.exec(text) ?? [];
      const found = names.split(/[\s,]+/).filter((name) => writing.test(name));
      const opened = /\bO_(?:WRONLY|RDWR|CREAT)\b|openSync\([^)]*, '(?:w|a|r\+)/.test(text);
      if (file.startsWith('src/write/')) seen += found.length;
      else if (!others.includes(file)) expect([file, found, opened]).toEqual([file, [], false]);
    }
    expect(seen).toBeGreaterThan(5);
  });

  test('only src/read reads files', () => {
    // The program's own: its version, word lists and grammars.
    const own = [
      'src/cli/version.ts',
      'src/scan/languages/grammar-files.ts',
      'src/strength/lists/compile.ts',
      'src/strength/lists/load.ts',
    ];
    const reading = /^(?:read(?!dir|link)|createRead|copy|cp|openAsBlob)/;
    let seen = 0;
    for (const file of files) {
      const text = readFileSync(join(root, file), 'utf8');
      const [, names = ''] = /import \{([^}]*)\} from 'node:fs';/.exec(text) ?? [];
      const found = names.split(/[\s,]+/).filter((name) => {
        // To write is to open as well; `src/write` opens nothing to read it.
        return reading.test(name) || (/^open/.test(name) && !file.startsWith('src/write/'));
      });
      if (file.startsWith('src/read/')) seen += found.length;
      else if (!own.includes(file)) expect([file, found]).toEqual([file, []]);
    }
    expect(seen).toBeGreaterThan(1);
  });

  test('only src/cli touches the process', () => {
    for (const file of files) {
      if (file.startsWith('src/cli/')) continue;
      const text = readFileSync(join(root, file), 'utf8').replace(
        /\/\/.*|\/\*[\s\S]*?\*\/|'[^'\n]*'|`[^`]*`/g,
        '',
      );
      expect(/\bprocess\.(?:exit|argv|stdout|stderr|exitCode)\b/.test(text), file).toBe(false);
    }
  });
});
