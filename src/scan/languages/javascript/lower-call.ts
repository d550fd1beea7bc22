// Lowers calls and `new`: conversions between text and bytes, digests, generators, reads of environment and
// settings; whatever is left becomes a `call` that link may look into.
import type { Encoding, Expression } from '../../../model/expression.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { environmentCall, refinedRead, settingCall } from './environment.ts';
import { drawsFrom, generatedBy, isClock } from './generators.ts';
import { literalText } from './literals.ts';
import { lower, propertyOf, resolveLocally } from './lower.ts';
import { dottedName, originOf, propertyName, requiredModule, unwrap } from './origin.ts';
import { readerCall } from './reader-functions.ts';
import { at, instanceName, type Reading, requireBinding, textOf, unknown } from './reading.ts';
import { schemaValues } from './schemas.ts';
import { functionTypes } from './scope.ts';

interface CallParts {
  readonly node: SyntaxNode;
  readonly callee: SyntaxNode;
  readonly arguments: readonly SyntaxNode[];
  /** Last name of the callee. */
  readonly method: string;
  /** What the method is called on. */
  readonly object: SyntaxNode | undefined;
}

export function argumentsOf(node: SyntaxNode): readonly SyntaxNode[] {
  const list = childOf(node, 'arguments');
  return list?.type === 'arguments' ? list.children : [];
}

export function lowerCall(reading: Reading, node: SyntaxNode): Expression {
  const module = requiredModule(reading, node);
  if (module !== undefined) {
    return { kind: 'name', path: [requireBinding(reading, module)], at: at(reading, node) };
  }
  const wrappedCallee = childOf(node, 'function');
  if (!wrappedCallee) return unknown(reading, node);
  const callee = unwrap(wrappedCallee);
  const isMember = callee.type === 'member_expression' || callee.type === 'subscript_expression';
  const call: CallParts = {
    node,
    callee,
    arguments: argumentsOf(node),
    method: (isMember ? propertyName(reading, callee) : textOf(reading, callee)) ?? '',
    object: isMember ? childOf(callee, 'object') : undefined,
  };
  return (
    immediate(reading, call) ??
    settingCall(reading, node) ??
    readerCall(reading, node) ??
    environmentCall(reading, node) ??
    generatedBy(reading, node) ??
    schemaValues(reading, node) ??
    conversion(reading, call) ??
    digest(reading, call) ??
    lookThrough(reading, call) ??
    plainCall(reading, call)
  );
}

/** `(() => {...})()` is what the function returns. */
function immediate(reading: Reading, call: CallParts): Expression | undefined {
  if (!functionTypes.has(call.callee.type)) return undefined;
  const value = lower(reading, call.callee);
  if (value.kind !== 'function') return undefined;
  const [first, ...others] = value.returns;
  if (!first) return unknown(reading, call.node);
  return others.length === 0
    ? first
    : { kind: 'choice', how: 'either', options: value.returns, at: at(reading, call.node) };
}

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

function encodingOf(reading: Reading, node: SyntaxNode | undefined): Encoding | undefined {
  const name = node && literalText(node, reading.text);
  return name === undefined ? undefined : encodings.get(name.toLowerCase());
}

