// Definitions of the past meet the uses of today: one version of one file is linked with the few files of the audited
// tree that a key passes through on its way to a call. There is no tree in the past: all versions of all files linked
// as one would take minutes and mean nothing.
import { contextOf } from '../../link/context.ts';
import { linkSecrets } from '../../link/link.ts';
import { createPackageFinder } from '../../link/packages.ts';
import type { Facts } from '../../model/facts.ts';
import { memoByObject } from '../../model/memo.ts';
import type { FileSummary, Secret, SecretValue } from '../../model/secret.ts';
import type { Settings } from '../../model/settings.ts';
import { createModuleFinder } from '../../scan/scan.ts';
import { definedNames, type Present } from './present.ts';

export interface PastLinkerOptions {
  readonly present: Present;
  /** Facts of the audited files, and of the last version of files that are gone. */
  readonly pool: ReadonlyMap<string, Facts>;
  readonly configs: ReadonlyMap<string, string>;
  /** All paths there are, and were. */
  readonly paths: ReadonlySet<string>;
  readonly settings: Settings;
}

/** A value that a version of a file held. */
export interface FoundValue {
  readonly secret: Secret;
  readonly value: SecretValue;
}

export interface PastLinker {
  /** The values that a version of a file gives to signing secrets. */
  link(facts: Facts): FoundValue[];
  /** Whether a file of today, or one that is gone, imports the path and uses keys, by as many steps as it takes. */
  isReached(path: string): boolean;
}

/** More files around one are not looked at: a key passes through few. */
const maxNeighbours = 60;
const maxImports = 30;

export function createPastLinker(options: PastLinkerOptions): PastLinker {
  const { present, pool, configs, paths, settings } = options;
  const modules = createModuleFinder({
    paths: new Map([...paths].map((path) => [path, true])),
    configs,
  });
  const resolveModule = modules.resolve;
  const packageOf = createPackageFinder(paths);
  const graph = createImportGraph(pool, resolveModule);
  const summarize = ({ path, language, isTestCode }: Facts): FileSummary => ({
    path,
    language,
    context: contextOf(path, isTestCode),
    tracked: 'tracked',
    packageDirectory: packageOf(path),
  });
  const link = (facts: Facts): FoundValue[] => {
    const around = new Set<string>();
    for (const name of definedNames(facts)) {
      for (const file of present.filesByName.get(name) ?? []) around.add(file);
    }
    for (const file of graph.above(facts.path)) around.add(file);
    for (const file of graph.below([facts.path, ...around], facts, maxImports)) around.add(file);
    around.delete(facts.path);
    const others = [...around]
      .slice(0, maxNeighbours + maxImports)
      .flatMap((path) => pool.get(path) ?? []);
    const all = [facts, ...others].sort((a, b) => (a.path < b.path ? -1 : 1));
    const secrets = linkSecrets({
      facts: all,
      files: new Map(all.map((fact) => [fact.path, summarize(fact)])),
      resolveModule,
      candidatesOf: modules.candidates,
      settings,
      projectNames: [],
      reportOn: { has: (path) => path === facts.path },
    }).finishSecrets();
    return secrets.flatMap((secret) =>
      secret.values
        .filter((value) => value.at.path === facts.path)
        .map((value): FoundValue => ({ secret, value })),
    );
  };
  const isReached = (path: string): boolean =>
    graph.above(path).some((above) => (pool.get(above)?.uses.length ?? 0) > 0);
  return { link, isReached };
}

/** Who imports whom among the files of the pool. */
function createImportGraph(
  pool: ReadonlyMap<string, Facts>,
  resolve: (from: string, specifier: string) => string | undefined,
) {
  const importers = new Map<string, string[]>();
  // Each version of a file asks for the same files around it.
  const targetsOf = memoByObject((facts: Facts): readonly string[] => {
    const modules = new Set(facts.imports.map(({ from }) => from));
    for (const { from } of facts.exports) if (from !== undefined) modules.add(from);
    const targets = [...modules].map((from) => resolve(facts.path, from));
    return [...new Set(targets.filter((path) => path !== undefined))];
  });
  for (const facts of pool.values()) {
    for (const target of targetsOf(facts)) {
      const known = importers.get(target);
      if (known) known.push(facts.path);
      else importers.set(target, [facts.path]);
    }
  }
  const above = new Map<string, readonly string[]>();
  return {
    /** Files that lead to `path` by their imports, the nearest first. */
    above(path: string): readonly string[] {
      const known = above.get(path);
      if (known) return known;
      const found = new Set<string>();
      const pending = [path];
      for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
        for (const importer of importers.get(next) ?? []) {
          if (importer === path || found.has(importer) || found.size >= maxNeighbours) continue;
          found.add(importer);
          pending.push(importer);
        }
      }
      above.set(path, [...found]);
      return [...found];
    },
    /** Files that these import; `own` stands for the one that is not in the pool as it is. */
    below(paths: readonly string[], own: Facts, most: number): readonly string[] {
      const found = new Set<string>();
      const pending = [...paths];
      for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
        const facts = next === own.path ? own : pool.get(next);
        for (const target of facts ? targetsOf(facts) : []) {
          if (found.has(target) || found.size >= most || !pool.has(target)) continue;
          found.add(target);
          pending.push(target);
        }
      }
      return [...found];
    },
  };
}
