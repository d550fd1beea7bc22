// `config/production.js` is read by node-config, as the setting `jwt.secret`, or imported by code, as an object with
// a property; the text that stands there is one secret either way.
import type { Definition } from '../model/facts.ts';
import type { SecretValue } from '../model/secret.ts';
import type { Linker } from './linker.ts';
import type { SecretNode } from './secret-graph.ts';

/** The secrets that code uses under the very texts that a setting is given. */
export function importedUnder(
  linker: Linker,
  path: string,
  definition: Definition,
): readonly SecretNode[] {
  if (definition.space !== 'setting') return [];
  const { at } = definition.value;
  return linker.resolver.resolve(path, definition.value).flatMap(({ end }) => {
    // A constant may stand behind two settings, which its one use does not make one secret.
    const isHere = end.at.path === path && end.at.start >= at.start && end.at.end <= at.end;
    const id = `text:${path}:${end.at.start}`;
    if (end.kind !== 'text' || !isHere || !linker.graph.has(id)) return [];
    const node = linker.graph.node(id, linker.index.fileOf(path).packageDirectory);
    return node.uses.size > 0 ? [node] : [];
  });
}

/** Makes them one: the uses tell how the text is read, the setting its name and its environment. */
export function joinImported(linker: Linker, setting: SecretNode, used: SecretNode): void {
  if (setting === used) return;
  for (const [key, value] of used.values) {
    setting.values.set(key, withNames(value, setting.values.get(key)));
  }
  linker.graph.join(setting.id, used.id);
}

function withNames(value: SecretValue, known: SecretValue | undefined): SecretValue {
  return known ? { ...value, name: known.name, environment: known.environment } : value;
}
