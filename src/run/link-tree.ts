// Link: from the Facts of a tree to its project, with a second look at files that names lead into.
import type { Tree } from '../input/tree.ts';
import { contextOf } from '../link/context.ts';
import type { ModuleResolver } from '../link/fact-index.ts';
import { type LinkResult, linkSecrets } from '../link/link.ts';
import { createPackageFinder, type PackageFinder } from '../link/packages.ts';
import type { UnscannedFiles } from '../link/unscanned.ts';
import type { Facts, ProjectName } from '../model/facts.ts';
import type { FileSummary, Project } from '../model/secret.ts';
import type { Settings } from '../model/settings.ts';
import type { Source } from '../model/source.ts';
import { createModuleFinder, type ModuleFinder, mayExport, readerFor } from '../scan/scan.ts';
import type { AuditParts } from './audit-options.ts';
import { createBreath, letStop } from './breath.ts';
import { findNames } from './find-names.ts';
import { handedOn } from './handed-on.ts';
import { openKnownLinks, scanLinked } from './known-links.ts';
import { scanOnce } from './looks.ts';
import { noteTangled } from './note-tangled.ts';
import type { ContextFinder } from './places.ts';
import {
  comesToTheSame,
  type Demand,
  isSameLayout,
  isSameTexts,
  type Rounds,
  withoutPlace,
} from './rounds-memory.ts';
import { noteFull, withinRun } from './run-fullness.ts';
import { scanBytes } from './scan-file.ts';
import type { MaySay } from './scan-reported.ts';
import type { ScannedTree } from './scanned-tree.ts';
import { searchOthers } from './search-others.ts';

/** Rounds of linking. Where few files were scanned to begin with, a name leads through more that are not there yet. */
const maxRounds = { all: 6, reported: 12 } as const;

/**
 * From this round on a name is followed where few files may have it: a chain of functions asks for one, barrels of types for
 * hundreds.
 */
const laterRound = 3;
const fewFiles = 16;

/** Rounds that ask for nothing but files that were spared are many where names lead from one of these to the next. */
const maxSpareRounds = 12;

/** Modules that one after the other hand a name on, in one round. */
const maxHops = 64;

/** Where few files are reported on, barrels of barrels are not followed to the last of hundreds of modules. */
const maxDemanded = 100;

export interface LinkedTree {
  readonly files: FileSummary[];
  readonly project: Project;
  /** Files were linked because the last audit of the session had come to them: nobody has asked whether this one does. */
  readonly isAssumed: boolean;
}

/**
 * Links, scans what names lead into and the first pass had left out, and links again. `mayAssume`: a session may begin with
 * the files that its last audit came to, and ask for nothing but what names lead into besides. `signal` ends it between two
 * rounds.
 */
