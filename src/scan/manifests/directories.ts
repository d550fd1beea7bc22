// Directories and files that manifests name as those of tests and examples: `autoload-dev` of Composer, `testpaths` of
// pytest, targets of Cargo, source sets of Gradle and Maven, what a gem and an export of git leave out.
import type { Context } from '../../model/source.ts';
import { parseJson, record } from '../languages/config-paths.ts';

interface Said {
  /** Relative to the manifest. */
  readonly path: string;
  readonly context: Context;
}

/** What a manifest names, as written; `name` is its file name in lower case. */
export function saidDirectories(name: string, text: string): readonly Said[] {
  const paths = readerOf(name)?.(text) ?? [];
  return paths.flatMap((written): Said[] => {
    const path = written.replace(/^\.?\/+/, '').replace(/\/+(?:\*{1,2}(?:\/\*)?)?$/, '');
    if (path === '' || /[*?{}[\]<>$]/.test(path) || path.length > 300) return [];
    const isExample = /(?:^|[/_.-])(?:examples?|samples?|demos?)(?:$|[/_.-])/i.test(path);
    return [{ path, context: isExample ? 'example' : 'test' }];
  });
}

function readerOf(name: string): ((text: string) => readonly string[]) | undefined {
  if (name === 'composer.json') return ofComposer;
  if (name === 'package.json') return ofPackage;
  if (name === 'cargo.toml') return ofCargo;
  if (name === 'pom.xml') return ofMaven;
  if (/^build\.gradle(?:\.kts)?$/.test(name)) return ofGradle;
  if (name === '.gitattributes') return ofAttributes;
  if (name.endsWith('.gemspec')) return ofGem;
  if (/^(?:pyproject\.toml|pytest\.ini|setup\.cfg|tox\.ini)$/.test(name)) return ofPytest;
  return undefined;
}

function ofComposer(text: string): string[] {
  const manifest = record(parseJson(text));
  const loaded = new Set(autoloaded(record(manifest.autoload)));
  return autoloaded(record(manifest['autoload-dev'])).filter((path) => !loaded.has(path));
}

function autoloaded(block: Readonly<Record<string, unknown>>): string[] {
  const paths = (value: unknown): string[] =>
    typeof value === 'string' ? [value] : Object.values(value ?? {}).flatMap(paths);
  return ['psr-4', 'psr-0', 'classmap', 'files'].flatMap((kind) => paths(block[kind]));
}

const testScript = /^(?:pre|post)?(?:tests?|e2e)(?:$|[-:_.])|[-:_.](?:test|e2e)$/i;
const scriptFile = /(?:^|[\s'"=])(?<file>[\w@./-]{1,200}\.[cm]?[jt]sx?)(?=$|[\s'";&|])/g;

/** Files that scripts of tests start and nothing else does. */
function ofPackage(text: string): string[] {
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
    (file) => !started.others.has(file) && !elsewhere.includes(file),
  );
  return [...named, ...files];
}

function ofCargo(text: string): string[] {
  const targets = text.matchAll(
    /^\s{0,20}\[\[(?:example|bench|test)\]\](?<body>(?:\n(?!\s{0,20}\[).{0,500}){1,40})/gm,
  );
  return [...targets].flatMap(({ groups }) => {
    const path = /^\s{0,20}path\s{0,9}=\s{0,9}["'](?<path>[^"'\n]{1,300})["']/m.exec(
      groups?.body ?? '',
    );
    return path?.groups?.path ?? [];
  });
}

function ofMaven(text: string): string[] {
  return [
    ...text.matchAll(/<testSourceDirectory>(?<path>[^<]{1,300})<\//g),
    ...text.matchAll(/<testResource>\s{0,200}<directory>(?<path>[^<]{1,300})<\//g),
  ].map(({ groups }) => (groups?.path ?? '').replace(/^\$\{(?:project\.)?basedir\}\//, '').trim());
}

/** Source sets that are called after tests and benchmarks. */
function ofGradle(text: string): string[] {
  const sets = text.matchAll(
    /\b(?:\w{0,40}[tT]ests?|it|jmh)["']?\)?\s{0,9}\{(?<body>[^}]{0,600})/g,
  );
  return [...sets].flatMap(({ groups }) =>
    [
      ...(groups?.body ?? '').matchAll(/srcDirs?\b[^'"\n]{0,40}['"](?<path>[^'"\n]{1,300})['"]/g),
    ].map((set) => set.groups?.path ?? ''),
  );
}

/** Files of the program's own surroundings that nobody takes along, and that it runs with all the same. */
const surroundings = /^\.|docker|compose|^(?:deploy|config|charts?|helm|k8s)/i;

function ofAttributes(text: string): string[] {
  return [...text.matchAll(/^(?<path>[^\s#]{1,300})[^\n]{0,200}\sexport-ignore\b/gm)]
    .map(({ groups }) => (groups?.path ?? '').replace(/^\//, ''))
    .filter((path) => !surroundings.test(path));
}

/** `f.match(%r{^(test|spec|bin)/})`: what is left out of the gem. */
function ofGem(text: string): string[] {
  return [...text.matchAll(/\^\(?(?:\?:)?(?<names>[\w|./\\-]{1,200})\)?\//g)].flatMap(
    ({ groups, index }) => {
      const before = text.slice(Math.max(0, index - 120), index);
      if (!/reject|grep_v|!~|start_with/.test(before)) return [];
      return (groups?.names ?? '').replaceAll('\\', '').split('|');
    },
  );
}

function ofPytest(text: string): string[] {
  const [, inline = '', below = ''] =
    /^testpaths\s{0,9}=[ \t]{0,9}([^\n]{0,500})((?:\n[ \t]{1,20}[^\n]{1,200}){0,40})/m.exec(text) ??
    [];
  const list = `${inline}\n${below}`.split(']', 1)[0] ?? '';
  return [...list.matchAll(/[^\s,'"[\]#]{1,200}/g)].map(([path]) => path);
}
