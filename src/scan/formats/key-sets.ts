// JWK and JWKS files: what is in them is a setting under the name of the file, as the content of any file with a key is.
import type { Expression } from '../../model/expression.ts';
import { fileSetting, isKeySetName } from '../../model/file-setting.ts';
import { type ConfigNode, child, textAt } from './config-tree.ts';
import type { DefinitionCollector } from './definitions.ts';
import { baseNameOf } from './paths.ts';

/** `{ "keys": [{ ... }] }` is the deepest that anybody nests them. */
const maxDepth = 3;

/** Adds the secret and private keys of a file. */
export function collectKeySets(
  root: ConfigNode | undefined,
  { path, text }: { readonly path: string; readonly text: string },
  collector: DefinitionCollector,
): void {
  if (!text.includes('kty')) return;
  const name = fileSetting(baseNameOf(path));
  const visit = (node: ConfigNode, depth: number): void => {
    if (node.kind === 'scalar' || depth > maxDepth) return;
    const value = node.kind === 'map' ? keyOf(node, text, collector) : undefined;
    if (value) {
      const { start, end } = node;
      collector.add({ space: 'setting', name, value, start, end });
      // Whatever the file is called, this one signs.
      if (/^HS\d{3}$/.test(textAt(node, 'alg') ?? '') && !isKeySetName(baseNameOf(path)))
        collector.add({ space: 'setting', name: 'jwk.signing_key', value, start, end });
      return;
    }
    const inside = node.kind === 'map' ? node.entries.map((entry) => entry.node) : node.items;
    for (const inner of inside) visit(inner, depth + 1);
  };
  if (root) visit(root, 0);
}

function keyOf(
  node: ConfigNode & { readonly kind: 'map' },
  text: string,
  { rangeOf }: DefinitionCollector,
): Expression | undefined {
  const type = child(node, 'kty');
  if (type?.kind !== 'scalar') return undefined;
  const key = child(node, 'k');
  if (type.stored.text === 'oct' && key?.kind === 'scalar') {
    const { start, end, text: value } = key.stored;
    const at = rangeOf(start, end);
    return { kind: 'decoded', encoding: 'base64url', of: { kind: 'text', value, at }, at };
  }
  if (!child(node, 'd')) return undefined;
  return {
    kind: 'text',
    value: text.slice(node.start, node.end),
    at: rangeOf(node.start, node.end),
  };
}
