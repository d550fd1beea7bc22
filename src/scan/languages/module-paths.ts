// Which file of the project a JavaScript or TypeScript module specifier names: relative paths, tsconfig `paths`
// and `baseUrl`, packages of a workspace. Works on lists of paths and texts; reads nothing.
import { createRequire } from 'node:module';

export interface ModulePathOptions {
  /** All paths of the tree. */
  readonly paths: { has(path: string): boolean };
  /** Texts of every tsconfig*.json, jsconfig.json and package.json of the tree, by path. */
  readonly configs: ReadonlyMap<string, string>;
}

/** Whether a file's text is wanted in `ModulePathOptions.configs`. */
export function isModuleConfig(path: string): boolean {
  return /(?:^|\/)(?:package\.json|[tj]sconfig[\w.-]*\.json)$/.test(path);
}

interface Alias {
  readonly prefix: string;
  readonly suffix: string;
  readonly isExact: boolean;
  readonly targets: readonly string[];
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

function directoryOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

interface Tsconfigs {
  has(path: string): boolean;
  /** `{}` for what is not there. */
  get(path: string): Readonly<Record<string, unknown>>;
}

/** What the configurations of one directory say. */
interface Mapping {
  readonly aliases: readonly Alias[];
  /** Directories that specifiers may be relative to. */
  readonly baseUrls: readonly string[];
}

const none: Mapping = { aliases: [], baseUrls: [] };

/** For each directory the mappings that apply there, those of the nearest directory above first: it wins. */
function createMappings(configs: ReadonlyMap<string, string>): (directory: string) => Mapping {
  const tsconfigs = createTsconfigs(configs);
  const pathsIn = new Map<string, string[]>();
  for (const path of configs.keys()) {
    if (isPackage(path)) continue;
    const directory = directoryOf(path);
    pathsIn.set(directory, [...(pathsIn.get(directory) ?? []), path]);
  }
  const known = new Map<string, Mapping>();
  const mappingsOf = (directory: string): Mapping => {
    const before = known.get(directory);
    if (before) return before;
    const above = directory === '' ? none : mappingsOf(directoryOf(directory));
    const own = (pathsIn.get(directory) ?? []).map((path) => readTsconfig(path, tsconfigs));
    const aliases = own.flatMap((config) => config.aliases);
    aliases.sort((a, b) => b.prefix.length - a.prefix.length);
    const mapping: Mapping =
      own.length === 0
        ? above
        : {
            aliases: [...aliases, ...above.aliases],
            baseUrls: [...own.flatMap(({ baseUrls }) => baseUrls), ...above.baseUrls],
          };
    known.set(directory, mapping);
    return mapping;
  };
  return mappingsOf;
}

/** Every tsconfig by path, parsed when it is asked for. */
function createTsconfigs(configs: ReadonlyMap<string, string>): Tsconfigs {
  const parsed = new Map<string, Record<string, unknown>>();
  const has = (path: string): boolean => configs.has(path) && !isPackage(path);
  return {
    has,
    get(path) {
      const before = parsed.get(path);
      if (before) return before;
      const text = has(path) ? configs.get(path) : undefined;
      const config = text === undefined ? {} : record(parseJson(text));
      parsed.set(path, config);
      return config;
    },
  };
}

function isPackage(path: string): boolean {
  return path.endsWith('package.json');
}

function readTsconfig(path: string, tsconfigs: Tsconfigs): Mapping {
  const chain = extendedBy(path, tsconfigs);
  const optionsOf = (one: string) => record(tsconfigs.get(one).compilerOptions);
  // Each option comes from the nearest config that has it, and its paths count from there.
  const baseFrom = chain.find((one) => typeof optionsOf(one).baseUrl === 'string');
  const baseUrl = baseFrom && joinPath(directoryOf(baseFrom), String(optionsOf(baseFrom).baseUrl));
  const baseUrls = baseUrl === undefined ? [] : [baseUrl];
  const pathsFrom = chain.find((one) => optionsOf(one).paths !== undefined);
  if (pathsFrom === undefined) return { aliases: [], baseUrls };
  const aliases: Alias[] = [];
  const base = baseUrl ?? directoryOf(pathsFrom);
  for (const [pattern, targets] of Object.entries(record(optionsOf(pathsFrom).paths))) {
    if (!Array.isArray(targets)) continue;
    const star = pattern.indexOf('*');
    aliases.push({
      prefix: star < 0 ? pattern : pattern.slice(0, star),
      suffix: star < 0 ? '' : pattern.slice(star + 1),
      isExact: star < 0,
      targets: targets.flatMap((target) => {
        const path = typeof target === 'string' ? joinPath(base, target) : undefined;
        return path === undefined ? [] : [path];
      }),
    });
  }
  return { aliases, baseUrls };
}

/** A config and those that it extends, the most telling first: of several, the last. */
function extendedBy(path: string, tsconfigs: Tsconfigs): readonly string[] {
  const chain: string[] = [];
  const visit = (current: string): void => {
    if (chain.includes(current) || chain.length >= 20) return;
    chain.push(current);
    const { extends: parents } = tsconfigs.get(current);
    for (const parent of [parents].flat().reverse()) {
      if (typeof parent !== 'string' || !parent.startsWith('.')) continue;
      const target = joinPath(directoryOf(current), parent) ?? '';
      const found = [target, `${target}.json`, join2(target, 'tsconfig.json')].find((candidate) =>
        tsconfigs.has(candidate),
      );
      if (found !== undefined) visit(found);
    }
  };
  visit(path);
  return chain;
}

/** Packages of the project by name: where each lies, and the files that its name may stand for. */
type Workspace = ReadonlyMap<string, { readonly directory: string; readonly entries: string[] }>;

function readWorkspace(configs: ReadonlyMap<string, string>): Workspace {
  const workspace = new Map<string, { directory: string; entries: string[] }>();
  for (const [path, text] of configs) {
    if (!isPackage(path) || path.includes('node_modules/')) continue;
    const manifest = record(parseJson(text));
    if (typeof manifest.name !== 'string' || workspace.has(manifest.name)) continue;
    const directory = directoryOf(path);
    workspace.set(manifest.name, { directory, entries: entriesOf(manifest, directory) });
  }
  return workspace;
}

function entriesOf(manifest: Readonly<Record<string, unknown>>, directory: string): string[] {
  return ['source', 'types', 'module', 'main'].flatMap((field) => {
    const entry = manifest[field];
    const file = typeof entry === 'string' ? joinPath(directory, entry) : undefined;
    if (file === undefined) return [];
    // The build output's source: dist/index.js is made from src/index.ts.
    const source = file
      .replace(/(^|\/)(?:dist|build|lib|out)\//, '$1src/')
      .replace(/(?:\.d)?\.[cm]?[jt]s$/, '');
    return [file, source];
  });
}

const require = createRequire(import.meta.url);

/** Most of these files are plain JSON; what reads comments and trailing commas is loaded for the others. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The cast: `require` knows no types.
    const { parse } = require('jsonc-parser') as typeof import('jsonc-parser');
    return parse(text, [], { allowTrailingComma: true });
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>) // checked on this line
    : {};
}

function join2(directory: string, below: string): string {
  return directory === '' ? below : `${directory}/${below}`;
}

/** Joins and normalises; `undefined` when it leaves the root. */
function joinPath(directory: string, relative: string): string | undefined {
  return normalize(join2(directory, relative));
}

function normalize(path: string): string | undefined {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return undefined;
  }
  return segments.join('/');
}
