// From the uses in Facts to linked uses, and from their keys to the first nodes of the graph.
import type { Facts, Use, UseKind } from '../model/facts.ts';
import { isFileSetting } from '../model/file-setting.ts';
import type { LinkedUse } from '../model/secret.ts';
import { algorithmsOfUse, type UseAlgorithms } from './algorithms-of-use.ts';
import { expiryOf, isClientSecret, sensitiveClaimsOf } from './claims.ts';
import type { FactIndex } from './fact-index.ts';
import { inputOf, mayBeInput } from './inputs.ts';
import { lifetimeSeconds } from './lifetimes.ts';
import {
  addConfiguredValues,
  addValue,
  identitiesOf,
  isForeign,
  isIgnoredName,
  isSigningText,
  knowsValue,
  type Linker,
  originName,
  unsetValue,
} from './linker.ts';
import { maxOrigins } from './parts.ts';
import { isAddress, isAsymmetricMaterial, isPath, isPublicMaterial } from './plausible.ts';
import { isProtocolConstant } from './protocol-constants.ts';
import { isPublicOrigin, publicKeyOf, trustsHeader } from './public-keys.ts';
import { withoutReplaced } from './replaced-uses.ts';
import type { Resolver } from './resolve.ts';
import type { Origin } from './trail.ts';
import { purposeOfUse } from './use-purpose.ts';
import { placeOf, type Reading, readingOf, valueOfOrigin } from './values.ts';
import { allowsBefore, createVersionFinder } from './versions.ts';
import { noVia, placesOf } from './via.ts';

/** A use and where its key can come from. */
export interface PendingUse {
  readonly linked: LinkedUse;
  readonly origins: readonly Origin[];
}

/** Resolves the key and the algorithms of every use. */
export function collectUses(
  facts: readonly Facts[],
  index: FactIndex,
  resolver: Resolver,
): PendingUse[] {
  const pending: PendingUse[] = [];
  const versionOf = createVersionFinder(facts);
  for (const { path, uses } of facts) {
    for (const use of uses) {
      const algorithms = algorithmsOfUse(use, path, resolver, index);
      const isSigned = !isUnsigned(use, algorithms, path, resolver);
      const origins = use.key && isSigned ? resolver.resolve(path, use.key) : [];
      const texts = origins.flatMap((origin) =>
        origin.end.kind === 'text' && origin.end.text !== '' && !origin.end.isCoerced
          ? [origin.end.text]
          : [],
      );
      const isPem =
        (texts.length > 0 && texts.every(isAsymmetricMaterial)) ||
        origins.some((origin) => isKeyFile(origin, index));
      const publicKey = publicKeyOf(use.key, origins);
      if (areMany(origins, index)) resolver.noteTangled(path);
      const file = index.fileOf(path);
      const version = versionOf(file.packageDirectory, use.library);
      const lifetime =
        use.lifetime && !isClientSecret(use, path, index)
          ? lifetimeSeconds(use.lifetime, path, resolver, index)
          : undefined;
      const purpose = purposeOfUse(use, path, index);
      const sensitive = sensitiveClaimsOf(use, path, resolver);
      const since = use.keyDecidesSince ?? use.listNeededSince;
      const isOld = since !== undefined && allowsBefore(version, since);
      pending.push({
        origins,
        linked: {
          use,
          at: placeOf(path, use.at),
          file,
          algorithms: algorithms.hmac,
          algorithmNames: algorithms.names,
          algorithmIsAssumed: algorithms.isAssumed,
          // A configured instance makes and checks nothing itself: the calls that consume it are judged.
          verification: use.provides === undefined ? (use.verification ?? null) : null,
          expiry: use.provides === undefined ? expiryOf(use, path, resolver, index) : null,
          secretIds: [],
          isAsymmetric: algorithms.isAsymmetric || isPem,
          ...(lifetime !== undefined && { lifetimeSeconds: lifetime }),
          ...(purpose && { purpose: purpose.purpose, isPurposeSure: purpose.isSure }),
          ...(sensitive.length > 0 && { sensitiveClaims: sensitive }),
          ...(publicKey && { publicKey }),
          ...(isHmac(use, origins) && algorithms.names.length === 0 && { isHmac: true as const }),
          ...(!use.keysAreTyped &&
            trustsHeader(use.accepted, path, index) && { trustsHeader: true }),
          ...(isOld && version !== undefined && { oldVersion: version }),
          path: placesOf(origins.find((origin) => origin.end.kind !== 'unknown')?.via ?? noVia),
        },
      });
    }
  }
  return withoutReplaced(pending);
}

