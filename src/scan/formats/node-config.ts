// The files of the npm package `config`: which they are, and `custom-environment-variables.*`, whose values are names of
// variables.

import { settingPath } from './config-definitions.ts';
import { type ConfigNode, child } from './config-tree.ts';
import type { DefinitionCollector } from './definitions.ts';
import { baseNameOf } from './paths.ts';

/** Whether the file is one that `config.get('auth.key')` reads: small, and often without a word of signing. */
export function isNodeConfigPath(path: string): boolean {
  return /(?:^|\/)config\/(?:default|local|development|staging|production|test|custom-environment-variables)(?:-[\w.-]{1,80})?\.(?:json5?|ya?ml|toml)$/i.test(
    path,
  );
}

/** Whether the file maps settings to names of variables. */
export function isVariableNamesPath(path: string): boolean {
  return /^custom-environment-variables\./.test(baseNameOf(path).toLowerCase());
}

/** Each leaf is a setting that is read from the variable it names. */
export function collectVariableNames(root: ConfigNode, collector: DefinitionCollector): void {
  const pending: { node: ConfigNode; path: string[] }[] = [{ node: root, path: [] }];
  for (let taken = 0; taken < pending.length && taken < 400_000; taken++) {
    const { node, path } = pending[taken] ?? { node: root, path: [] };
    if (node.kind !== 'map') continue;
    for (const { key, start, end, node: value } of node.entries) {
      const named = value.kind === 'scalar' ? value : child(value, '__name');
      if (named?.kind !== 'scalar') {
        if (path.length < 150) pending.push({ node: value, path: [...path, key] });
        continue;
      }
      const at = collector.rangeOf(named.stored.start, named.stored.end);
      collector.add({
        space: 'setting',
        name: settingPath([...path, key]),
        value: { kind: 'env', name: named.stored.text, at },
        start,
        end,
      });
    }
  }
}
