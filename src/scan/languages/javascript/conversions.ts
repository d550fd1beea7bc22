// Lowers conversions between text and bytes.
import type { Encoding, Expression } from '../../../model/expression.ts';
import type { SyntaxNode } from '../syntax.ts';
import type { CallParts } from './call-parts.ts';
import { literalText } from './literals.ts';
import { lower } from './lower.ts';
import { dottedName, originOf } from './origin.ts';
import { at, type Reading } from './reading.ts';
import { resolveLocally } from './resolve-locally.ts';

const encodings: ReadonlyMap<string, Encoding> = new Map([
  ['utf8', 'utf8'],
  ['utf-8', 'utf8'],
  ['ascii', 'latin1'],
  ['latin1', 'latin1'],
  ['binary', 'latin1'],
  ['base64', 'base64'],
  ['base64url', 'base64url'],
  ['hex', 'hex'],
  ['utf16le', 'utf16'],
  ['utf-16le', 'utf16'],
  ['ucs2', 'utf16'],
]);

/** The encoding that a literal argument names, if it is one Node knows. */
export function encodingOf(reading: Reading, node: SyntaxNode | undefined): Encoding | undefined {
  const name = node && literalText(node, reading.text);
  return name === undefined ? undefined : encodings.get(name.toLowerCase());
}

/** Text to bytes and back. */
export function conversion(reading: Reading, call: CallParts): Expression | undefined {
  const [first, second] = call.arguments;
  const where = at(reading, call.node);
  const dotted = dottedName(reading, call.callee) ?? '';
  if (call.method === 'toString' && call.object) return toText(reading, call, first);
  const bits = /^read(?:Big)?U?Int(\d{1,2})(?:LE|BE)?$/i.exec(call.method ?? '')?.[1];
  if (bits !== undefined && call.object) return numberFrom(reading, call.object, Number(bits) / 8);
  if (!first) return undefined;
  if (/^(?:Buffer|buffer\.Buffer)\.from$/.test(dotted)) {
    const encoding = encodingOf(reading, second) ?? 'utf8';
    return { kind: 'decoded', encoding, of: lower(reading, first), at: where };
  }
  // A text that its argument is only part of.
  if (dotted === 'JSON.stringify')
    return { kind: 'concat', parts: [lower(reading, first)], at: where };
  if (/^(?:createSecretKey|(?:\w+\.)?createSecretKey)$/.test(dotted)) {
    return keyBytes(reading, first, encodingOf(reading, second), where);
  }
  const { module, path } = originOf(reading, call.callee) ?? {};
  if (/^jose(?:\/|$)/.test(module ?? '') && path?.join() === 'importJWK')
    return fromJwk(reading, first, where);
  return undefined;
}

/** `randomBytes(32).readUInt32BE(0)`: a few of the bytes. */
function numberFrom(reading: Reading, node: SyntaxNode, size: number): Expression | undefined {
  const of = lower(reading, node);
  if (of.kind !== 'generated') return undefined;
  return of.bytes === undefined ? of : { ...of, bytes: Math.min(of.bytes, size) };
}

function keyBytes(
  reading: Reading,
  of: SyntaxNode,
  encoding: Encoding | undefined,
  where: Expression['at'],
): Expression {
  const inner = lower(reading, of);
  // Bytes stay bytes: `createSecretKey(Buffer.from(x, 'hex'))`.
  if (inner.kind === 'decoded' || inner.kind === 'generated') return inner;
  return { kind: 'decoded', encoding: encoding ?? 'utf8', of: inner, at: where };
}

function fromJwk(
  reading: Reading,
  of: SyntaxNode,
  where: Expression['at'],
): Expression | undefined {
  const jwk = resolveLocally(reading, lower(reading, of));
  // From a file or a variable: the reader of it knows what is inside.
  if (jwk.kind === 'name' || jwk.kind === 'env' || jwk.kind === 'setting') return jwk;
  if (jwk.kind !== 'object') return undefined;
  const k = jwk.properties.k;
  return k ? { kind: 'decoded', encoding: 'base64url', of: k, at: where } : undefined;
}

/** `.toString(encoding)`: bytes become text, text stays what it is. */
function toText(
  reading: Reading,
  call: CallParts,
  encodingNode: SyntaxNode | undefined,
): Expression | undefined {
  if (!call.object) return undefined;
  const of = lower(reading, call.object);
  const encoding = encodingOf(reading, encodingNode);
  if (encodingNode && !encoding) return of.kind === 'generated' ? of : undefined;
  if (of.kind === 'decoded') {
    if (of.encoding === (encoding ?? 'utf8')) return of.of;
    return { kind: 'encoded', encoding: encoding ?? 'utf8', of, at: at(reading, call.node) };
  }
  if (encoding && encoding !== 'utf8' && encoding !== 'latin1') {
    return { kind: 'encoded', encoding, of, at: at(reading, call.node) };
  }
  return of;
}
