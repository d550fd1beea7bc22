// A variable whose value is a JSON object with the key inside: `{"type":"HS256","key":"..."}` of Hasura and Nhost,
// `{"kty":"oct","k":"..."}` of PostgREST.
import type { Expression } from '../../model/expression.ts';
import type { RangeFinder } from '../../model/place.ts';
import { type ConfigNode, child } from './config-tree.ts';
import { scanJson } from './json-scan.ts';
import { rangeWithin, type StoredText } from './stored-text.ts';

/** A definition found inside a value. */
export interface InnerKey {
  readonly name: string;
  readonly value: Expression;
}

const maxLength = 20_000;

/**
 * The key and the algorithm inside a JSON value: `NAME` is the key, `NAME.type` the algorithm. `undefined` where
 * the value is no such object. An asymmetric key gives the algorithm alone.
 */
export function keysInside(
  name: string,
  stored: StoredText,
  rangeOf: RangeFinder,
): readonly InnerKey[] | undefined {
  const { text } = stored;
  if (text.length > maxLength || !/^\s{0,20}[[{]/.test(text) || stored.isOpaque) return undefined;
  if (!/"(?:key|k|jwk_url)"/.test(text)) return undefined;
  const rangeFor = rangeWithin(stored, rangeOf);
  const { root } = scanJson(text);
  const set = child(root, 'keys');
  const objects = root?.kind === 'list' ? root.items : set?.kind === 'list' ? set.items : [root];
  // `inline_string` of Envoy says nothing of what is in it.
  const own = set && !/jwk|key|secret/i.test(name.slice(name.lastIndexOf('.') + 1));
  const called = own ? `${name}.jwt_key` : name;
  const found = objects.flatMap((node) => keysOfObject(called, node, rangeFor));
  return found.length > 0 ? found : undefined;
}

function keysOfObject(
  name: string,
  node: ConfigNode | undefined,
  rangeFor: RangeFinder,
): readonly InnerKey[] {
  const type = textOf(child(node, 'type') ?? child(node, 'alg'), rangeFor);
  const algorithm = type ? [{ name: `${name}.type`, value: type }] : [];
  const plain = textOf(child(node, 'key'), rangeFor);
  if (plain && type)
    return /^HS/.test(type.value) ? [{ name, value: plain }, ...algorithm] : algorithm;
  const isOctet = textOf(child(node, 'kty'), rangeFor)?.value === 'oct';
  const encoded = isOctet ? textOf(child(node, 'k'), rangeFor) : undefined;
  if (encoded) {
    const value: Expression = {
      kind: 'decoded',
      encoding: 'base64url',
      of: encoded,
      at: encoded.at,
    };
    return [{ name, value }, ...algorithm];
  }
  return child(node, 'jwk_url') ? algorithm : [];
}

function textOf(node: ConfigNode | undefined, rangeFor: RangeFinder) {
  if (node?.kind !== 'scalar' || !node.isText) return undefined;
  const { text, start, end } = node.stored;
  return { kind: 'text', value: text, at: rangeFor(start, end) } as const;
}
