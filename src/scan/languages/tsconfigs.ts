// `paths` and `baseUrl` of tsconfig.json and jsconfig.json, with what they extend: a file, or one of a package of the
// workspace.
import {
  type Alias,
  directoryOf,
  isPackage,
  join2,
  joinPath,
  type Mapping,
  normalize,
  parseJson,
  record,
} from './config-paths.ts';
import type { Workspace } from './workspace.ts';

/** Those of a tree. */
export interface Tsconfigs {
  has(path: string): boolean;
  /** Packages of the tree, which may hold one to extend. */
  readonly workspace: Workspace;
  /** `{}` for what is not there. */
  get(path: string): Readonly<Record<string, unknown>>;
}

/** Every tsconfig by path, parsed when it is asked for. */
export function createTsconfigs(
  configs: ReadonlyMap<string, string>,
  workspace: Workspace,
): Tsconfigs {
  const parsed = new Map<string, Record<string, unknown>>();
  const has = (path: string): boolean => configs.has(path) && isTsconfig(path);
  return {
    has,
    workspace,
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

/** What one says, with what it extends. */
export function readTsconfig(path: string, tsconfigs: Tsconfigs): Mapping {
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
      const target =
        typeof parent === 'string' ? extendedPath(current, parent, tsconfigs) : undefined;
      if (target === undefined) continue;
      const found = [target, `${target}.json`, join2(target, 'tsconfig.json')].find((candidate) =>
        tsconfigs.has(candidate),
      );
      if (found !== undefined) visit(found);
    }
  };
  visit(path);
  return chain;
}

/** A path from the config on, or one below a package of the workspace: `@acme/tsconfig/base.json`. */
function extendedPath(from: string, parent: string, { workspace }: Tsconfigs): string | undefined {
  if (parent.startsWith('.')) return joinPath(directoryOf(from), parent);
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(parent)?.[0] ?? '';
  const target = workspace.get(name);
  return target && normalize(join2(target.directory, parent.slice(name.length + 1)));
}

/** Whether it is a configuration of TypeScript, or of JavaScript in its form; packages of them hold others. */
export function isTsconfig(path: string): boolean {
  return (
    /(?:^|\/)[tj]sconfig[\w.-]*\.json$/.test(path) ||
    (/(?:^|\/)[\w.-]{0,40}tsconfig[\w.-]{0,40}\/[\w.-]+\.json$/.test(path) && !isPackage(path))
  );
}
