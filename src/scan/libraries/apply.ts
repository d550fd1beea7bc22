// Reads one call with one library row: the only interpreter of rows, the same for every language.
import type { Expression, Text } from '../../model/expression.ts';
import type { Use } from '../../model/facts.ts';
import type { Range } from '../../model/place.ts';
import type { ArgumentPlace, Condition, LibraryRow } from './row.ts';

/** A call as an adapter shows it to a row. */
export interface CallView {
  /** What `Use.at` becomes: the callee, on one line. */
  readonly at: Range;
  readonly arguments: readonly Expression[];
  /** True where `...args` hides how many arguments there are. */
  readonly hasSpread?: boolean;
  readonly keyword?: (name: string) => Expression | undefined;
  /** Arguments of a fluent call on the same object; `undefined` where there is none. */
  readonly chain?: (method: string) => readonly Expression[] | undefined;
  /** Follows names inside the file to the object, list, function or text they stand for, else returns its argument. */
  readonly resolve: (expression: Expression) => Expression;
  /** Whether properties may have been added to what the expression names (`payload.exp = ...`). */
  readonly hasAssigned?: (expression: Expression, property: string) => boolean;
  readonly sourceOf: (at: Range) => string;
  /** `FunctionOf.id` of the function around the call. */
  readonly inside?: string;
}

/** What stands at a place: `symbolic` is an expression whose inside is not in this file. */
type Found =
  | { readonly state: 'found' | 'symbolic'; readonly value: Expression }
  | { readonly state: 'missing' };

const missing: Found = { state: 'missing' };

/** The use that `call` is by `row`, or `undefined` where the row's conditions do not hold. */
export function useOf(row: LibraryRow, call: CallView): Use | undefined {
  if (!(row.when ?? []).every((condition) => holds(condition, call))) return undefined;
  const key = keyOf(row, call);
  const algorithm = algorithmOf(row, call);
  const hazard = hazardOf(row, call, algorithm);
  // Unsigned on purpose: `jwt.sign(claims, null, { algorithm: 'none' })` has no key and is worth telling.
  if (!key && row.key.length > 0 && !row.isKeyOptional && !hazard) return undefined;
  const options = optionsOf(row, call);
  const payload = row.payload && find(row.payload, call);
  return {
    library: row.library,
    call: row.call,
    role: row.role,
    kind: row.kind,
    at: call.at,
    keyEncoding: row.keyEncoding,
    ...(key && { key }),
    ...(row.derivesKey && { derivesKey: true }),
    ...(row.minBytes !== undefined && { minBytes: row.minBytes }),
    ...(algorithm && { algorithm }),
    ...(row.defaultAlgorithm && { defaultAlgorithm: row.defaultAlgorithm }),
    ...inherited(row, { ...verificationOf(row, call), ...expiryOf(row, call) }),
    ...(options && { options }),
    ...(payload && payload.state !== 'missing' && { payload: payload.value }),
    ...(hazard && { hazard }),
    ...(call.inside && { inside: call.inside }),
    ...(row.provides && { provides: row.provides }),
    ...(row.consumes && { consumes: row.consumes }),
  };
}

type Claims = Pick<Use, 'verification' | 'accepted' | 'expiry'>;

/** What an instance leaves open is no claim about a token: each call may still say it. */
function inherited(row: LibraryRow, claims: Claims): Claims {
  if (row.provides === undefined) return claims;
  const { verification, expiry, ...rest } = claims;
  return {
    ...rest,
    ...(verification !== undefined && verification !== 'open' && { verification }),
    ...(expiry !== undefined && expiry !== 'missing' && { expiry }),
  };
}

function keyOf(row: LibraryRow, call: CallView): Expression | undefined {
  const key = firstOf(row.key, call);
  if (key.state === 'missing') return undefined;
  // `undefined` and `null` are no keys; a literal `''` is one, and a very weak one.
  if (key.value.kind === 'unknown' && /^(?:undefined|null|void 0)$/.test(source(key.value, call))) {
    return undefined;
  }
  return returned(key.value);
}

/** A key given as a function is what the function returns. */
function returned(key: Expression): Expression {
  if (key.kind !== 'function') return key;
  const [first, ...others] = key.returns;
  if (!first) return { kind: 'unknown', at: key.at };
  return others.length === 0
    ? first
    : { kind: 'choice', how: 'either', options: key.returns, at: key.at };
}

const jwsNameOfHash: ReadonlyMap<string, string> = new Map([
  ['sha256', 'HS256'],
  ['sha384', 'HS384'],
  ['sha512', 'HS512'],
]);

