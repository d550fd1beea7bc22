// Directories and files that manifests name as those of tests and examples: `autoload-dev` of Composer, `testpaths` of
// pytest, targets of Cargo, source sets of Gradle and Maven, what a gem and an export of git leave out.
import type { Context } from '../../model/source.ts';
import { parseJson, record } from '../languages/config-paths.ts';

interface Said {
  /** Relative to the manifest. */
  readonly path: string;
  readonly context: Context;
  /** Tests are looked for there: programs may lie beside them. */
  readonly isSearched?: true;
}

interface Named {
  readonly tests: readonly string[];
  /** What the program itself is made of, whatever else is made of it. */
  readonly programs?: readonly string[];
  readonly isSearched?: true;
}

/** What a manifest names, as written; `name` is its file name in lower case. */
export function saidDirectories(name: string, text: string): readonly Said[] {
  const { tests = [], programs = [], isSearched } = readerOf(name)?.(text) ?? {};
  const made = programs.map(plainPath);
  return tests.flatMap((written): Said[] => {
    const path = plainPath(written);
    if (path === '' || /[*?{}[\]<>$]/.test(path) || path.length > 300) return [];
    if (made.some((one) => one === path || one.startsWith(`${path}/`))) return [];
    const isExample = /(?:^|[/_.-])(?:examples?|samples?|demos?)(?:$|[/_.-])/i.test(path);
    return [{ path, context: isExample ? 'example' : 'test', ...(isSearched && { isSearched }) }];
  });
}

function plainPath(written: string): string {
  return written.replace(/^\.?\/+/, '').replace(/\/+(?:\*{1,2}(?:\/\*)?)?$/, '');
}

function readerOf(name: string): ((text: string) => Named) | undefined {
  if (name === 'composer.json') return ofComposer;
  if (name === 'package.json') return ofPackage;
  if (name === 'cargo.toml') return ofCargo;
  if (name === 'pom.xml') return ofMaven;
  if (/^build\.gradle(?:\.kts)?$/.test(name)) return ofGradle;
  if (name === '.gitattributes') return ofAttributes;
  if (name === 'mix.exs') return ofMix;
  if (name.endsWith('.gemspec')) return ofGem;
  if (/^(?:pyproject\.toml|pytest\.ini|setup\.cfg|tox\.ini)$/.test(name)) return ofPytest;
  return undefined;
}

function ofComposer(text: string): Named {
  const manifest = record(parseJson(text));
  return {
    tests: autoloaded(record(manifest['autoload-dev'])),
    programs: autoloaded(record(manifest.autoload)),
  };
}

function autoloaded(block: Readonly<Record<string, unknown>>): string[] {
  const paths = (value: unknown): string[] =>
    typeof value === 'string' ? [value] : Object.values(value ?? {}).flatMap(paths);
  return ['psr-4', 'psr-0', 'classmap', 'files'].flatMap((kind) => paths(block[kind]));
}