/**
 * Whether a key comes from as many places of programs as are followed, most of them texts of their own. What all callers of a
 * wrapper read from one variable is told as well by a few of them, and what tests pass is theirs.
 */
function areMany(origins: readonly Origin[], index: FactIndex): boolean {
  if (origins.length < maxOrigins) return false;
  const texts = origins.flatMap(({ end }) =>
    end.kind === 'text' && index.fileOf(end.at.path).context === 'production'
      ? `${end.at.path}\0${end.at.start}`
      : [],
  );
  return new Set(texts).size > maxOrigins / 2;
}

/** Whether what the key comes from is taken for the secret of an HMAC: a text, bytes, or whatever the call is given. */
function isHmac({ keyIsHmac }: Use, origins: readonly Origin[]): boolean {
  if (keyIsHmac !== 'as-bytes') return keyIsHmac === 'always';
  // A text that is no public key is none, whatever tests call it.
  const fits = ({ end }: Origin): boolean =>
    end.kind === 'text' ? isPublicMaterial(end.text) : end.kind !== 'unknown';
  return origins.length > 0 && origins.every(fits);
}

/** Whether a key is read from a file that holds an asymmetric one, by its text or, where nobody can see it, its name. */
function isKeyFile({ end }: Origin, index: FactIndex): boolean {
  if (end.kind !== 'setting' || !isFileSetting(end.path)) return false;
  const texts = index
    .settingDefinitions(end.path)
    .flatMap(({ definition: { value } }) => (value.kind === 'text' ? [value.value] : []));
  return texts.length > 0 ? texts.every(isAsymmetricMaterial) : isAsymmetricMaterial(end.path);
}

/** With `none` alone nothing is signed, and what stands in the place of the key is read by nobody. */
function isUnsigned(use: Use, { names }: UseAlgorithms, path: string, resolver: Resolver): boolean {
  const isNone = names.length > 0 && names.every((name) => name.toLowerCase() === 'none');
  if (!isNone || use.role !== 'sign' || !use.algorithm) return false;
  return resolver.resolve(path, use.algorithm).every(({ end }) => end.kind === 'text');
}

/** Adds the secrets that the key of a use can be. */
export function addUse(linker: Linker, number: number, { linked, origins }: PendingUse): void {
  if (linked.isAsymmetric) return;
  addInput(linker, number, linked, origins);
  const reading = (origin: Origin): Reading => readingOf(origin, linked.use.keyEncoding);
  for (const origin of origins) {
    const name = originName(origin);
    if (name !== null && isIgnoredName(linker, name)) {
      if (linker.isReported(linked.file.path)) linker.ignoredNames.add(name);
      continue;
    }
    if (isForeign(linked.use, linked.file.path, name)) continue;
    // `jwkURL`: where keys are, not what they are.
    if (origin.end.kind === 'text' && isAddress(origin.end.text) && /ur[il]$/i.test(name ?? ''))
      continue;
    const unset = unsetBy(origin, linked.use);
    if (origin.end.kind === 'text' && !unset && !isSigningText(origin.end.text)) continue;
    if (linked.use.kind === 'hmac' && origin.end.kind === 'text') {
      if (isProtocolConstant(origin.end.text)) continue;
    }
    // Everybody may have it: no bytes and no store make a secret of it.
    if (isPublicOrigin(origin)) continue;
    if (isUnseenFile(linker, origin) || isPathOfFile(origin)) continue;
    const guard = guardOf(linker, origin);
    // `process.env.A || 'x'`: the literal belongs to the secret it stands in for.
    const identities = guard ? [guard] : identitiesOf(linker, origin);
    // All of them first: each takes the values of its own package.
    for (const { id, packageDirectory } of identities) linker.graph.node(id, packageDirectory);
    for (const [position, { id, packageDirectory }] of identities.entries()) {
      const node = linker.graph.node(id, packageDirectory);
      node.uses.add(number);
      node.kind = strongerKind(node.kind, linked.use.kind);
      if (name !== null && !node.names.includes(name)) node.names.push(name);
      if (origin.end.kind === 'env' || origin.end.kind === 'setting') {
        addConfiguredValues(linker, node.id, origin, reading(origin));
      }
      const { encoding, hashedBy } = reading(origin);
      // Of a thousand calls that may each take any of sixty texts only the first says what they are.
      const isKnown = knowsValue(node, { at: origin.end.at, encoding });
      const value = isKnown
        ? undefined
        : valueOfOrigin(origin, { encoding, hashedBy }, linker.index);
      if (value) addValue(node, unset ? unsetValue(value, unset) : value);
      if (position === 0) joinFallback(linker, origin, id);
    }
  }
}