function algorithmOf(row: LibraryRow, call: CallView): Expression | undefined {
  const algorithm = firstOf(row.algorithm ?? [], call);
  if (algorithm.state === 'missing') return undefined;
  if (row.algorithmNames !== 'hash') return algorithm.value;
  const hash = call.resolve(algorithm.value);
  if (hash.kind === 'object') return undefined;
  if (hash.kind !== 'text') return undefined;
  const name = jwsNameOfHash.get(hash.value.toLowerCase().replaceAll('-', ''));
  return { ...hash, value: name ?? hash.value };
}

function verificationOf(row: LibraryRow, call: CallView): Pick<Use, 'verification' | 'accepted'> {
  if (!row.accepted) return row.verification ? { verification: row.verification } : {};
  const accepted = firstOf(row.accepted, call);
  if (accepted.state === 'found') {
    const isNothing = /^(?:undefined|null)$/.test(source(accepted.value, call));
    return isNothing
      ? { verification: row.verification ?? 'open' }
      : { verification: 'pinned', accepted: accepted.value };
  }
  if (accepted.state === 'symbolic') return { verification: 'unknown', accepted: accepted.value };
  return { verification: row.verification ?? 'open' };
}

function expiryOf(row: LibraryRow, call: CallView): Pick<Use, 'expiry'> {
  if (row.role === 'verify' || row.expiryDefault === 'never' || row.kind !== 'jwt') return {};
  if (row.expiryDefault === 'set') return { expiry: 'set' };
  if (!row.expiry && !row.payload) return {};
  let isUnknown = false;
  for (const place of row.expiry ?? []) {
    const found = find(place, call);
    if (found.state === 'found') {
      if (source(found.value, call) !== 'undefined') return { expiry: 'set' };
    } else if (found.state === 'symbolic') isUnknown = true;
  }
  if (row.payload) {
    const claims = find(row.payload, call);
    if (claims.state !== 'missing') {
      const exp = property(claims.value, 'exp', call);
      if (exp.state === 'found') return { expiry: 'set' };
      if (exp.state === 'symbolic') isUnknown = true;
    }
  }
  return { expiry: isUnknown ? 'unknown' : (row.expiryDefault ?? 'missing') };
}

/** The first options argument that is a name from elsewhere: link may know what is in it. */
function optionsOf(row: LibraryRow, call: CallView): Expression | undefined {
  for (const place of [...(row.expiry ?? []), ...(row.accepted ?? [])]) {
    if (!place.path?.length || place.chain) continue;
    const whole = find({ ...place, path: [] }, call);
    if (whole.state === 'missing') continue;
    const resolved = call.resolve(whole.value);
    if (resolved.kind !== 'object' && resolved.kind !== 'function') return whole.value;
  }
  return undefined;
}

function hazardOf(
  row: LibraryRow,
  call: CallView,
  algorithm: Expression | undefined,
): Use['hazard'] | undefined {
  for (const hazard of row.hazards ?? []) if (holds(hazard, call)) return hazard.hazard;
  const accepted = firstOf(row.accepted ?? [], call);
  const named = [algorithm, accepted.state === 'found' ? accepted.value : undefined];
  if (named.some((expression) => expression && textsOf(expression, call).some(isNone))) {
    return 'alg-none';
  }
  return undefined;
}

function isNone(text: Text): boolean {
  return text.value.toLowerCase() === 'none';
}

function textsOf(expression: Expression, call: CallView): readonly Text[] {
  const resolved = call.resolve(expression);
  if (resolved.kind === 'text') return [resolved];
  if (resolved.kind !== 'list') return [];
  return resolved.items.map(call.resolve).filter((item) => item.kind === 'text');
}

function holds(condition: Condition, call: CallView): boolean {
  const found = find(condition.place, call);
  if (found.state === 'missing') return false;
  const value = call.resolve(found.value);
  const text = value.kind === 'text' ? value.value : source(value, call);
  return typeof condition.is === 'string' ? text === condition.is : condition.is.includes(text);
}

function source(expression: Expression, call: CallView): string {
  return call.sourceOf(expression.at);
}

function firstOf(places: readonly ArgumentPlace[], call: CallView): Found {
  let symbolic: Found = missing;
  for (const place of places) {
    const found = find(place, call);
    if (found.state === 'found') return found;
    if (found.state === 'symbolic' && symbolic.state === 'missing') symbolic = found;
  }
  return symbolic;
}

