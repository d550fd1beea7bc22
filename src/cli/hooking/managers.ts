// Programs that already manage a repository's hooks. Where one does, a hook written behind its back would be
// overwritten or never run, so it is told what to add to its own file.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from '../../read/read-file.ts';
import { quoteWord } from '../quote-word.ts';
import type { HookStage } from './hook-block.ts';

export interface HookManager {
  readonly name: string;
  /** The file to change. */
  readonly file: string;
  /** What to put there; ends with a newline. */
  readonly recipe: string;
}

interface Sign {
  readonly name: string;
  readonly file: string;
  /** Any of these in the root says that it is in use. */
  readonly files: readonly string[];
  /** Or this key or dependency in package.json. */
  readonly packageName: string;
  /** `flags` as one would type them, '' or after a blank. */
  recipe(stage: HookStage, flags: readonly string[]): string;
}

const lefthookFiles = ['yml', 'yaml', 'toml', 'json'].flatMap((extension) => [
  `lefthook.${extension}`,
  `.lefthook.${extension}`,
]);

const lintStagedFiles = [
  '.lintstagedrc',
  ...['json', 'yaml', 'yml', 'mjs', 'js', 'cjs', 'ts'].map((end) => `.lintstagedrc.${end}`),
  ...['mjs', 'js', 'cjs', 'ts'].map((end) => `lint-staged.config.${end}`),
];

const signs: readonly Sign[] = [
  {
    name: 'pre-commit',
    file: '.pre-commit-config.yaml',
    files: ['.pre-commit-config.yaml'],
    packageName: 'pre-commit',
    recipe: (stage, flags) =>
      [
        '- repo: https://github.com/keylint/keylint',
        '  rev: v0.2.0',
        '  hooks:',
        `    - id: ${stage === 'pre-commit' ? 'keylint' : 'keylint-all'}`,
        ...(flags.length > 0
          ? [
              // Names of files follow, and may start with a dash.
              `      args: ${JSON.stringify(stage === 'pre-commit' ? [...flags, '--'] : flags)}`,
            ]
          : []),
      ].join('\n'),
  },
  {
    name: 'lefthook',
    file: 'lefthook.yml',
    files: lefthookFiles,
    packageName: 'lefthook',
    recipe: (stage, flags) =>
      [
        `${stage}:`,
        '  jobs:',
        '    - name: keylint',
        `      run: npx --no-install keylint${stage === 'pre-commit' ? ' hook run' : ''}${typed(flags)}`,
      ].join('\n'),
  },
  {
    name: 'lint-staged',
    file: 'package.json, under "lint-staged"',
    files: lintStagedFiles,
    packageName: 'lint-staged',
    recipe: (_, flags) => `"*": ${JSON.stringify(`keylint hook run${typed(flags)} --`)}`,
  },
  {
    name: 'husky',
    file: '.husky/',
    files: ['.husky'],
    packageName: 'husky',
    recipe: (stage, flags) =>
      `npx --no-install keylint${stage === 'pre-commit' ? ' hook run' : ''}${typed(flags)}`,
  },
];

/** The managers that the repository at `root` uses, with what to add for `stage`. */
export function findManagers(
  root: string,
  stage: HookStage,
  flags: readonly string[] = [],
): readonly HookManager[] {
  const named = packageWords(root);
  return (
    signs
      .filter(
        ({ files, packageName }) =>
          named.has(packageName) || files.some((file) => existsSync(join(root, file))),
      )
      // lint-staged only ever runs before a commit, and where it does, husky only starts it.
      .filter(({ name }) => name !== 'lint-staged' || stage === 'pre-commit')
      .filter(({ name }, _, found) => name !== 'husky' || !found.some(isLintStaged))
      .map(({ name, file, recipe }) => ({
        name,
        file: name === 'husky' ? `.husky/${stage}` : file,
        recipe: `${recipe(stage, flags)}\n`,
      }))
  );
}

function typed(flags: readonly string[]): string {
  return flags.map((flag) => ` ${quoteWord(flag)}`).join('');
}

function isLintStaged({ name }: Sign): boolean {
  return name === 'lint-staged';
}

/** Keys and dependencies of package.json; empty where there is none. */
function packageWords(root: string): ReadonlySet<string> {
  const path = join(root, 'package.json');
  const read = readText(path, { links: { below: root }, limitBytes: 4 << 20 });
  if ('problem' in read) return new Set();
  try {
    const manifest: unknown = JSON.parse(read.text);
    if (typeof manifest !== 'object' || manifest === null) return new Set();
    const parts: unknown[] = ['dependencies', 'devDependencies'].map((key) =>
      Object.hasOwn(manifest, key) ? Reflect.get(manifest, key) : undefined,
    );
    return new Set(
      [manifest, ...parts].flatMap((part) =>
        typeof part === 'object' && part !== null ? Object.keys(part) : [],
      ),
    );
  } catch {
    return new Set();
  }
}