/** A file that is not part of what is audited: `/run/secrets/jwt`. */
function isUnseenFile({ index }: Linker, { end }: Origin): boolean {
  return (
    end.kind === 'setting' &&
    isFileSetting(end.path) &&
    index.settingDefinitions(end.path).length === 0
  );
}

/** `readFileSync(process.env.KEY_FILE || '/run/secrets/key')`: where the key lies when nothing else is said. */
function isPathOfFile({ end, fallbackFor }: Origin): boolean {
  const isOfFile = fallbackFor?.kind === 'env' && /_(?:FILE|PATH)$/i.test(fallbackFor.name);
  return isOfFile && end.kind === 'text' && isPath(end.text);
}

/** A key that is no secret is a value all the same: one that everybody who asks can give. */
function addInput(
  linker: Linker,
  number: number,
  linked: LinkedUse,
  origins: readonly Origin[],
): void {
  const { key, kind } = linked.use;
  if (!key || kind === 'hmac' || !origins.every(({ end }) => mayBeInput(end))) return;
  const generated = inputOf(key, linked.at.path, linker.index);
  if (!generated) return;
  const at = placeOf(linked.at.path, key.at);
  const origin: Origin = { ...emptyOrigin, end: { kind: 'generated', generated, at } };
  const value = valueOfOrigin(origin, { encoding: 'utf8', hashedBy: null }, linker.index);
  const node = linker.graph.node(`text:${at.path}:${at.start}`, linked.file.packageDirectory);
  node.uses.add(number);
  node.kind = strongerKind(node.kind, kind);
  if (value) addValue(node, value);
}

const emptyOrigin: Omit<Origin, 'end'> = {
  name: null,
  definition: null,
  definitionPath: null,
  encodings: [],
  hashedBy: null,
  fallbackFor: undefined,
  via: noVia,
};

/** What stands in for an unset variable without being a secret: nothing, or the word `undefined`. */
function unsetBy({ end, fallbackFor }: Origin, use: Use): 'empty' | 'undefined' | undefined {
  if (end.kind !== 'text' || !fallbackFor) return undefined;
  if (end.isCoerced) return 'undefined';
  // Libraries that sign tokens refuse an empty key as they refuse none.
  return end.text === '' && (use.emptyKey || use.kind !== 'jwt') ? 'empty' : undefined;
}

/**
 * Where a fallback literal goes: to the variable or setting it stands in for. One constant that stands in for two
 * variables is then a value of both, and does not make them one secret.
 */
export function guardOf(
  linker: Linker,
  origin: Origin,
): { readonly id: string; readonly packageDirectory: string } | undefined {
  const { end, fallbackFor } = origin;
  if (!fallbackFor || (end.kind !== 'text' && end.kind !== 'generated')) return undefined;
  const guard = identitiesOf(linker, { ...origin, end: fallbackFor })[0];
  return guard && linker.graph.has(guard.id) ? guard : undefined;
}

/** `process.env.A || process.env.B`: two names of one secret. False where A is not known as one yet. */
export function joinFallback(linker: Linker, origin: Origin, id: string): boolean {
  if (!origin.fallbackFor || (origin.end.kind !== 'env' && origin.end.kind !== 'setting'))
    return true;
  const guard = identitiesOf(linker, { ...origin, end: origin.fallbackFor })[0];
  if (!guard || !linker.graph.has(guard.id)) return false;
  linker.graph.join(guard.id, id);
  return true;
}

function strongerKind(a: UseKind | null, b: UseKind): UseKind {
  return a !== null && kindOrder.indexOf(a) <= kindOrder.indexOf(b) ? a : b;
}

const kindOrder: readonly UseKind[] = ['jwt', 'session', 'cookie', 'hmac'];
