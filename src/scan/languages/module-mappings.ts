// For each directory the aliases and base directories that apply there.
import { directoryOf, isPackage, type Mapping } from './config-paths.ts';
import { manifestAliases, toolAliases } from './module-aliases.ts';
import { createTsconfigs, isTsconfig, readTsconfig, type Tsconfigs } from './tsconfigs.ts';
import { readWorkspace } from './workspace.ts';

const none: Mapping = { aliases: [], baseUrls: [] };

/** For each directory the mappings that apply there, those of the nearest directory above first: it wins. */
export function createMappings(
  configs: ReadonlyMap<string, string>,
): (directory: string) => Mapping {
  const tsconfigs = createTsconfigs(configs, readWorkspace(configs));
  const pathsIn = new Map<string, string[]>();
  for (const path of configs.keys()) {
    const directory = directoryOf(path);
    pathsIn.set(directory, [...(pathsIn.get(directory) ?? []), path]);
  }
  const known = new Map<string, Mapping>();
  const mappingsOf = (directory: string): Mapping => {
    const before = known.get(directory);
    if (before) return before;
    const above = directory === '' ? none : mappingsOf(directoryOf(directory));
    const own = (pathsIn.get(directory) ?? []).map((path) => read(path, configs, tsconfigs));
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

function read(path: string, configs: ReadonlyMap<string, string>, tsconfigs: Tsconfigs): Mapping {
  if (isTsconfig(path)) return readTsconfig(path, tsconfigs);
  const text = configs.get(path) ?? '';
  const aliases = isPackage(path) ? manifestAliases(path, text) : toolAliases(path, text);
  return { aliases, baseUrls: [] };
}