export async function linkTree(
  tree: Tree,
  scanned: ScannedTree,
  settings: Settings,
  { mayAssume = false, signal }: Pick<AuditParts, 'mayAssume' | 'signal'> = {},
): Promise<LinkedTree> {
  const { tracked, modules, packageOf } = layoutOf(tree, scanned);
  const resolveModule = modules.resolve;
  const mostRounds = maxRounds[tree.reportOn ? 'reported' : 'all'];
  const tried = new Set<string>();
  let spareRounds = 0;
  const isTooFar = (round: number): boolean =>
    round - spareRounds >= mostRounds || (tree.reportOn !== undefined && tried.size > maxDemanded);
  const breathe = createBreath();
  const rounds = await recallRounds(tree, scanned, settings, mayAssume);
  const links = openKnownLinks(tree, scanned, settings);
  const isKnown = rounds?.kind === 'known' || links?.paths !== undefined;
  for (const path of links?.paths ?? []) await scanLinked(tree, scanned, path);
  const linked: string[] = [];
  const isAssumed = rounds?.kind === 'assumed';
  const others =
    isAssumed || isAlone(tree) ? undefined : searchOthers(tree, scanned, settings, resolveModule);
  const placeOf = await contextFinder(tree, scanned, packageOf);
  for (const demand of isAssumed ? rounds.demands : []) tried.add(keyOf(demand));
  for (let round = 0; ; round++) {
    await breathe();
    await letStop(signal);
    const facts = [...scanned.facts.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
    const files = new Map(
      facts.map(({ path, language, isTestCode }): [string, FileSummary] => [
        path,
        {
          path,
          language,
          context: placeOf(path, isTestCode),
          tracked: tracked.get(path) ?? 'unknown',
          packageDirectory: packageOf(path),
        },
      ]),
    );
    const conclude = async ({ asked, finish }: LinkResult) => {
      if (!isAssumed) rounds?.keep();
      if (!isKnown) links?.keep(linked);
      const { project, tangled } = finish(await findNames(tree, scanned, asked));
      for (const path of tangled) noteTangled(tree, scanned, path);
      noteFull(scanned, linkable.cut);
      return { files: [...files.values()], project, isAssumed };
    };
    const linkable = withinRun(facts, { bytes: scanned.bytes, files, reportOn: tree.reportOn });
    const result = linkSecrets({
      facts: linkable.facts,
      files,
      resolveModule,
      candidatesOf: modules.candidates,
      settings,
      projectNames: projectNamesOf(facts, tree, settings),
      reportOn: tree.reportOn,
    });
    const { missing, passedBy, readNames, wrappers } = result;
    if (isKnown) return conclude(result);
    // Where few files were scanned, most calls lead to functions that have nothing to do with these.
    const named = tree.reportOn ? missing : new Map([...passedBy, ...missing]);
    const searching = others?.callers.next(wrappers) ?? [];
    const setting = others?.configuration.next(readNames) ?? [];
    const known = scanned.facts.size;
    let isSpareRound = spareRounds < maxSpareRounds;
    const scan = async (paths: Iterable<string>): Promise<void> => {
      if (isTooFar(round)) return;
      // Where few files are reported on, rounds are many and each of these files has to be asked for.
      const hops = tree.reportOn ? 1 : maxHops;
      let demands = [...paths].map(
        (path): Demand => ({ path, names: namesFor(path, missing, passedBy) }),
      );
      for (let hop = 0; hop < hops && demands.length > 0; hop++) {
        const fresh = demands
          .filter((demand) => readerFor(demand.path) !== undefined && !tried.has(keyOf(demand)))
          .sort((a, b) => (a.path < b.path ? -1 : 1));
        const isLate = round - spareRounds >= laterRound && tree.reportOn === undefined;
        if (isLate && fresh.length > fewFiles) return;
        if (fresh.length > 0) await tree.load?.(fresh.map(({ path }) => path));
        for (const demand of fresh) {
          await breathe();
          tried.add(keyOf(demand));
          isSpareRound &&= scanned.spare.has(demand.path);
          rounds?.demands.push(demand);
          const before = scanned.facts.size + scanned.skipped.length;
          await scanDemanded(tree, scanned, demand);
          if (scanned.facts.size + scanned.skipped.length > before) linked.push(demand.path);
        }
        demands = handedOnBy(fresh, scanned, resolveModule);
      }
    };
    // Names are followed while git searches for callers.
    await scan(named.keys());
    await scan(await searching);
    await scan(await setting);
    if (scanned.facts.size === known) return conclude(result);
    if (isSpareRound) spareRounds++;
  }
}

/** Nobody calls, configures or places one text alone: the offline page does without all that asks. */
function isAlone({ sources }: Tree): boolean {
  return sources.length < 2;
}

async function contextFinder(
  tree: Tree,
  { facts, memory }: ScannedTree,
  packageOf: PackageFinder,
): Promise<ContextFinder> {
  const isTelling = ({ uses, definitions }: Facts): boolean =>
    uses.length > 0 || definitions.length > 0;
  if (isAlone(tree) || ![...facts.values()].some(isTelling)) return contextOf;
  const { findPlaces } = await import('./places.ts');
  return findPlaces(tree, packageOf, memory);
}

/** What the list of files and the configuration of modules tell. */
interface Layout {
  readonly sources: Tree['sources'];
  readonly configs: ScannedTree['configs'];
  readonly tracked: ReadonlyMap<string, Source['tracked']>;
  readonly modules: ModuleFinder;
  readonly packageOf: (path: string) => string;
}

/** Kept from one audit of a session to the next, as long as nothing of it changes. */
function layoutOf({ sources }: Tree, { configs, memory }: ScannedTree): Layout {
  const known = memory?.whole.get<Layout>('layout');
  if (known?.sources === sources && isSameTexts(known.configs, configs)) return known;
  const tracked = new Map(sources.map((source) => [source.path, source.tracked]));
  const layout: Layout = {
    ...{ sources, configs, tracked },
    modules: createModuleFinder({ paths: tracked, configs }),
    packageOf: createPackageFinder(tracked.keys()),
  };
  memory?.whole.set('layout', layout);
  return layout;
}

/**
 * In a session: the files that rounds ask for, if the last audit tells. `known`: they are all here, and those that a fresh
 * audit would find. `assumed`: those of the last audit are here, though what was changed may lead elsewhere.
 */
async function recallRounds(
  tree: Tree,
  scanned: ScannedTree,
  settings: Settings,
  mayAssume: boolean,
) {
  const { memory, configs } = scanned;
  if (!memory) return undefined;
  const { sources } = tree;
  const { spare } = scanned;
  const now = { sources, configs, settings, facts: new Map(scanned.facts), spare };
  const before = memory.whole.get<Rounds>('rounds');
  const isKnown =
    before !== undefined &&
    comesToTheSame(before, now, memory.forgotten) &&
    before.demands.every((demand) => memory.of(demand.path).get(keyOf(demand)) !== undefined);
  const mayBegin = isKnown || (mayAssume && before !== undefined && isSameLayout(before, now));
  const demands: Demand[] = mayBegin ? [...before.demands] : [];
  for (const demand of demands) {
    // What has come to speak of signing was scanned as such.
    if (isKnown || !scanned.facts.has(demand.path)) await scanDemanded(tree, scanned, demand);
  }
  const kind = isKnown ? 'known' : mayBegin ? 'assumed' : 'open';
  const keep = (): void => {
    memory.whole.set('rounds', { ...now, demands });
    memory.settle();
  };
  return { kind, demands, keep } as const;
}

async function scanDemanded(tree: Tree, scanned: ScannedTree, demand: Demand): Promise<void> {
  const { path, names } = demand;
  const maySay: MaySay = (of, text) => mayExport(of, text, names);
  const spared = scanned.spare.has(path) && { spared: { facts: scanned.spare.get(path) } };
  const options = { isDemanded: true, maySay, ...spared };
  await scanOnce({ path, key: keyOf(demand), into: scanned }, async (into) => {
    const read = tree.read(path);
    return 'bytes' in read && scanBytes(path, read.bytes, into, options);
  });
}

/** What modules that were just looked into hand on from others that nobody has looked into: each once, with all its names. */
function handedOnBy(
  demands: readonly Demand[],
  { facts: known }: ScannedTree,
  resolveModule: ModuleResolver,
): Demand[] {
  const names = new Map<string, Set<string>>();
  for (const demand of demands) {
    const facts = known.get(demand.path);
    for (const { path, names: asked } of facts
      ? handedOn({ facts, names: demand.names }, resolveModule)
      : []) {
      if (!known.has(path)) names.set(path, new Set([...(names.get(path) ?? []), ...asked]));
    }
  }
  return [...names].map(([path, asked]) => ({ path, names: asked }));
}

/** What is looked for in a file; `*` where a call leads there and nobody can tell. */
function namesFor(path: string, ...ways: readonly UnscannedFiles[]): ReadonlySet<string> {
  const names = new Set(ways.flatMap((files) => [...(files.get(path) ?? [])]).map(withoutPlace));
  return names.size > 0 ? names : new Set(['*']);
}

/** A file that does not hold one name may hold the next. */
function keyOf({ path, names }: Demand): string {
  return [path, ...[...names].sort()].join('\0');
}

/** Names that say nothing of a project: every second repository has them. */
const commonNames =
  /^(?:app|apps|api|server|client|backend|frontend|web|website|site|src|main|project|demo|test|tests|example|examples|service|services|auth|jwt|token|secret|secrets|node|express|nest|next|react|admin|core|common|shared|utils?|lib|package|packages|monorepo|root|workspace|repo|tmp|temp|home|work|build|code|origin|github|gitlab|bitbucket)$/i;

function projectNamesOf(facts: readonly Facts[], tree: Tree, settings: Settings): ProjectName[] {
  const names = [
    ...settings.projectNames.map((name) => ({ name, from: 'settings' })),
    ...facts.flatMap((fact) => fact.projectNames),
    ...tree.remoteNames.map((name) => ({ name, from: 'git remote' })),
    { name: tree.name, from: 'directory' },
  ];
  const seen = new Set<string>();
  return names.filter(({ name, from }) => {
    const key = name.toLowerCase();
    if (seen.has(key) || (from !== 'settings' && (commonNames.test(name) || name.length < 4)))
      return false;
    seen.add(key);
    return true;
  });
}
