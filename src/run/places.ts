// What kind of place a path is where the path itself does not tell: manifests name directories of tests, packages that only
// tests need are theirs, and so is configuration among tests.
import type { Tree } from '../input/tree.ts';
import { contextOf } from '../link/context.ts';
import { wordsOf } from '../link/name-words.ts';
import { ancestorsOf, type PackageFinder, parentOf } from '../link/packages.ts';
import { decodeText } from '../model/decode.ts';
import type { Context } from '../model/source.ts';
import type { NamedPackage } from '../scan/manifests/packages.ts';
import {
  isPlaceManifest,
  type ManifestSayings,
  readManifest,
} from '../scan/manifests/read-manifest.ts';
import { isTestModule, moduleParents } from '../scan/manifests/rust-modules.ts';
import { isCode } from '../scan/scan.ts';
import type { RunMemory } from './run-memory.ts';

/** What kind of place a path is. `isTestCode`: what the file itself says. */
export type ContextFinder = (path: string, isTestCode?: boolean) => Context;

/** A repository with more of them has most of them for tests of tools. */
const maxManifests = 2_000;

/** Reads the manifests of a tree; what they say counts for paths that are production by themselves. */
export async function findPlaces(
  tree: Tree,
  packageOf: PackageFinder,
  memory: RunMemory | undefined,
): Promise<ContextFinder> {
  const manifests = tree.sources
    .map(({ path }) => path)
    // Those of tests say what tests need.
    .filter((path) => isPlaceManifest(path) && !/^(?:vendored|generated)$/.test(contextOf(path)))
    .slice(0, maxManifests);
  await tree.load?.(manifests);
  const sayings = new Map(
    manifests.map((path): [string, ManifestSayings] => {
      const read = (): ManifestSayings => readManifest(path, textOf(tree, path));
      return [path, memory ? memory.of(path).recall('places', read) : read()];
    }),
  );
  const directories = testDirectories(tree, packageOf);
  const said = saidPlaces(sayings, (path) => directories.isMostlyTests(path));
  const packages = [...sayings.values()].flatMap((one) => one.package ?? []);
  for (const directory of testPackages(packages, tree)) said.set(directory, 'test');
  const known = new Map<string, Context>();
  const ask = (path: string): Context => {
    const own = contextOf(path);
    if (own !== 'production') return own;
    // Projects that the scripted tests of sbt run, and what documents of the JVM take their snippets from.
    if (path.includes('/sbt-test/')) return 'test';
    if (/\/src\/main\/(?:java|kotlin|scala)\/examples?\//.test(path)) return 'example';
    for (const place of [path, ...ancestorsOf(parentOf(path))]) {
      const context = place === '' ? undefined : said.get(place);
      if (context !== undefined) return context;
    }
    if (path.endsWith('.rs')) return isOfTests(tree, path) ? 'test' : own;
    // The tools of Go see nothing below such a directory.
    if (path.endsWith('.go')) return /(?:^|\/)_[^/]{0,200}\//.test(path) ? 'example' : own;
    if (isCode(path)) return own;
    if (isDummy(path)) return 'test';
    return !ofProduction.test(path) && directories.hold(path) ? 'test' : own;
  };
  return (path, isTestCode = false) => {
    const before = known.get(path) ?? ask(path);
    known.set(path, before);
    return before === 'production' && isTestCode ? 'test' : before;
  };
}

/** `.env.production`, `values-prod.yml`: no test runs with it, wherever it lies. */
const ofProduction = /(?:^|[/._-])prod(?:uction)?(?:[._-][^/]{0,200})?$/i;

/** `ci/dummy-credentials.json`, and what programs that measure at the top of a repository are given. */
function isDummy(path: string): boolean {
  return /(?:^|\/)(?:dummy|fake|mock)[-_.][^/]{1,200}$|^perf\//i.test(path);
}

function textOf(tree: Tree, path: string): string {
  const read = tree.read(path);
  const decoded = 'bytes' in read ? decodeText(read.bytes) : undefined;
  return decoded && 'text' in decoded ? decoded.text : '';
}

/** Directories and files by what is said of them. */
function saidPlaces(
  sayings: ReadonlyMap<string, ManifestSayings>,
  isMostlyTests: (directory: string) => boolean,
): Map<string, Context> {
  const said = new Map<string, Context>();
  for (const [path, { places }] of sayings) {
    // What an export leaves out is no program where others install that export.
    const isExport = path.endsWith('.gitattributes');
    const library = `${path.slice(0, path.lastIndexOf('/') + 1)}composer.json`;
    if (isExport && !sayings.get(library)?.isLibrary) continue;
    for (const place of places) {
      if (!place.isSearched || isMostlyTests(place.path)) said.set(place.path, place.context);
    }
  }
  return said;
}

const testWord =
  /^(?:tests?|testing|testkit|testutils?|mocks?|mocking|fixtures?|stubs?|fakes?|harness|e2e)$/;

/** What programs are called that are started for tests alone; a service may well test something, or keep fixtures. */
const testProgram = /^(?:testkit|testutils?|mocks?|mocking|stubs?|fakes?|harness|e2e)$/;

/** Directories of packages that hold tests, or that nothing but tests needs and nobody else is given. */
function testPackages(packages: readonly NamedPackage[], tree: Tree): string[] {
  const needs = new Map<string, { readonly by: NamedPackage; readonly isForTests: boolean }[]>();
  for (const by of packages) {
    for (const { id, isForTests } of by.needs) {
      const list = needs.get(id);
      if (list) list.push({ by, isForTests });
      else needs.set(id, [{ by, isForTests }]);
    }
  }
  const tests = new Set(packages.filter(({ isTests }) => isTests));
  for (let before = -1; before !== tests.size; ) {
    before = tests.size;
    for (const one of packages) {
      const needed = needs.get(one.id) ?? [];
      if (tests.has(one) || needed.length === 0) continue;
      const isProgram = one.isStarted || isListed(tree, `${one.directory}/src/main.rs`);
      const called = isProgram ? testProgram : testWord;
      const isCalledSo = wordsOf(`${one.directory}/${one.id}`).some((word) => called.test(word));
      const isOurs = ({ directory }: NamedPackage): boolean =>
        contextOf(`${directory}/any`) !== 'production';
      const isNeededByTests = needed.every(
        ({ by, isForTests }) => isForTests || tests.has(by) || isOurs(by),
      );
      const isKept = !one.isShipped && !isProgram;
      if (isNeededByTests && (isCalledSo || isKept)) tests.add(one);
    }
  }
  return [...tests].map(({ directory }) => directory).filter((directory) => directory !== '');
}

/** Whether a module of Rust, or one that it stands in, is compiled for tests alone. */
function isOfTests(tree: Tree, path: string): boolean {
  let at: string | undefined = path;
  for (let depth = 0; at !== undefined && depth < 12; depth++) {
    const file: string = at;
    const parent = moduleParents(file).find((candidate) => 'bytes' in tree.read(candidate));
    if (parent !== undefined && isTestModule(textOf(tree, parent), file)) return true;
    at = parent;
  }
  return false;
}

/** Where there is more code, it is no directory of tests. */
const maxLooked = 2_000;

/** Such a directory holds what a program runs with, whoever tests it there. */
const deployment =
  /^(?:\.?config(?:s|uration)?|conf|deploy(?:ments?)?|docker|charts?|helm|k8s|kubernetes|infra(?:structure)?|terraform|env(?:ironments?)?|settings|ansible)$/i;

/** Files of code right in a directory, and in all of it. */
interface CodeCount {
  readonly direct: number;
  readonly directTests: number;
  readonly all: number;
  readonly allTests: number;
}

/** Directories whose code is tests: configuration below is for them. */
function testDirectories({ sources }: Tree, packageOf: PackageFinder) {
  const counts = new Map<string, CodeCount>();
  const countIn = (directory: string): CodeCount => {
    const count = counts.get(directory) ?? countOf(directory);
    counts.set(directory, count);
    return count;
  };
  const countOf = (directory: string): CodeCount => {
    const prefix = `${directory}/`;
    let [direct, directTests, all, allTests] = [0, 0, 0, 0];
    for (let at = firstBelow(sources, prefix); at < sources.length; at++) {
      const path = sources[at]?.path ?? '';
      if (!path.startsWith(prefix)) break;
      if (!isCode(path) || /config\.[^/]+$/.test(path)) continue;
      if (++all > maxLooked) break;
      const isTest = contextOf(path) === 'test';
      const isDirect = !path.includes('/', prefix.length);
      if (isDirect) direct++;
      if (isDirect && isTest) directTests++;
      if (isTest) allTests++;
    }
    return { direct, directTests, all, allTests };
  };
  /** `undefined` where no code lies right in it. */
  const isOfTests = (directory: string): boolean | undefined => {
    const { direct, directTests, all, allTests } = countIn(directory);
    if (all > maxLooked) return false;
    if (direct === 0) return undefined;
    return directTests * 4 >= direct * 3 && allTests > 1 && allTests * 2 > all;
  };
  return {
    /** Whether at least half of the code in and below it is tests. */
    isMostlyTests(directory: string): boolean {
      const { all, allTests } = countIn(directory);
      return all <= maxLooked && allTests * 2 >= all;
    },
    /** Whether configuration lies in or below such a directory, and in no package below it. */
    hold(path: string): boolean {
      for (const directory of ancestorsOf(parentOf(path))) {
        const name = directory.slice(directory.lastIndexOf('/') + 1);
        if (packageOf(`${directory}/`) === directory || deployment.test(name)) return false;
        const answer = isOfTests(directory);
        if (answer !== undefined) return answer;
      }
      return false;
    },
  };
}

function isListed({ sources }: Tree, path: string): boolean {
  return sources[firstBelow(sources, path)]?.path === path;
}

/** The sources are sorted by path. */
function firstBelow(sources: Tree['sources'], prefix: string): number {
  let [from, to] = [0, sources.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sources[middle]?.path ?? '') < prefix) from = middle + 1;
    else to = middle;
  }
  return from;
}
