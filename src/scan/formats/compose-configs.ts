// Files that a Compose file carries as texts (`configs: { app: { content: ... } }`), and those that it mounts as secrets;
// Kustomize makes variables of files.
import { fileSetting } from '../../model/file-setting.ts';
import { type ConfigNode, child, outerRange, textAt } from './config-tree.ts';
import type { DefinitionCollector } from './definitions.ts';
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

/** `secrets: { jwt_secret: { file: ./jwt.txt } }`: the name, and `/run/secrets/jwt_secret`, is what that file holds. */
export function collectSecretFiles(root: ConfigNode, collector: DefinitionCollector): void {
  const secrets = child(root, 'secrets');
  for (const { key, node } of secrets?.kind === 'map' ? secrets.entries : []) {
    const file = child(node, 'file');
    if (file?.kind !== 'scalar' || !file.isText) continue;
    const path = fileSetting(baseNameOf(file.stored.text));
    const at = collector.rangeOf(file.stored.start, file.stored.end);
    const { start, end } = outerRange(node);
    for (const name of new Set([key, fileSetting(key)])) {
      if (name === path) continue;
      const value = { kind: 'setting', path, at } as const;
      collector.add({ space: 'setting', name, value, start, end, environment: undefined });
    }
  }
}

/** `files: [JWT_KEY=keys/jwt.txt]` of Kustomize: the variable is what that file holds. */
export function collectGeneratedFiles(generator: ConfigNode, collector: DefinitionCollector): void {
  const files = child(generator, 'files');
  for (const item of files?.kind === 'list' ? files.items : []) {
    const [, name, path] = /^([A-Za-z]\w{0,100})=(\S{1,300})$/.exec(textAt(item) ?? '') ?? [];
    if (item.kind !== 'scalar' || name === undefined || path === undefined) continue;
    const { start, end } = item.stored;
    const at = collector.rangeOf(start, end);
    const value = { kind: 'setting', path: fileSetting(baseNameOf(path)), at } as const;
    collector.add({ space: 'env', name, value, start, end, environment: undefined });
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
