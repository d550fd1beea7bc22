// Link: from the Facts of a tree to its project, with a second look at files that names lead into.
import type { Tree } from '../input/tree.ts';
import { contextOf } from '../link/context.ts';
import { linkSecrets } from '../link/link.ts';
import { createPackageFinder } from '../link/packages.ts';
import type { WantedCallers } from '../link/resolve.ts';
import type { Facts, ProjectName } from '../model/facts.ts';
import type { FileSummary, Project } from '../model/secret.ts';
import type { Settings } from '../model/settings.ts';
import { createPrefilter } from '../prefilter/prefilter.ts';
import { createModulePathResolver, readerFor } from '../scan/scan.ts';
import { type ScannedTree, scanBytes } from './scan-tree.ts';

/** Links, scans what a name led into and the prefilter had left out, and links again; three rounds at most. */
export async function linkTree(
  tree: Tree,
  scanned: ScannedTree,
  settings: Settings,
): Promise<{ files: FileSummary[]; project: Project }> {
  const paths = new Set(tree.sources.map(({ path }) => path));
  const resolveModule = createModulePathResolver({ paths, configs: scanned.configs });
  const packageOf = createPackageFinder(paths);
  const tracked = new Map(tree.sources.map((source) => [source.path, source.tracked]));
  const tried = new Set<string>();
  for (let round = 0; ; round++) {
    const facts = [...scanned.facts.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
    const files = new Map(
      facts.map(({ path, language, isTestCode }): [string, FileSummary] => [
        path,
        {
          path,
          language,
          context: contextOf(path, isTestCode),
          tracked: tracked.get(path) ?? 'unknown',
          packageDirectory: packageOf(path),
        },
      ]),
    );
    const { project, missing, callerless } = linkSecrets({
      facts,
      files,
      resolveModule,
      settings,
      projectNames: projectNamesOf(facts, tree, settings),
    });
    const demanded = missing.filter((path) => !tried.has(path) && readerFor(path) !== undefined);
    // Searching for callers reads files again, so it is done once, after the names are known.
    if (round === 0) demanded.push(...(await findCallers(tree, scanned, callerless)));
    if (demanded.length === 0 || round >= 3) return { files: [...files.values()], project };
    await tree.load?.(demanded);
    for (const path of demanded) {
      tried.add(path);
      const read = tree.read(path);
      if ('bytes' in read) {
        await scanBytes(path, read.bytes, scanned, { isConfig: false, isDemanded: true });
      }
    }
  }
}

/** More callers of wrappers than these are not looked for: a name so common tells nothing. */
const maxCallers = 200;

/**
 * Files that mention both a wrapper and the module it comes from, and that the first pass left out because they hold
 * no word of signing: `issue(claims, settings.key)`.
 */
async function findCallers(
  tree: Tree,
  scanned: ScannedTree,
  wanted: readonly WantedCallers[],
): Promise<string[]> {
  const searches = wanted
    .filter(({ path, name }) => isSearchable(name) && isSearchable(moduleWord(path)))
    .map(({ path, name }) => ({
      name,
      language: scanned.facts.get(path)?.language,
      hasName: createPrefilter([name]),
      hasModule: createPrefilter([moduleWord(path)]),
    }));
  if (searches.length === 0) return [];
  const named = await tree.search?.([...new Set(searches.map(({ name }) => name))]);
  const candidatesOf = (path: string) => {
    if (named?.has(path) === false || scanned.facts.has(path)) return [];
    const language = contextOf(path) === 'production' ? readerFor(path)?.id : undefined;
    return searches.filter((search) => search.language === language);
  };
  const paths = tree.sources
    .map(({ path }) => path)
    .filter((path) => candidatesOf(path).length > 0);
  await tree.load?.(paths);
  const found: string[] = [];
  for (const path of paths) {
    const candidates = candidatesOf(path);
    const read = tree.read(path);
    if (!('bytes' in read)) continue;
    const { bytes } = read;
    if (candidates.some(({ hasName, hasModule }) => hasName(bytes) && hasModule(bytes)))
      found.push(path);
    if (found.length >= maxCallers) break;
  }
  return found;
}

/** What the byte filter can look for: three ASCII characters or more. */
function isSearchable(word: string): boolean {
  return /^[\w.$-]{3,}$/.test(word);
}

/** What an import of the file says: its base name, or the directory's for an index file. */
function moduleWord(path: string): string {
  const segments = path.split('/');
  const file = segments.at(-1) ?? '';
  const directory = segments.at(-2) ?? '';
  const base = file.replace(/\..*$/, '');
  return base === 'index' || base.length < 3 ? directory || base : base;
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
