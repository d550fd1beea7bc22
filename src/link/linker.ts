// What the steps of linking share: the tools, and how an origin becomes the identity of a secret.
import type { Definition, Use } from '../model/facts.ts';
import type { Place } from '../model/place.ts';
import type { SecretValue } from '../model/secret.ts';
import type { Settings } from '../model/settings.ts';
import type { AskedConstant } from './asked-constants.ts';
import type { Evidence } from './evidence.ts';
import type { FactIndex } from './fact-index.ts';
import { compactPath, matchesName, wordsOf } from './name-words.ts';
import { isAddress, isAsymmetricMaterial, isReferenceText, saysUnread } from './plausible.ts';
import { maxReferences } from './references.ts';
import type { Resolver } from './resolve.ts';
import { envId, readOf, scopesOf, settingId } from './scopes.ts';
import type { SecretGraph, SecretNode } from './secret-graph.ts';
import { judgeName, namesForeignService } from './secret-names.ts';
import type { Origin } from './trail.ts';
import { encodingOf, nameOfOrigin, type Reading, valueOfDefinition } from './values.ts';

export type LinkSettings = Pick<Settings, 'secretNames' | 'ignoreNames' | 'algorithms'>;

/** What the steps of linking share. */
export interface Linker {
  readonly index: FactIndex;
  readonly resolver: Resolver;
  readonly graph: SecretGraph;
  readonly settings: LinkSettings;
  /** Whether findings in a file count: constants that nobody uses are looked for there alone. */
  isReported(path: string): boolean;
  /** Constants that only their names speak for: what the project takes them for is yet to be asked. */
  readonly asked: AskedConstant[];
  /** What `addConfiguredValues` has done: a thousand calls may read one name, and a thousand lines set it. */
  readonly configured: Set<string>;
  /** Reads that `discoverByName` has added: a thousand lines may set what a hundred read. */
  readonly discovered: Set<string>;
  /** What surroundings tell of secrets with common names. */
  readonly evidence: Evidence;
  /** Identities of the keys of asymmetric calls. */
  readonly keyPairs: Set<string>;
  /** Names of secrets that the settings of the project leave out, of what is reported on. */
  readonly ignoredNames: Set<string>;
  /** Variables and settings that the keys of calls are read from. */
  readonly readNames: Set<string>;
}

/** The identities one origin stands for; more than one where a shared library reads what several hosts set. */
export function identitiesOf(
  linker: Linker,
  origin: Origin,
): readonly { readonly id: string; readonly packageDirectory: string }[] {
  const { index } = linker;
  const { end } = origin;
  const file = index.fileOf(end.at.path);
  if (end.kind === 'unknown') return [];
  if (end.kind === 'text' || end.kind === 'generated') {
    return [{ id: `text:${end.at.path}:${end.at.start}`, packageDirectory: file.packageDirectory }];
  }
  const { name, isEnv, definitions } = readOf(index, end);
  return scopesOf(definitions, file.packageDirectory).map((scope) => ({
    id: isEnv ? envId(scope, name) : settingId(scope, compactPath(name)),
    packageDirectory: scope,
  }));
}

/** Whether a secret of that name is none of our business. */
export function isIgnoredName(linker: Linker, name: string | null): boolean {
  return name !== null && linker.settings.ignoreNames.some((pattern) => matchesName(pattern, name));
}

/**
 * HMACs sign webhooks and cache keys too, and hash passwords with a salt that is stored beside the hash: there, names
 * that say so keep a secret out.
 */
export function isForeign(use: Use, path: string, name: string | null): boolean {
  const verdict = name === null ? 'none' : judgeName(name, { isUsed: true });
  if (use.kind !== 'hmac') return use.kind !== 'jwt' && verdict === 'never';
  const { key } = use;
  if (key?.kind === 'parameter' && key.path.length === 0 && labels.test(key.name ?? ''))
    return true;
  if (verdict === 'strong') return false;
  const words = name === null ? [] : wordsOf(name);
  if (verdict === 'never' || words.at(-1) === 'salt') return true;
  // A webhook's key says itself what it is for.
  return !words.includes('webhook') && namesForeignService(`${path}.${use.inside ?? ''}`);
}

/** Parameters that keep hashes of several purposes apart, with a text that is no secret. */
const labels = /^(?:tag|label|domain|context|purpose|info|namespace)$/i;

/** What a call signs with must at least be a text of its own; an empty object is what is read where there is no file. */
export function isSigningText(text: string): boolean {
  return !/^(?:\{\}|\[\])?$/.test(text) && !isAsymmetricMaterial(text) && !isReferenceText(text);
}

export function originName(origin: Origin): string | null {
  if (origin.end.kind === 'env') return origin.end.name;
  if (origin.end.kind === 'setting') return origin.end.path;
  return nameOfOrigin(origin);
}