const testScript = /^(?:pre|post)?(?:tests?|e2e)(?:$|[-:_.])|[-:_.](?:test|e2e)$/i;
const scriptFile = /(?:^|[\s'"=])(?<file>[\w@./-]{1,200}\.[cm]?[jt]sx?)(?=$|[\s'";&|])/g;

/** What hosts, images and `npm start` start without being told to, by what it is called. */
const entryFile = /(?:^|\/)(?:server|index|app|main)\.\w{2,3}$/i;

/** Files that scripts of tests start and nothing else does. */
function ofPackage(text: string): Named {
  const manifest = record(parseJson(text));
  const own = record(manifest.directories);
  const named = [own.test, own.example].filter((path) => typeof path === 'string');
  const started = { tests: new Set<string>(), others: new Set<string>() };
  for (const [name, command] of Object.entries(record(manifest.scripts))) {
    if (typeof command !== 'string') continue;
    const into = testScript.test(name) ? started.tests : started.others;
    for (const { groups } of command.slice(0, 5_000).matchAll(scriptFile)) {
      into.add((groups?.file ?? '').replace(/^\.\//, ''));
    }
  }
  const { scripts: _, ...rest } = manifest;
  const elsewhere = JSON.stringify(rest);
  const files = [...started.tests].filter(
    (file) => !started.others.has(file) && !elsewhere.includes(file) && !entryFile.test(file),
  );
  return { tests: [...named, ...files, ...setUpBy(record(manifest.jest))] };
}

/** What Jest runs before tests: `"setupFiles": ["<rootDir>/env.js"]`. */
function setUpBy(jest: Readonly<Record<string, unknown>>): readonly string[] {
  const root = typeof jest.rootDir === 'string' ? `${plainPath(jest.rootDir)}/` : '';
  return ['setupFiles', 'setupFilesAfterEnv', 'globalSetup', 'globalTeardown'].flatMap((name) =>
    [jest[name]].flat().flatMap((path) => {
      if (typeof path !== 'string' || !/^(?:<rootDir>|\.)\//.test(path)) return [];
      return [path.startsWith('<rootDir>/') ? `${root}${path.slice(10)}` : path];
    }),
  );
}

function ofCargo(text: string): Named {
  const targets = text.matchAll(
    /^\s{0,20}\[\[(?:example|bench|test)\]\](?<body>(?:\n(?!\s{0,20}\[).{0,500}){1,40})/gm,
  );
  const tests = [...targets].flatMap(({ groups }) => {
    const path = /^\s{0,20}path\s{0,9}=\s{0,9}["'](?<path>[^"'\n]{1,300})["']/m.exec(
      groups?.body ?? '',
    );
    return path?.groups?.path ?? [];
  });
  return { tests, programs: ['src/main.rs', 'src/lib.rs'] };
}

function ofMaven(text: string): Named {
  const named = (pattern: RegExp): string[] =>
    [...text.matchAll(pattern)].map(({ groups }) =>
      (groups?.path ?? '').replace(/^\$\{(?:project\.)?basedir\}\//, '').trim(),
    );
  return {
    tests: [
      ...named(/<testSourceDirectory>(?<path>[^<]{1,300})<\//g),
      ...named(/<testResource>\s{0,200}<directory>(?<path>[^<]{1,300})<\//g),
    ],
    programs: [
      ...[...conventional, 'src/main/resources'],
      ...named(/<sourceDirectory>(?<path>[^<]{1,300})<\//g),
      ...named(/<resource>\s{0,200}<directory>(?<path>[^<]{1,300})<\//g),
    ],
  };
}

/** Where Maven and Gradle look for programs without being told to. */
const conventional = ['java', 'kotlin', 'scala', 'groovy'].map((name) => `src/main/${name}`);

/** Source sets that are called after tests and benchmarks. */
function ofGradle(text: string): Named {
  const named = (set: string): string[] =>
    [...text.matchAll(new RegExp(`\\b(?:${set})["']?\\)?\\s{0,9}\\{(?<body>[^}]{0,600})`, 'g'))]
      .flatMap(({ groups }) => [
        ...(groups?.body ?? '').matchAll(/srcDirs?\b[^'"\n]{0,40}['"](?<path>[^'"\n]{1,300})['"]/g),
      ])
      .map(({ groups }) => groups?.path ?? '');
  return {
    tests: named('tests?|\\w{0,40}(?:Test|_test)s?|it|jmh'),
    programs: [...conventional, 'src/main/resources', ...named('main')],
  };
}

/** Files of the program's own surroundings that nobody takes along, and that it runs with all the same. */
const surroundings = /^\.|docker|compose|^(?:deploy|config|charts?|helm|k8s)/i;

function ofAttributes(text: string): Named {
  const paths = [...text.matchAll(/^(?<path>[^\s#]{1,300})[^\n]{0,200}\sexport-ignore\b/gm)];
  return {
    tests: paths
      .map(({ groups }) => (groups?.path ?? '').replace(/^\//, ''))
      .filter((path) => !surroundings.test(path)),
  };
}

/** The configuration of a package of Hex counts for nobody who depends on it: only its own tests run with it. */
function ofMix(text: string): Named {
  const isPackage = /^\s{1,20}package:\s/m.test(text) && !/^\s{1,20}releases:\s/m.test(text);
  return { tests: isPackage ? ['config'] : [] };
}

/** `f.match(%r{^(test|spec|bin)/})`: what is left out of the gem. */
function ofGem(text: string): Named {
  const lists = text.matchAll(/\^\(?(?:\?:)?(?<names>[\w|./\\-]{1,200})\)?\//g);
  const tests = [...lists].flatMap(({ groups, index }) => {
    const before = text.slice(Math.max(0, index - 120), index);
    const [, since] =
      /(?:reject|grep_v|!~|start_with)(?!.*(?:reject|grep_v|!~|start_with))(.*)$/s.exec(before) ??
      [];
    // What a list behind it takes is no list of what is left out.
    if (since === undefined || /\bgrep\b|select|=~/.test(since)) return [];
    return (groups?.names ?? '').replaceAll('\\', '').split('|');
  });
  return { tests };
}

function ofPytest(text: string): Named {
  const [, inline = '', below = ''] =
    /^testpaths\s{0,9}=[ \t]{0,9}([^\n]{0,500})((?:\n[ \t]{1,20}[^\n]{1,200}){0,40})/m.exec(text) ??
    [];
  const list = `${inline}\n${below}`.split(']', 1)[0] ?? '';
  return {
    tests: [...list.matchAll(/[^\s,'"[\]#]{1,200}/g)].map(([path]) => path),
    isSearched: true,
  };
}
