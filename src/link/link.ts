// Joins the Facts of all files into the signing secrets of the project: who sets each, who uses it, with which
// algorithm, in which environment. Pure; the same Facts give the same Project in any order of work.
import type { Facts, ProjectName } from '../model/facts.ts';
import { comparePlaces } from '../model/place.ts';
import type { FileSummary, Project, Secret } from '../model/secret.ts';
import { type AskedConstant, onlyNames } from './asked-constants.ts';
import { discoverByName } from './discover.ts';
import { gatherEvidence } from './evidence.ts';
import { type CandidateFinder, indexFacts, type ModuleResolver } from './fact-index.ts';
import type { Wrapper } from './function-finder.ts';
import { collectGuards } from './guards.ts';
import { inheritKeys } from './inherit-keys.ts';
import { noteKeyPairs } from './key-pairs.ts';
import { linkLeaks } from './leaks.ts';
import type { Linker, LinkSettings } from './linker.ts';
import { findPrivateKeys } from './private-keys.ts';
import { createResolver } from './resolve.ts';
import { createSecretGraph } from './secret-graph.ts';
import { finishSecrets } from './secrets.ts';
import type { UnscannedFiles } from './unscanned.ts';
import { addUse, collectUses, type PendingUse } from './uses.ts';

export interface LinkOptions {
  readonly facts: readonly Facts[];
  readonly files: ReadonlyMap<string, FileSummary>;
  readonly resolveModule: ModuleResolver;
  /** Files that may declare a name which a file neither declares nor imports. Default: none. */
  readonly candidatesOf?: CandidateFinder;
  readonly settings: LinkSettings;
  readonly projectNames: readonly ProjectName[];
  /** Files that findings are reported on; default: all. The others are linked as far as that tells of these. */
  readonly reportOn?: { has(path: string): boolean } | undefined;
}

export interface LinkResult {
  /** Files that a name leads into and that were not scanned: scan them and link again for a fuller answer. */
  readonly missing: UnscannedFiles;
  /** The same for calls that may lead to a wrapper, or elsewhere. */
  readonly passedBy: UnscannedFiles;
  /** Variables and settings that keys are read from: a file that sets one may hold no word of signing. */
  readonly readNames: ReadonlySet<string>;
  /** Functions whose callers tell something; these callers may be among the files that were not scanned. */
  readonly wrappers: readonly Wrapper[];
  /** Constants that only their names speak for, with what their own files take them for. */
  readonly asked: readonly AskedConstant[];
  /**
   * Once: what the Facts come to. Not asked for where the files that names lead into are scanned first. `names`: those of
   * `asked` that are taken for names everywhere; default: by what their own files take them for.
   */
  finish(names?: ReadonlySet<AskedConstant>): LinkedProject;
  /** Instead of `finish()`, where nothing but the secrets matters. */
  finishSecrets(): readonly Secret[];
}

export interface LinkedProject {
  readonly project: Project;
  /** Files whose values refer to each other too often to follow them all. */
  readonly tangled: readonly string[];
}

/** Links everything. Never throws on any Facts. */
export function linkSecrets(options: LinkOptions): LinkResult {
  const index = indexFacts(
    options.facts,
    options.files,
    options.resolveModule,
    options.candidatesOf,
  );
  const resolver = createResolver(index);
  const graph = createSecretGraph();
  const uses = collectUses(options.facts, index, resolver);
  const linker: Linker = {
    index,
    resolver,
    graph,
    settings: options.settings,
    asked: [],
    isReported: (path) => options.reportOn?.has(path) ?? true,
    configured: new Set(),
    discovered: new Set(),
    evidence: gatherEvidence(index),
    keyPairs: new Set(),
    ignoredNames: new Set(),
    readNames: new Set(),
  };
  for (const [number, linked] of uses.entries()) addUse(linker, number, linked);
  inheritKeys(linker, uses);
  noteKeyPairs(linker, uses);
  discoverByName(linker);
  return {
    missing: resolver.missing,
    passedBy: resolver.passedBy,
    readNames: linker.readNames,
    wrappers: [...resolver.wrappers.values()],
    asked: linker.asked,
    finish: (names) => resolver.quietly(() => finish(linker, uses, { ...options, names })),
    finishSecrets: () =>
      resolver.quietly(() => {
        const guards = collectGuards(linker, options.facts);
        return finishSecrets(linker, uses, { guards, names: onlyNames(linker.asked) });
      }),
  };
}

interface FinishOptions extends LinkOptions {
  readonly names: ReadonlySet<AskedConstant> | undefined;
}

function finish(
  linker: Linker,
  uses: readonly PendingUse[],
  options: FinishOptions,
): LinkedProject {
  const { graph, resolver } = linker;
  const guards = collectGuards(linker, options.facts);
  const names = onlyNames(linker.asked, options.names);
  const secrets = finishSecrets(linker, uses, { guards, names });
  const byId = new Map(secrets.map((secret) => [secret.id, secret]));
  const idOfUse = new Map<number, string[]>();
  for (const node of graph.nodes()) {
    if (!byId.has(node.id)) continue;
    for (const use of node.uses) {
      const ids = idOfUse.get(use);
      if (ids) ids.push(node.id);
      else idOfUse.set(use, [node.id]);
    }
  }
  const linkedUses = uses.map(({ linked }, number) => ({
    ...linked,
    secretIds: idOfUse.get(number) ?? [],
  }));
  const linkedOf = new Map(linkedUses.map((linked) => [linked.use, linked]));
  const project: Project = {
    files: [...options.files.values()],
    secrets: secrets.map((secret) => ({
      ...secret,
      uses: secret.uses.map((use) => linkedOf.get(use.use) ?? use),
    })),
    uses: [...linkedUses].sort((a, b) => comparePlaces(a.at, b.at)),
    leaks: linkLeaks(linker, options.facts, byId),
    ...findPrivateKeys(linker, uses),
    projectNames: options.projectNames,
    ignoredNames: linker.ignoredNames.size,
  };
  return { project, tangled: [...resolver.tangled] };
}
