// Files that a Compose file carries as texts: `configs: { app: { content: ... } }`.
import { type ConfigNode, child, textAt } from './config-tree.ts';
import type { EmbeddedRead } from './kubernetes.ts';
import { baseNameOf } from './paths.ts';

/** Reads each of them as the file that some service finds it as. */
export function collectConfigs(root: ConfigNode, readEmbedded: EmbeddedRead): void {
  const configs = child(root, 'configs');
  const targets = targetsOf(root);
  for (const { key, node } of configs?.kind === 'map' ? configs.entries : []) {
    const content = child(node, 'content');
    if (content?.kind !== 'scalar' || !content.isText) continue;
    const name = baseNameOf(targets.get(key) ?? key);
    // Most are YAML where nothing tells.
    if (!readEmbedded(name, content.stored)) readEmbedded('config.yaml', content.stored);
  }
}

/** Where services mount each config, by its name. */
function targetsOf(root: ConfigNode): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const services = child(root, 'services');
  for (const { node } of services?.kind === 'map' ? services.entries : []) {
    const mounted = child(node, 'configs');
    for (const item of mounted?.kind === 'list' ? mounted.items : []) {
      const source = textAt(item, 'source');
      const target = textAt(item, 'target');
      if (source !== undefined && target !== undefined) found.set(source, target);
    }
  }
  return found;
}
