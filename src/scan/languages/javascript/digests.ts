// Lowers digests and key derivations.
import type { Expression } from '../../../model/expression.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import type { CallParts } from './call-parts.ts';
import { literalText } from './literals.ts';
import { lower } from './lower.ts';
import { dottedName } from './origin.ts';
import { at, type Reading, textOf } from './reading.ts';
import { argumentsOf, propertyName, unwrap } from './shapes.ts';

/** Functions whose result is a digest or derivation of one argument. */
const derivations: ReadonlyMap<string, { readonly by: string; readonly argument: number }> =
  new Map([
    ['scryptSync', { by: 'scrypt', argument: 0 }],
    ['scrypt', { by: 'scrypt', argument: 0 }],
    ['pbkdf2Sync', { by: 'pbkdf2', argument: 0 }],
    ['pbkdf2', { by: 'pbkdf2', argument: 0 }],
    ['hkdfSync', { by: 'hkdf', argument: 1 }],
    ['hkdf', { by: 'hkdf', argument: 1 }],
    ['hashSync', { by: 'bcrypt', argument: 0 }],
    ['md5', { by: 'md5', argument: 0 }],
    ['sha1', { by: 'sha1', argument: 0 }],
    ['sha256', { by: 'sha256', argument: 0 }],
    ['sha512', { by: 'sha512', argument: 0 }],
    ['MD5', { by: 'md5', argument: 0 }],
    ['SHA1', { by: 'sha1', argument: 0 }],
    ['SHA256', { by: 'sha256', argument: 0 }],
    ['SHA512', { by: 'sha512', argument: 0 }],
    ['HmacSHA256', { by: 'hmac-sha256', argument: 1 }],
    ['HmacSHA512', { by: 'hmac-sha512', argument: 1 }],
  ]);

/** The digest or derivation that a call computes; `undefined` for other calls. */
export function digest(reading: Reading, call: CallParts): Expression | undefined {
  const where = at(reading, call.node);
  if (call.method === 'digest' || call.method === 'update') {
    const chain = digestChain(reading, call.node);
    if (chain) return { kind: 'hashed', by: chain.by, of: lower(reading, chain.of), at: where };
    const first = call.arguments[1];
    // `subtle.digest('SHA-256', bytes)`
    if (call.method === 'digest' && first) {
      const name = call.arguments[0] && literalText(call.arguments[0], reading.text);
      return {
        kind: 'hashed',
        by: (name ?? 'sha').toLowerCase(),
        of: lower(reading, first),
        at: where,
      };
    }
    return undefined;
  }
  const derivation = derivations.get(call.method);
  const of = derivation && call.arguments[derivation.argument];
  return of && { kind: 'hashed', by: derivation.by, of: lower(reading, of), at: where };
}

/** `createHash('md5').update(x).digest('hex')`: what is hashed and how; for HMACs the key is what matters. */
function digestChain(
  reading: Reading,
  node: SyntaxNode,
): { readonly by: string; readonly of: SyntaxNode } | undefined {
  let of: SyntaxNode | undefined;
  let current: SyntaxNode | undefined = node;
  for (let steps = 0; current && steps < 12; steps++) {
    if (current.type !== 'call_expression') return undefined;
    const callee = childOf(current, 'function');
    const [first, second] = argumentsOf(current);
    if (!callee) return undefined;
    // `require('crypto').createHash(...)` is no dotted name.
    const dotted = dottedName(reading, callee) ?? propertyName(callee, reading.text) ?? '';
    const algorithm = (first && literalText(first, reading.text)?.toLowerCase()) ?? 'hash';
    if (/(?:^|\.)createHash$/.test(dotted)) return of && { by: algorithm, of };
    if (/(?:^|\.)createHmac$/.test(dotted)) {
      return second && { by: `hmac-${algorithm}`, of: second };
    }
    if (propertyName(callee, reading.text) === 'update') of = first;
    const object = childOf(callee, 'object');
    current = object && unwrap(object);
    if (current?.type === 'identifier') {
      current = reading.scopes.lookUp(current, textOf(reading, current))?.value;
    }
  }
  return undefined;
}
