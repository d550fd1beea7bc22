// Reads one call with one library row: the only interpreter of rows, the same for every language.
import type { Expression, Text } from '../../model/expression.ts';
import type { Use } from '../../model/facts.ts';
import { privateClaims } from '../../model/private-claims.ts';
import type { CallView } from './call-view.ts';
import { find, firstOf, property, source } from './places.ts';
import type { ArgumentPlace, Condition, LibraryRow } from './row.ts';
import { bodyOf, productIn, spanFromNow, spanIn, spanOfCalendar } from './span-from-now.ts';

/** Characters of a file in which constants are looked for. */
const maxSearched = 200_000;

/** What a search through so many costs at most, in steps; and what is worth one. */
const stepsOfSearch = 60;
const isCall = /^[\w.:>-]{1,90}\(\)$/;

/** Characters of the function around a call that are looked at. */
const maxAround = 20_000;

/** The use that `call` is by `row`, or `undefined` where the row's conditions do not hold. */
export function useOf(row: LibraryRow, call: CallView): Use | undefined {
  if (!(row.when ?? []).every((condition) => holds(condition, call))) return undefined;
  const { without = [] } = row;
  if (without.length > 0 && (!call.chain || call.isChainOpen?.(true) === true)) return undefined;
  if (without.some((method) => call.chain?.(method) !== undefined)) return undefined;
  const key = keyOf(row, call);
  const algorithm = algorithmOf(row, call);
  const hazard = hazardOf(row, call, algorithm);
  // Unsigned on purpose: `jwt.sign(claims, null, { algorithm: 'none' })` has no key and is worth telling.
  if (!key && row.key.length > 0 && !row.isKeyOptional && !hazard) return undefined;
  const options = optionsOf(row, call);
  const payload = payloadOf(row, call);
  return {
    library: row.library,
    call: row.call,
    role: row.role,
    kind: row.kind,
    at: call.at,
    keyEncoding: row.keyEncoding,
    ...(key && { key }),
    ...(row.derivesKey && { derivesKey: true }),
    ...(row.isIssued && { isIssued: true }),
    ...(row.emptyKey && { emptyKey: row.emptyKey }),
    ...(row.minBytes !== undefined && { minBytes: row.minBytes }),
    ...(algorithm && { algorithm }),
    ...(row.defaultAlgorithm && { defaultAlgorithm: row.defaultAlgorithm }),
    ...inherited(row, { ...verificationOf(row, call), ...expiryOf(row, call) }),
    ...(row.keyDecidesSince && { keyDecidesSince: row.keyDecidesSince }),
    ...(row.listNeededSince && { listNeededSince: row.listNeededSince }),
    ...(row.keysAreTyped && { keysAreTyped: row.keysAreTyped }),
    ...(row.keyIsHmac && { keyIsHmac: row.keyIsHmac }),
    ...(row.verificationConfidence && { verificationConfidence: row.verificationConfidence }),
    ...(options && { options }),
    ...(payload && { payload }),
    ...lifetimeOf(row, call),
    ...checksOf(row, call),
    ...(call.givenTo !== undefined && { givenTo: call.givenTo }),
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

/** The one algorithm that the function around a call names. */
function algorithmAround(
  { algorithmAround: pattern }: LibraryRow,
  call: CallView,
): Expression | undefined {
  if (!pattern) return undefined;
  const source = (call.around?.() ?? '').slice(0, maxAround);
  const names = new Set(Array.from(source.matchAll(pattern), ([, name]) => name));
  const [name] = names;
  return names.size === 1 && name !== undefined
    ? { kind: 'text', value: name, at: call.at }
    : undefined;
}

function algorithmOf(row: LibraryRow, call: CallView): Expression | undefined {
  const algorithm = firstOf(row.algorithm ?? [], call);
  if (algorithm.state === 'missing') return algorithmAround(row, call);
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
  return { verification: isBoundKey(row, call) ? 'pinned' : (row.verification ?? 'open') };
}

/** Whether the key is public, or a set of such, by the function that makes it or, from another file, by its name. */
function isBoundKey(row: LibraryRow, call: CallView): boolean {
  if (!row.boundKeys) return false;
  const key = firstOf(row.key, call);
  if (key.state === 'missing') return false;
  const made = call.resolve(key.value);
  if (made.kind !== 'call' || made.callee.kind !== 'name') {
    // `const keys = client.jwks`: what the key was taken from says it as well. jose's `EmbeddedJWK` refuses what is no
    // public key.
    return [key.value, made].some((named) =>
      /jwks|public_?key|^EmbeddedJWK$/i.test(source(named, call).slice(0, 200)),
    );
  }
  const name = made.callee.path.at(-1);
  const maker = row.boundKeys.find(({ by }) => by === name);
  return maker ? made.arguments.length >= (maker.arguments ?? 1) : /jwks/i.test(source(made, call));
}

/** `claims["exp"] = ...`, `token.exp = ...`, `setExpiration(...)`; `claims[name] = value` may set any. */
const setsExpiry =
  /["'`:](?:exp|expires_?at)["'`]?\]?\s*(?:=(?!=)|:=|=>|,|:)|\.(?:[Ee]xp|[Ee]xpires_?[Aa]t)\s*=(?!=)|[sS]et(?:Exp|ExpiresAt|Expiration)\w{0,8}\(|\w\[\$?[A-Za-z_]\w{0,60}\]\s*=(?!=)/;

/** `customizer.accept(builder)`: whoever is handed the builder may set what it likes. */
const handsOnBuilder =
  /\.(?:accept|apply|customi[sz]e\w{0,30}|configure\w{0,30}|invoke)\(\s{0,40}\w{0,30}[bB]uilder\s{0,40}\)/;

function expiryOf(row: LibraryRow, call: CallView): Pick<Use, 'expiry'> {
  if (row.role === 'verify' || row.expiryDefault === 'never' || row.kind !== 'jwt') return {};
  if (row.neverExpires) {
    const found = firstOf(row.expiry ?? [], call);
    if (found.state === 'found' && row.neverExpires.test(source(found.value, call)))
      return { expiry: 'missing' };
  }
  if (row.expiryDefault === 'set') return { expiry: 'set' };
  if (!row.expiry && !row.payload) return {};
  let isUnknown = false;
  for (const place of row.expiry ?? []) {
    const found = find(place, call);
    if (found.state === 'found') {
      if (!/^(?:undefined|null|nil)$/.test(source(found.value, call))) return { expiry: 'set' };
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
  // A builder that is handed in may have been given its expiry by who made it.
  const isNew = row.begins !== undefined && call.chain?.(row.begins) !== undefined;
  isUnknown ||=
    !isNew && (row.expiry ?? []).some(({ chain }) => chain) && call.isChainOpen?.() === true;
  // `claims := token.Claims.(jwt.MapClaims); claims["exp"] = ...`: set on the way to the call, through other names.
  const around = call.around?.() ?? '';
  isUnknown ||= setsExpiry.test(around) || handsOnBuilder.test(around);
  const { expiryAround } = row;
  isUnknown ||= expiryAround !== undefined && !isEndless(expiryAround, around);
  return { expiry: isUnknown ? 'unknown' : (row.expiryDefault ?? 'missing') };
}

function isEndless(
  { made, ends }: NonNullable<LibraryRow['expiryAround']>,
  around: string,
): boolean {
  const near = around.slice(0, maxAround);
  return made.test(near) && !ends.test(near);
}

/** The claims: an argument, or what the result is called with later. */
function payloadOf(row: LibraryRow, call: CallView): Expression | undefined {
  if (row.payload) {
    const found = find(row.payload, call);
    if (found.state !== 'missing') return found.value;
  }
  if (row.claimCall !== undefined) return privateClaimOf(row.claimCall, call);
  if (!row.claimsLater) return undefined;
  const { method, as } = row.claimsLater;
  const name = as && find(as, call);
  const named = name && name.state !== 'missing' ? call.resolve(name.value) : undefined;
  const given = call.claimsLater?.(method, named?.kind === 'text' ? named.value : method && 'jwt');
  const [first, ...others] = given ?? [];
  if (!first) return undefined;
  return others.length === 0
    ? first
    : { kind: 'choice', how: 'either', options: given ?? [], at: first.at };
}

const isPrivate = new RegExp(`^["'](?:${privateClaims.join('|')})["']$`);

/** Of claims that are added one by one, one that nobody should read, among others that are not known. */
function privateClaimOf(claimCall: string, call: CallView): Expression | undefined {
  const [name, value] = call.chain?.(claimCall, isPrivate) ?? [];
  if (name?.kind !== 'text' || !value) return undefined;
  return {
    kind: 'object',
    properties: { [name.value]: value },
    spreads: [{ kind: 'unknown', at: call.at }],
    at: name.at,
  };
}

/** What says how long the token lives: the options, else the `exp` claim. */
function lifetimeOf(row: LibraryRow, call: CallView): Pick<Use, 'lifetime'> {
  if (row.role === 'verify' || row.kind !== 'jwt') return {};
  const unit = row.expiryNumber === 'milliseconds' ? 'milliseconds' : 'seconds';
  for (const place of row.expiry ?? []) {
    const found = find(place, call);
    if (found.state === 'missing') continue;
    const isMoment = row.expiryNumber === 'moment';
    return { lifetime: { value: withSpan(found.value, call, !isMoment), unit, isMoment } };
  }
  const claims = payloadOf(row, call);
  const exp = claims && property(claims, 'exp', call);
  if (!exp || exp.state === 'missing') return {};
  return { lifetime: { value: withSpan(exp.value, call), unit: 'seconds', isMoment: true } };
}

/** What a moment is written as, where it is none of the values that are followed: so many seconds from now. */
function withSpan(value: Expression, call: CallView, isSpan = false): Expression {
  const resolved = value.kind === 'name' ? call.resolve(value) : value;
  if (/^(?:text|env|setting|parameter|choice)$/.test(resolved.kind)) return value;
  if (resolved.kind === 'unknown' && resolved.number) return value;
  const written = writtenOf(resolved, call);
  const count = isSpan ? productIn(written) : undefined;
  if (count !== undefined) return { kind: 'unknown', number: { value: count }, at: resolved.at };
  const file = (): string => call.sourceOf({ ...call.at, start: 0, end: maxSearched });
  const seconds =
    (isSpan ? spanIn(written) : undefined) ??
    spanFromNow(written, file) ??
    (isCall.test(written) && call.memory.budget.take(stepsOfSearch)
      ? spanFromNow(bodyOf(written, file()) ?? '', file)
      : undefined) ??
    spanOfCalendar(written, call.around) ??
    spanOfReceiver(resolved, call);
  if (seconds === undefined) return value;
  return { kind: 'unknown', number: { value: seconds, isFromNow: true }, at: resolved.at };
}

/** `expires`, which nothing but a sum is given; a sum is none of the values that are followed. */
function writtenOf(value: Expression, call: CallView): string {
  const given = value.kind === 'name' ? call.writtenFor?.(value.path) : undefined;
  return given ?? source(value, call);
}

/** `expires.unix_timestamp()`, where `expires` is what says how long. */
function spanOfReceiver(value: Expression, call: CallView): number | undefined {
  const called = value.kind === 'call' ? value.callee : value;
  if (called.kind !== 'name' || called.path.length !== 2) return undefined;
  const receiver: Expression = { ...called, path: called.path.slice(0, 1) };
  const given = call.resolve(receiver);
  return given === receiver ? undefined : spanFromNow(source(given, call));
}

/** Whether a verification asks for an audience and an issuer. */
function checksOf(row: LibraryRow, call: CallView): Pick<Use, 'audience' | 'issuer'> {
  const stateOf = (places: readonly ArgumentPlace[]): NonNullable<Use['audience']> => {
    const { state } = firstOf(places, call);
    return state === 'found' ? 'set' : state === 'missing' ? 'missing' : 'unknown';
  };
  return {
    ...(row.audience && { audience: stateOf(row.audience) }),
    ...(row.issuer && { issuer: stateOf(row.issuer) }),
  };
}

/** The first options argument that is a name from elsewhere, or holds one: link may know what is in it. */
function optionsOf(row: LibraryRow, call: CallView): Expression | undefined {
  for (const place of [...(row.expiry ?? []), ...(row.accepted ?? [])]) {
    if (!place.path?.length || place.chain) continue;
    const whole = find({ ...place, path: [] }, call);
    if (whole.state === 'missing') continue;
    const resolved = call.resolve(whole.value);
    // `{ ...options }`: a caller may add what the call does not say.
    const isOpen = resolved.kind === 'object' && find(place, call).state === 'symbolic';
    if (isOpen || (resolved.kind !== 'object' && resolved.kind !== 'function')) return whole.value;
  }
  return undefined;
}

function hazardOf(
  row: LibraryRow,
  call: CallView,
  algorithm: Expression | undefined,
): Use['hazard'] | undefined {
  if (row.hazard) return row.hazard;
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
  const { is } = condition;
  if (is instanceof RegExp) return is.test(text);
  return typeof is === 'string' ? text === is : is.includes(text);
}
