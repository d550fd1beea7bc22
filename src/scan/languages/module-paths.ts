// Which file of the project a JavaScript or TypeScript module specifier names: relative paths, `paths` and `baseUrl` of
// tsconfig, `imports` of package.json, aliases of bundlers, packages of a workspace. Works on lists of paths and texts;
// reads nothing.
import { type Alias, directoryOf, join2, joinPath, normalize } from './config-paths.ts';
import { createMappings } from './module-mappings.ts';
import { readWorkspace, type Workspace } from './workspace.ts';

export interface ModulePathOptions {
  /** All paths of the tree. */
  readonly paths: { has(path: string): boolean };
  /** Texts of the files of the tree that `isModuleConfig` names, by path. */
  readonly configs: ReadonlyMap<string, string>;
}

const extensions = [
  '.ts',
  '.tsx',
  '.mts',
  '.cts',
  '.js',
  '.jsx',
  '.mjs',
  '.cjs',
  '.json',
  '.vue',
  '.svelte',
];
/** TypeScript writes the extension of the output. */
const sourceExtensions: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

/** Builds the resolver; each specifier is answered from memory the second time. Configurations are read when asked. */
export function createModulePathResolver(
  options: ModulePathOptions,
): (fromPath: string, specifier: string) => string | undefined {
  const { paths } = options;
  const mappingsOf = createMappings(options.configs);
  let packages: Workspace | undefined;
  const cache = new Map<string, string | undefined>();

  function asFile(path: string | undefined): string | undefined {
    if (path === undefined) return undefined;
    if (paths.has(path) && /\.[a-z]{1,6}$/i.test(path)) return path;
    const extension = /\.[cm]?jsx?$/.exec(path)?.[0];
    if (extension) {
      for (const other of sourceExtensions[extension] ?? []) {
        const candidate = path.slice(0, -extension.length) + other;
        if (paths.has(candidate)) return candidate;
      }
    }
    for (const end of extensions) if (paths.has(path + end)) return path + end;
    const inside = path === '' ? 'index' : `${path}/index`;
    for (const end of extensions) if (paths.has(inside + end)) return inside + end;
    return paths.has(path) ? path : undefined;
  }

  function resolve(fromPath: string, specifier: string): string | undefined {
    const directory = directoryOf(fromPath);
    if (/^\.{1,2}(?:\/|$)/.test(specifier)) return asFile(joinPath(directory, specifier));
    const { aliases, baseUrls } = mappingsOf(directory);
    for (const alias of aliases) {
      const rest = matchAlias(alias, specifier);
      if (rest === undefined) continue;
      for (const target of alias.targets) {
        const found = asFile(normalize(target.replace('*', () => rest)));
        if (found !== undefined) return found;
      }
    }
    const own = workspaceFile(specifier);
    if (own !== undefined) return own;
    for (const base of baseUrls) {
      const found = asFile(normalize(base === '' ? specifier : `${base}/${specifier}`));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  function workspaceFile(specifier: string): string | undefined {
    const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? '';
    packages ??= readWorkspace(options.configs);
    const target = packages.get(name);
    if (!target) return undefined;
    const below = specifier.slice(name.length + 1);
    const candidates =
      below === ''
        ? [
            ...target.entries,
            join2(target.directory, 'src/index'),
            join2(target.directory, 'index'),
            join2(target.directory, 'lib/index'),
          ]
        : [join2(target.directory, below), join2(target.directory, `src/${below}`)];
    for (const candidate of candidates) {
      const found = asFile(normalize(candidate));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  return (fromPath, specifier) => {
    const directory = directoryOf(fromPath);
    const key = `${directory}\0${specifier}`;
    if (cache.has(key)) return cache.get(key);
    const found = resolve(fromPath, specifier);
    cache.set(key, found);
    return found;
  };
}

function matchAlias(alias: Alias, specifier: string): string | undefined {
  if (alias.isExact) return specifier === alias.prefix ? '' : undefined;
  if (!specifier.startsWith(alias.prefix) || !specifier.endsWith(alias.suffix)) return undefined;
  return specifier.slice(alias.prefix.length, specifier.length - alias.suffix.length);
}