/** Text to bytes and back. */
function conversion(reading: Reading, call: CallParts): Expression | undefined {
  const [first, second] = call.arguments;
  const where = at(reading, call.node);
  const dotted = dottedName(reading, call.callee) ?? '';
  const decoded = (encoding: Encoding, of: SyntaxNode): Expression => ({
    kind: 'decoded',
    encoding,
    of: lower(reading, of),
    at: where,
  });
  const encoded = (encoding: Encoding, of: SyntaxNode): Expression => ({
    kind: 'encoded',
    encoding,
    of: lower(reading, of),
    at: where,
  });
  if (call.method === 'toString' && call.object) return toText(reading, call, first);
  if (!first) return undefined;
  if (/^(?:Buffer|buffer\.Buffer)\.from$/.test(dotted)) {
    return decoded(encodingOf(reading, second) ?? 'utf8', first);
  }
  if (/^(?:createSecretKey|(?:\w+\.)?createSecretKey)$/.test(dotted)) {
    return keyBytes(reading, first, encodingOf(reading, second), where);
  }
  if (/^(?:window\.|globalThis\.|self\.)?atob$/.test(dotted)) return decoded('base64', first);
  if (/^(?:window\.|globalThis\.|self\.)?btoa$/.test(dotted)) return encoded('base64', first);
  if (call.method === 'encode' && call.object && isMadeBy(reading, call.object, /^TextEncoder$/)) {
    return decoded('utf8', first);
  }
  if (call.method === 'decode' && call.object && isMadeBy(reading, call.object, /^TextDecoder$/)) {
    return encoded('utf8', first);
  }
  const origin = originOf(reading, call.callee);
  if (!origin) return undefined;
  const path = origin.path.join('.');
  if (origin.module === 'jose' || origin.module.startsWith('jose/')) {
    if (/^(?:base64url\.)?decode$/.test(path)) return decoded('base64url', first);
    if (/^(?:base64url\.)?encode$/.test(path)) return encoded('base64url', first);
    if (/^importJWK$/.test(path)) return fromJwk(reading, first, where);
    if (/^JWK\.asKey$/.test(path)) return lower(reading, first);
  }
  if (/^(?:crypto-js|crypto-es)$/.test(origin.module)) {
    const parsed = /^enc\.(Utf8|Base64|Base64url|Hex|Latin1)\.parse$/.exec(path)?.[1];
    const encoding = parsed && encodings.get(parsed.toLowerCase());
    if (encoding) return decoded(encoding, first);
  }
  if (/^(?:base64url|js-base64|base-64|b64u-lite)$/.test(origin.module)) {
    const isUrl = origin.module === 'base64url';
    if (/(?:^|\.)(?:decode|toBuffer|fromBase64|toUint8Array)$/.test(path)) {
      return decoded(isUrl ? 'base64url' : 'base64', first);
    }
    if (/^(?:|.*\.?(?:encode|toBase64))$/.test(path))
      return encoded(isUrl ? 'base64url' : 'base64', first);
  }
  return undefined;
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
  if (jwk.kind !== 'object') return undefined;
  const k = jwk.properties.k;
  return k ? { kind: 'decoded', encoding: 'base64url', of: k, at: where } : undefined;
}

/** `new X()` itself or a constant that holds one. */
function isMadeBy(reading: Reading, object: SyntaxNode, type: RegExp): boolean {
  const origin = originOf(reading, object);
  const [name, mark] = origin?.path.slice(-2) ?? [];
  return mark === '#' && type.test(name ?? '');
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

function digest(reading: Reading, call: CallParts): Expression | undefined {
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
    const dotted = dottedName(reading, callee) ?? '';
    const algorithm = (first && literalText(first, reading.text)?.toLowerCase()) ?? 'hash';
    if (/(?:^|\.)createHash$/.test(dotted)) return of && { by: algorithm, of };
    if (/(?:^|\.)createHmac$/.test(dotted)) {
      return second && { by: `hmac-${algorithm}`, of: second };
    }
    if (propertyName(reading, callee) === 'update') of = first;
    const object = childOf(callee, 'object');
    current = object && unwrap(object);
    if (current?.type === 'identifier') {
      current = reading.scopes.lookup(current, textOf(reading, current))?.value;
    }
  }
  return undefined;
}

/** Methods that hand on the text they are called on. */
const keepingMethods: ReadonlySet<string> = new Set([
  'trim',
  'trimEnd',
  'trimStart',
  'replace',
  'replaceAll',
  'normalize',
  'valueOf',
  'toLowerCase',
  'toUpperCase',
  'toJSON',
  'unwrap',
  'expose',
  'getValue',
]);
/** Methods that cut a piece out or lengthen: what was generated stays generated, a literal is no longer known. */
const cuttingMethods: ReadonlySet<string> = new Set([
  'slice',
  'substring',
  'substr',
  'padEnd',
  'padStart',
  'toFixed',
  'getTime',
  'toISOString',
  'split',
  'reverse',
  'join',
  'map',
  'fill',
  'charAt',
  'concat',
  'subarray',
]);
/** Functions that hand on their first argument. */
const keepingFunctions =
  /^(?:String|Object\.freeze|Object\.seal|structuredClone|Promise\.resolve|defineConfig|defineNuxtConfig|Uint8Array\.from|toRaw|JSON\.parse|JSON\.stringify|deepFreeze|Buffer\.concat|encodeURIComponent|decodeURIComponent)$/;