/** One value a place; the one that knows more about its reading wins. */
export function addValue(node: SecretNode, value: SecretValue): void {
  if (!knowsValue(node, value)) node.values.set(placeKey(value.at), value);
}

/** Whether a value of that place and encoding would tell nothing new: a hundred packages may read one `.env`. */
export function knowsValue(
  node: SecretNode,
  { at, encoding }: Pick<SecretValue, 'at' | 'encoding'>,
): boolean {
  const known = node.values.get(placeKey(at));
  return known !== undefined && (known.encoding !== 'utf8' || encoding === 'utf8');
}

function placeKey({ path, start }: Place): string {
  return `${path}:${start}`;
}

/** Carriers that hand an empty variable to the program as one that is set. */
function isPassedOn({ carrier, isTemplate, isCommentedOut }: Definition): boolean {
  const passes = carrier === 'compose' || carrier === 'kubernetes' || carrier === 'manifest';
  return passes && !isTemplate && !isCommentedOut;
}

/** `process.env.X ?? generate()`: an empty variable keeps the fallback away. */
function takesEmpty({ end }: Origin): boolean {
  return end.kind === 'env' && end.keepsEmpty === true;
}

/** The value without its text: what the program runs with where nobody set one. */
export function unsetValue(value: SecretValue, unset: 'empty' | 'undefined'): SecretValue {
  const { text: _, ...rest } = value;
  return { ...rest, unset };
}

/** `JWT_ALGORITHM: HS256`: handed on together with the key, it is none. */
function namesAlgorithm(text: string): boolean {
  return /^(?:[HREP]S(?:256|384|512)|EdDSA)$/i.test(text);
}

/**
 * Adds every value that files give to the variable or setting at the end of `origin`. An entry that only points to
 * another variable (`JWT_SECRET=${APP_SECRET}`) makes the two one secret.
 */
export function addConfiguredValues(
  linker: Linker,
  nodeId: string,
  origin: Origin,
  reading: Reading,
  depth = 0,
): void {
  const { index, graph, resolver } = linker;
  const { end } = origin;
  if (end.kind !== 'env' && end.kind !== 'setting') return;
  const { name, isEnv, definitions } = readOf(index, end);
  if (depth > 0 || graph.node(nodeId, '').uses.size > 0) linker.readNames.add(name);
  const reader = index.fileOf(end.at.path).packageDirectory;
  const key = [nodeId, isEnv, name, reader, reading.encoding, reading.hashedBy].join('\0');
  if (linker.configured.has(key)) return;
  linker.configured.add(key);
  const scopes = new Set(scopesOf(definitions, reader));
  for (const { definition, file } of definitions) {
    const scope = file.packageDirectory;
    // Templates count wherever they lie at or above; live values only in the scope that wins.
    if (!scopes.has(scope) && !definition.isTemplate) continue;
    const id = isEnv ? envId(scope, name) : settingId(scope, compactPath(name));
    const targetId = scopes.has(scope) && graph.has(id) ? id : nodeId;
    for (const found of resolver.resolve(file.path, definition.value)) {
      const node = graph.node(targetId, scope);
      if (!node.names.includes(definition.name) && node.names.length === 0)
        node.names.push(definition.name);
      if (found.end.kind === 'env' || found.end.kind === 'setting') {
        const other = found.end.kind === 'env' ? found.end.name : found.end.path;
        if (other === name || isIgnoredName(linker, other)) continue;
        if (depth >= maxReferences) {
          resolver.noteTangled(file.path);
          continue;
        }
        for (const { id: otherId, packageDirectory } of identitiesOf(linker, found)) {
          if (graph.rootOf(otherId) === graph.rootOf(targetId)) continue;
          graph.node(otherId, packageDirectory).names.push(other);
          addConfiguredValues(linker, otherId, found, reading, depth + 1);
          graph.join(targetId, otherId);
        }
        continue;
      }
      // `process.env.APP_SECRET || process.env.DATABASE_URL`: an address signs only where nothing better is set.
      const text = found.end.kind === 'text' ? found.end.text : '';
      if (
        found.end.kind === 'text' &&
        text === '' &&
        isPassedOn(definition) &&
        takesEmpty(origin)
      ) {
        const value = valueOfDefinition(definition, file, found, reading);
        if (value) addValue(graph.node(targetId, scope), unsetValue(value, 'empty'));
      }
      if (found.end.kind === 'text' && (!isSigningText(text) || isAddress(text))) continue;
      if (namesAlgorithm(text) && judgeName(name) === 'never') continue;
      // A command of the build wants some value; a file of variables is read by the program itself.
      if (definition.carrier !== 'dotenv' && saysUnread(text)) continue;
      const target = graph.node(targetId, scope);
      if (knowsValue(target, { at: found.end.at, encoding: encodingOf(found, reading) })) continue;
      const value = valueOfDefinition(definition, file, found, reading);
      if (value) addValue(target, value);
    }
  }
}