function find(place: ArgumentPlace, call: CallView): Found {
  const start = argumentOf(place, call);
  if (start.state === 'missing') return start;
  let { state, value } = start;
  for (const step of place.path ?? []) {
    const next = property(value, step, call);
    if (next.state === 'missing') return next;
    // What is below something symbolic is symbolic too.
    if (state === 'found') state = next.state;
    value = next.value;
  }
  return { state, value };
}

function argumentOf(place: ArgumentPlace, call: CallView): Found {
  const keyword = place.keyword === undefined ? undefined : call.keyword?.(place.keyword);
  if (keyword) return { state: 'found', value: keyword };
  if (place.argument === undefined) return missing;
  const list = place.chain === undefined ? call.arguments : call.chain?.(place.chain);
  const value = list?.[place.argument];
  return value ? { state: 'found', value } : missing;
}

/** One step of a path below an expression. */
function property(of: Expression, step: string, call: CallView): Found {
  // `options.secretOrKey = ...` after `const options = {}`.
  if (of.kind === 'name' && call.hasAssigned?.(of, step)) {
    return { state: 'found', value: { ...of, path: [...of.path, step] } };
  }
  const value = call.resolve(of);
  if (isNoOptions(value, call)) return missing;
  switch (value.kind) {
    case 'object':
      return propertyOfObject(value, step, call);
    case 'function': {
      if (step !== '()') return missing;
      const [first, ...others] = value.returns;
      if (!first) return { state: 'symbolic', value: { kind: 'unknown', at: value.at } };
      if (others.length === 0) return { state: 'found', value: first };
      return {
        state: 'found',
        value: { kind: 'choice', how: 'either', options: value.returns, at: value.at },
      };
    }
    case 'choice': {
      const found = value.options.map((option) => property(option, step, call));
      const present = found.filter((item) => item.state !== 'missing');
      const [first] = present;
      if (!first) return missing;
      const isSure = present.length === found.length && present.every((i) => i.state === 'found');
      return {
        state: isSure ? 'found' : 'symbolic',
        value:
          present.length === 1
            ? first.value
            : {
                kind: 'choice',
                how: value.how,
                options: present.map((i) => i.value),
                at: value.at,
              },
      };
    }
    case 'list': {
      const found = value.items.map((item) => property(item, step, call));
      const items = found.flatMap((item) => (item.state === 'missing' ? [] : [item.value]));
      if (items.length === 0) return missing;
      const isSure = found.every((item) => item.state !== 'symbolic');
      return { state: isSure ? 'found' : 'symbolic', value: { kind: 'list', items, at: value.at } };
    }
    case 'name':
      if (step === '()')
        return {
          state: 'symbolic',
          value: { kind: 'call', callee: value, arguments: [], at: value.at },
        };
      return { state: 'symbolic', value: { ...value, path: [...value.path, step] } };
    case 'parameter': {
      if (step === '()') return { state: 'symbolic', value: { kind: 'unknown', at: value.at } };
      const { fallback: _, ...rest } = value;
      return { state: 'symbolic', value: { ...rest, path: [...value.path, step] } };
    }
    case 'setting': {
      const { fallback: _, ...rest } = value;
      return { state: 'symbolic', value: { ...rest, path: `${value.path}.${step}` } };
    }
    case 'call':
    case 'member':
      if (step === '()') return { state: 'symbolic', value: { kind: 'unknown', at: value.at } };
      return {
        state: 'symbolic',
        value: { kind: 'member', of: value, property: step, at: value.at },
      };
    case 'text':
    case 'concat':
    case 'generated':
    case 'encoded':
    case 'hashed':
      return missing;
    default:
      return { state: 'symbolic', value: { kind: 'unknown', at: value.at } };
  }
}

/** `undefined`, `null`, literals, and callbacks in the place of options, known by their names. */
function isNoOptions(value: Expression, call: CallView): boolean {
  const text = value.at.end - value.at.start < 12 ? source(value, call) : '';
  if (value.kind === 'unknown')
    return /^(?:undefined|null|None|nil|true|false|\d{1,9})$/.test(text);
  return (
    (value.kind === 'name' || value.kind === 'parameter') &&
    /^(?:cb|callback|done|next|resolve|reject|fn)$/.test(text)
  );
}

function propertyOfObject(
  object: Extract<Expression, { kind: 'object' }>,
  step: string,
  call: CallView,
): Found {
  const own = Object.hasOwn(object.properties, step) ? object.properties[step] : undefined;
  if (own) return { state: 'found', value: own };
  let symbolic: Found = missing;
  for (const spread of object.spreads) {
    const found = property(spread, step, call);
    if (found.state === 'found') return found;
    if (found.state === 'symbolic' && symbolic.state === 'missing') symbolic = found;
  }
  return symbolic;
}