function lookThrough(reading: Reading, call: CallParts): Expression | undefined {
  const [first] = call.arguments;
  const where = at(reading, call.node);
  const dotted = dottedName(reading, call.callee) ?? '';
  if (first && keepingFunctions.test(dotted)) {
    const inner = lower(reading, first);
    return inner.kind === 'unknown' ? (generatedInside(reading, call) ?? inner) : inner;
  }
  if (dotted === 'Object.assign') {
    const parts = call.arguments.map((argument) => lower(reading, argument));
    return { kind: 'object', properties: Object.create(null), spreads: parts.reverse(), at: where };
  }
  if (/^(?:registerAs)$/.test(dotted) && call.arguments[1])
    return lower(reading, call.arguments[1]);
  if (/^(?:Array\.from|Math\.(?:floor|ceil|round|abs|trunc)|Number|parseInt)$/.test(dotted)) {
    return generatedInside(reading, call);
  }
  if (!call.object) return undefined;
  const of = lower(reading, call.object);
  if (call.method === 'asProvider' && !first) return provider(of, where);
  const refined = refinedRead(of, call.method, first && lower(reading, first));
  if (refined) return refined;
  if (keepingMethods.has(call.method)) return of;
  if (call.method === 'repeat') return repeated(reading, of, first, where);
  if (cuttingMethods.has(call.method)) {
    if (of.kind === 'generated' || of.kind === 'hashed' || of.kind === 'encoded') return of;
    if (call.method === 'join') return joined(reading, of, first, where);
    return generatedInside(reading, call);
  }
  return undefined;
}

/** `jwtConfig.asProvider()` of NestJS is a factory of what `jwtConfig` returns. */
function provider(of: Expression, where: Expression['at']): Expression {
  const properties: Record<string, Expression> = Object.create(null);
  properties.useFactory = of;
  return { kind: 'object', properties, spreads: [], at: where };
}

function generatedInside(reading: Reading, call: CallParts): Expression | undefined {
  const generated = call.arguments.map((argument) => drawsFrom(reading, argument)).find(Boolean);
  const object = call.object && call.object.end - call.object.start < 400 ? call.object : undefined;
  const found = generated ?? (object && drawsFrom(reading, object));
  return found && { ...found, at: at(reading, call.node) };
}

function repeated(
  reading: Reading,
  of: Expression,
  count: SyntaxNode | undefined,
  where: Expression['at'],
): Expression | undefined {
  const times = count?.type === 'number' ? Number(textOf(reading, count)) : Number.NaN;
  if (of.kind !== 'text' || !Number.isInteger(times) || times < 1 || times > 256) return undefined;
  return { kind: 'concat', parts: Array.from({ length: times }, () => of), at: where };
}

function joined(
  reading: Reading,
  of: Expression,
  separator: SyntaxNode | undefined,
  where: Expression['at'],
): Expression | undefined {
  const between = separator ? literalText(separator, reading.text) : ',';
  if (of.kind !== 'list' || between === undefined) return undefined;
  const parts = of.items.flatMap((item, index): readonly Expression[] =>
    index === 0 || between === '' ? [item] : [{ kind: 'text', value: between, at: where }, item],
  );
  return { kind: 'concat', parts, at: where };
}

function plainCall(reading: Reading, call: CallParts): Expression {
  const where = at(reading, call.node);
  const callee = lower(reading, call.callee);
  if (callee.kind !== 'name' && callee.kind !== 'member') return unknown(reading, call.node);
  // Calls of globals say nothing; what they are handed is not what they return.
  if (callee.kind === 'name' && isGlobal(reading, callee.path[0] ?? ''))
    return unknown(reading, call.node);
  return {
    kind: 'call',
    callee,
    arguments: call.arguments.slice(0, 12).map((argument) => lower(reading, argument)),
    at: where,
  };
}

function isGlobal(reading: Reading, root: string): boolean {
  return !root.includes('#') && !root.startsWith('require:') && !reading.bindingOfKey(root);
}

export function lowerNew(reading: Reading, node: SyntaxNode): Expression {
  const type = childOf(node, 'constructor');
  const [first, second] = argumentsOf(node);
  if (!type) return unknown(reading, node);
  const name = textOf(reading, type);
  const where = at(reading, node);
  if (isClock(reading, node)) {
    return { kind: 'generated', by: 'Date.now', isCryptographic: false, at: where };
  }
  if (first && name === 'Buffer') {
    return {
      kind: 'decoded',
      encoding: encodingOf(reading, second) ?? 'utf8',
      of: lower(reading, first),
      at: where,
    };
  }
  if (first && (name === 'Uint8Array' || name === 'String')) return lower(reading, first);
  const binding = type.type === 'identifier' ? reading.scopes.lookup(type, name) : undefined;
  const instance = binding && instanceName(reading, binding);
  return instance === undefined
    ? unknown(reading, node)
    : { kind: 'name', path: [instance], at: where };
}

/** What one property of a call's result is, for destructuring. */
export function partOf(
  of: Expression,
  path: readonly string[],
  where: Expression['at'],
): Expression {
  return path.reduce((value, property) => propertyOf(value, property, where), of);
}
