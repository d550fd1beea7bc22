// Kubernetes objects: Secret and ConfigMap entries are variables, or files of their own when named like one;
// containers of workloads set variables; sealed and external secrets say nothing.
import type { Expression } from '../../model/expression.ts';
import { type ConfigEntry, type ConfigNode, child, textAt } from './config-tree.ts';
import { collectTree } from './config-walk.ts';
import type { DefinitionCollector } from './definitions.ts';
import { environmentOfWord } from './paths.ts';
import type { StoredText } from './stored-text.ts';
import { isVaultReference } from './whole-values.ts';

/** Reads a text that is a file inside of a file; false where no reader takes it. */
export type EmbeddedRead = (name: string, stored: StoredText) => boolean;

/** Adds what one object says. */
export function collectKubernetes(
  root: ConfigNode,
  collector: DefinitionCollector,
  readEmbedded: EmbeddedRead,
  depth = 0,
): void {
  const kind = textAt(root, 'kind') ?? '';
  const environment = namespaceEnvironment(root);
  if ((kind === 'List' || kind === 'Template') && depth < 3) {
    const items = child(root, kind === 'List' ? 'items' : 'objects');
    for (const item of items?.kind === 'list' ? items.items : []) {
      collectKubernetes(item, collector, readEmbedded, depth + 1);
    }
  } else if (kind === 'Secret') {
    eachEntry(child(root, 'data'), (entry) => addEncoded(entry, collector, environment));
    eachEntry(child(root, 'stringData'), (entry) =>
      addPlain(entry, collector, readEmbedded, environment),
    );
  } else if (kind === 'ConfigMap') {
    eachEntry(child(root, 'data'), (entry) =>
      addPlain(entry, collector, readEmbedded, environment),
    );
  } else if (
    !/^(?:SealedSecret|ExternalSecret|SecretProviderClass|VaultStaticSecret|CustomResourceDefinition)$/.test(
      kind,
    )
  ) {
    // A HelmRelease or an Argo Application carries chart values; other objects hold no settings of the program.
    const hasSettings = kind === 'HelmRelease' || kind === 'HelmChart';
    collectTree(root, collector, { hasSettings, variableNames: 'any' }, environment);
  }
}

function namespaceEnvironment(root: ConfigNode): string | undefined {
  const namespace = textAt(root, 'metadata', 'namespace')?.slice(0, 100) ?? '';
  for (const word of namespace.split(/[-_.]/)) {
    const environment = environmentOfWord(word);
    if (environment) return environment;
  }
  return undefined;
}

function eachEntry(node: ConfigNode | undefined, visit: (entry: ConfigEntry) => void): void {
  if (node?.kind === 'map') for (const entry of node.entries) visit(entry);
}

function addPlain(
  { key, node, start, end }: ConfigEntry,
  collector: DefinitionCollector,
  readEmbedded: EmbeddedRead,
  environment: string | undefined,
): void {
  if (node.kind !== 'scalar' || !node.isText) return;
  if (/[.]/.test(key) && readEmbedded(key, node.stored)) return;
  collector.add({ space: 'env', name: key, value: node.stored, start, end, environment });
}

/** `data`: what is stored is base64 of what the program gets. */
function addEncoded(
  { key, node, start, end }: ConfigEntry,
  collector: DefinitionCollector,
  environment: string | undefined,
): void {
  if (node.kind !== 'scalar') return;
  const { stored } = node;
  const entry = { space: 'env', name: key, start, end, environment } as const;
  const text = decodeBase64(stored.text);
  if (text !== undefined && node.tag === undefined) {
    const at = collector.rangeOf(stored.start, stored.end);
    const value: Expression = { kind: 'text', value: text, at };
    collector.add({ ...entry, value, storedAs: 'base64' });
  } else if (/\$|\{\{/.test(stored.text) || isVaultReference(stored.text)) {
    collector.add({ ...entry, value: stored });
  }
}

/** The text behind standard base64; `undefined` where it is none, or is of bytes that are no text. */
function decodeBase64(stored: string): string | undefined {
  const compact = stored.replace(/\s+/g, '');
  if (compact.length > 100_000 || compact.length % 4 !== 0) return undefined;
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      Buffer.from(compact, 'base64'),
    );
  } catch {
    return undefined;
  }
}
