// Joins the Facts of all files into the signing secrets of the project: who sets each, who uses it, with which
// algorithm, in which environment. Pure; the same Facts give the same Project in any order of work.
import {
  assumedAlgorithm,
  type HmacAlgorithm,
  hmacAlgorithms,
  strictestAlgorithm,
} from '../model/algorithms.ts';
import type { Encoding } from '../model/expression.ts';
import type { Facts, ProjectName, Use, UseKind } from '../model/facts.ts';
import { comparePlaces } from '../model/place.ts';
import type { FileSummary, LinkedUse, Project, Secret, SecretValue } from '../model/secret.ts';
import type { Settings } from '../model/settings.ts';
import { algorithmsOfUse, textsOf } from './algorithms-of-use.ts';
import { discoverByName } from './discover.ts';
import { type FactIndex, indexFacts, type ModuleResolver } from './fact-index.ts';
import { linkLeaks } from './leaks.ts';
import { isAsymmetricMaterial, isReferenceText } from './plausible.ts';
import { createResolver, type Origin, type Resolver } from './resolve.ts';
import { envId, scopesOf, settingId, settingSpace } from './scopes.ts';
import { createSecretGraph, type SecretGraph, type SecretNode } from './secret-graph.ts';
import { compactPath, judgeName, matchesName, purposeOf } from './secret-names.ts';
import {
  nameOfOrigin,
  placeOf,
  type Reading,
  readingOf,
  valueOfDefinition,
  valueOfOrigin,
} from './values.ts';

export type LinkSettings = Pick<Settings, 'secretNames' | 'ignoreNames' | 'algorithms'>;

export interface LinkOptions {
  readonly facts: readonly Facts[];
  readonly files: ReadonlyMap<string, FileSummary>;
  readonly resolveModule: ModuleResolver;
  readonly settings: LinkSettings;
  readonly projectNames: readonly ProjectName[];
}

export interface LinkResult {
  readonly project: Project;
  /** Files that a name leads into and that were not scanned: scan them and link again for a fuller answer. */
  readonly missing: readonly string[];
}

/** Links everything. Never throws on any Facts. */
export function linkSecrets(options: LinkOptions): LinkResult {
  const index = indexFacts(options.facts, options.files, options.resolveModule);
  const resolver = createResolver(index);
  const graph = createSecretGraph();
  const uses = collectUses(options.facts, index, resolver);
  const linker: Linker = { index, resolver, graph, settings: options.settings };
  for (const [number, linked] of uses.entries()) addUse(linker, number, linked);
  inheritKeys(linker, uses);
  discoverByName(linker);
  const secrets = finishSecrets(linker, uses);
  const byId = new Map(secrets.map((secret) => [secret.id, secret]));
  const idOfUse = new Map<number, string[]>();
  for (const node of graph.nodes()) {
    if (!byId.has(node.id)) continue;
    for (const use of node.uses) idOfUse.set(use, [...(idOfUse.get(use) ?? []), node.id]);
  }
  const linkedUses = uses.map(({ linked }, number) => ({
    ...linked,
    secretIds: idOfUse.get(number) ?? [],
  }));
  const linkedOf = new Map(linkedUses.map((linked) => [linked.use, linked]));
  const project: Project = {
    files: [...options.files.values()],
    secrets: secrets.map((secret) => ({
      ...secret,
      uses: secret.uses.map((use) => linkedOf.get(use.use) ?? use),
    })),
    uses: [...linkedUses].sort((a, b) => comparePlaces(a.at, b.at)),
    leaks: linkLeaks(linker, options.facts, byId),
    projectNames: options.projectNames,
  };
  return { project, missing: [...resolver.missing].sort() };
}

/** What the steps of linking share. */
export interface Linker {
  readonly index: FactIndex;
  readonly resolver: Resolver;
  readonly graph: SecretGraph;
  readonly settings: LinkSettings;
}

interface PendingUse {
  readonly linked: LinkedUse;
  readonly origins: readonly Origin[];
}

function collectUses(facts: readonly Facts[], index: FactIndex, resolver: Resolver): PendingUse[] {
  const pending: PendingUse[] = [];
  for (const { path, uses } of facts) {
    for (const use of uses) {
      const origins = use.key ? resolver.resolve(path, use.key) : [];
      const algorithms = algorithmsOfUse(use, path, resolver, index);
      const texts = origins.flatMap((origin) =>
        origin.end.kind === 'text' ? [origin.end.text] : [],
      );
      const isPem = texts.length > 0 && texts.every(isAsymmetricMaterial);
      pending.push({
        origins,
        linked: {
          use,
          at: placeOf(path, use.at),
          file: index.fileOf(path),
          algorithms: algorithms.hmac,
          algorithmNames: algorithms.names,
          algorithmIsAssumed: algorithms.isAssumed,
          verification: use.verification ?? null,
          expiry: use.expiry ?? null,
          secretIds: [],
          isAsymmetric: algorithms.isAsymmetric || isPem,
          path: origins.find((origin) => origin.end.kind !== 'unknown')?.via ?? [],
        },
      });
    }
  }
  return pending;
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
  const name = end.kind === 'env' ? end.name : end.path;
  if (end.kind === 'env' || settingSpace(index, name) === 'env') {
    return scopesOf(index.envDefinitions(name), file.packageDirectory).map((scope) => ({
      id: envId(scope, name),
      packageDirectory: scope,
    }));
  }
  return scopesOf(index.settingDefinitions(name), file.packageDirectory).map((scope) => ({
    id: settingId(scope, compactPath(name)),
    packageDirectory: scope,
  }));
}

/** Whether a secret of that name is none of our business. */
export function isIgnoredName(linker: Linker, name: string | null): boolean {
  return name !== null && linker.settings.ignoreNames.some((pattern) => matchesName(pattern, name));
}

/** HMACs sign webhooks and cache keys too: there, names that say so keep a secret out. */
function isForeign(use: Use, name: string | null): boolean {
  if (use.kind === 'jwt') return false;
  return name !== null && judgeName(name) === 'never';
}

function addUse(linker: Linker, number: number, { linked, origins }: PendingUse): void {
  if (linked.isAsymmetric) return;
  const reading = (origin: Origin): Reading => readingOf(origin, linked.use.keyEncoding);
  let lead: string | undefined;
  for (const origin of origins) {
    const name = originName(origin);
    if (isIgnoredName(linker, name) || isForeign(linked.use, name)) continue;
    if (origin.end.kind === 'text' && !isSigningText(origin.end.text)) continue;
    const identities = identitiesOf(linker, origin);
    for (const [position, { id, packageDirectory }] of identities.entries()) {
      const node = linker.graph.node(id, packageDirectory);
      node.uses.add(number);
      node.kind = strongerKind(node.kind, linked.use.kind);
      if (name !== null && !node.names.includes(name)) node.names.push(name);
      if (origin.end.kind === 'env' || origin.end.kind === 'setting') {
        addConfiguredValues(linker, node.id, origin, reading(origin));
      }
      const value = valueOfOrigin(origin, reading(origin), linker.index);
      if (value) addValue(node, value);
      // `process.env.A || 'x'`: the literal belongs to the secret it stands in for.
      if (origin.fallbackFor && position === 0) {
        const guard = identitiesOf(linker, { ...origin, end: origin.fallbackFor })[0];
        if (guard && linker.graph.has(guard.id)) linker.graph.join(guard.id, id);
      }
      if (position === 0) lead ??= id;
    }
  }
}

/** What a call signs with must at least be a text of its own. */
function isSigningText(text: string): boolean {
  return text !== '' && !isAsymmetricMaterial(text) && !isReferenceText(text);
}

export function originName(origin: Origin): string | null {
  if (origin.end.kind === 'env') return origin.end.name;
  if (origin.end.kind === 'setting') return origin.end.path;
  return nameOfOrigin(origin);
}

const kindOrder: readonly UseKind[] = ['jwt', 'session', 'cookie', 'hmac'];

function strongerKind(a: UseKind | null, b: UseKind): UseKind {
  return a !== null && kindOrder.indexOf(a) <= kindOrder.indexOf(b) ? a : b;
}

/** One value a place; the one that knows more about its reading wins. */
export function addValue(node: SecretNode, value: SecretValue): void {
  const key = `${value.at.path}:${value.at.start}`;
  const known = node.values.get(key);
  if (known && (known.encoding !== 'utf8' || value.encoding === 'utf8')) return;
  node.values.set(key, value);
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
  const name = end.kind === 'env' ? end.name : end.path;
  const isEnv = end.kind === 'env' || settingSpace(index, name) === 'env';
  const definitions = isEnv ? index.envDefinitions(name) : index.settingDefinitions(name);
  const reader = index.fileOf(end.at.path).packageDirectory;
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
        if (depth > 4 || other === name || isIgnoredName(linker, other)) continue;
        for (const { id: otherId, packageDirectory } of identitiesOf(linker, found)) {
          if (graph.rootOf(otherId) === graph.rootOf(targetId)) continue;
          graph.node(otherId, packageDirectory).names.push(other);
          addConfiguredValues(linker, otherId, found, reading, depth + 1);
          graph.join(targetId, otherId);
        }
        continue;
      }
      if (found.end.kind === 'text' && !isSigningText(found.end.text)) continue;
      const value = valueOfDefinition(definition, file, found, reading);
      if (value) addValue(graph.node(targetId, scope), value);
    }
  }
}

/** Calls that take no key use the one their instance was configured with, in the same package or above it. */
function inheritKeys(linker: Linker, uses: readonly PendingUse[]): void {
  const providers = new Map<string, number[]>();
  for (const [number, { linked }] of uses.entries()) {
    const name = linked.use.provides;
    if (name === undefined) continue;
    const list = providers.get(name);
    if (list) list.push(number);
    else providers.set(name, [number]);
  }
  const nodesOfUse = new Map<number, SecretNode[]>();
  for (const node of linker.graph.nodes()) {
    for (const number of node.uses)
      nodesOfUse.set(number, [...(nodesOfUse.get(number) ?? []), node]);
  }
  for (const [number, pending] of uses.entries()) {
    const { linked, origins } = pending;
    const name = linked.use.consumes;
    if (name === undefined || origins.some((origin) => origin.end.kind !== 'unknown')) continue;
    const candidates = providers.get(name) ?? [];
    const own = candidates.filter(
      (n) => uses[n]?.linked.file.packageDirectory === linked.file.packageDirectory,
    );
    const chosen = own.length > 0 ? own : candidates;
    for (const provider of chosen) {
      for (const node of nodesOfUse.get(provider) ?? []) node.uses.add(number);
    }
    settleConsumer(uses, number, chosen);
  }
}

/** What the instance's configuration says holds for calls that say nothing themselves. */
function settleConsumer(
  uses: readonly PendingUse[],
  number: number,
  providers: readonly number[],
): void {
  const pending = uses[number];
  if (!pending || providers.length === 0) return;
  const configured = providers.flatMap((n) => uses[n]?.linked ?? []);
  const own = pending.linked;
  const isSilent = own.use.algorithm === undefined && own.use.accepted === undefined;
  const named = configured.filter((use) => use.algorithms.length > 0 && !use.algorithmIsAssumed);
  Object.assign(own, {
    algorithms:
      isSilent && named.length > 0 ? named.flatMap((use) => use.algorithms) : own.algorithms,
    algorithmIsAssumed: isSilent && named.length > 0 ? false : own.algorithmIsAssumed,
    isAsymmetric: own.isAsymmetric || (isSilent && configured.every((use) => use.isAsymmetric)),
    expiry:
      own.expiry === 'missing' &&
      configured.some((use) => use.expiry !== 'missing' && use.expiry !== null)
        ? 'set'
        : own.expiry,
    verification:
      own.verification === 'open' && configured.some((use) => use.verification === 'pinned')
        ? 'pinned'
        : own.verification,
  });
}

function finishSecrets(linker: Linker, uses: readonly PendingUse[]): Secret[] {
  const secrets: Secret[] = [];
  for (const node of linker.graph.nodes()) {
    const secret = finishSecret(linker, node, uses);
    if (secret) secrets.push(secret);
  }
  return secrets.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function finishSecret(
  linker: Linker,
  node: SecretNode,
  all: readonly PendingUse[],
): Secret | undefined {
  const uses = [...node.uses].flatMap((number) => all[number]?.linked ?? []);
  uses.sort((a, b) => comparePlaces(a.at, b.at));
  const values = [...node.values.values()].sort((a, b) => comparePlaces(a.at, b.at));
  const name = node.names[0] ?? values.find((value) => value.name !== null)?.name ?? null;
  const hint = name === null ? undefined : hintFor(linker, name);
  const stated = uses.filter((use) => !use.algorithmIsAssumed).flatMap((use) => use.algorithms);
  const guessed = uses.flatMap((use) => use.algorithms);
  const beside = stated.length > 0 || hint ? undefined : algorithmBeside(linker, node);
  const algorithm =
    hint ?? strictestAlgorithm(stated) ?? beside ?? strictestAlgorithm(guessed) ?? assumedAlgorithm;
  const strictestUse =
    uses.find((use) => use.algorithms.includes(algorithm) && !use.algorithmIsAssumed) ??
    uses.find((use) => use.algorithms.includes(algorithm)) ??
    uses[0];
  const encoding = encodingOf(values);
  return {
    id: node.id,
    name,
    label: name ?? `the secret of ${uses[0]?.use.call ?? 'a signing call'}`,
    purpose: purposeOf(name, node.kind),
    kind: node.kind ?? 'jwt',
    algorithm,
    algorithmIsAssumed: hint === undefined && stated.length === 0 && beside === undefined,
    encoding,
    requiredBytes: requiredBytesOf(uses, algorithm),
    ...(strictestUse ? { strictestUse } : {}),
    values: values.map((value) => (value.encoding === encoding ? value : { ...value, encoding })),
    uses,
    confidence: confidenceOf(node, uses),
    packageDirectory: node.packageDirectory,
  };
}

function hintFor(linker: Linker, name: string): HmacAlgorithm | undefined {
  for (const [pattern, algorithm] of Object.entries(linker.settings.algorithms)) {
    if (matchesName(pattern, name)) return algorithm;
  }
  return undefined;
}

/** `JWT_ALGORITHM=HS512` beside `JWT_SECRET=...`, or `type` beside `key` in Hasura's JSON. */
function algorithmBeside(linker: Linker, node: SecretNode): HmacAlgorithm | undefined {
  const found: HmacAlgorithm[] = [];
  for (const name of node.names) {
    const stem = name.replace(/[_.-]?(?:SECRET|KEY|SIGNING|TOKEN|ACCESS|REFRESH)+.*$/i, '');
    for (const candidate of [`${name}.type`, `${stem}_ALGORITHM`, `${stem}_ALGO`, `${stem}_ALG`]) {
      const at = { start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 };
      for (const text of textsOf(
        { kind: 'env', name: candidate, at },
        '',
        linker.resolver,
        linker.index,
      )) {
        if (Object.hasOwn(hmacAlgorithms, text)) found.push(text as HmacAlgorithm);
      }
    }
  }
  return strictestAlgorithm(found);
}

function encodingOf(values: readonly SecretValue[]): Encoding {
  return values.find((value) => value.encoding !== 'utf8')?.encoding ?? 'utf8';
}

/** The bar for its length: the strictest of RFC 7518 and what libraries demand; 0 where every use derives a key. */
function requiredBytesOf(uses: readonly LinkedUse[], algorithm: HmacAlgorithm): number {
  const demanded = Math.max(0, ...uses.map((use) => use.use.minBytes ?? 0));
  if (uses.length > 0 && uses.every((use) => use.use.derivesKey === true)) return demanded;
  return Math.max(demanded, hmacAlgorithms[algorithm].minBytes);
}

function confidenceOf(node: SecretNode, uses: readonly LinkedUse[]): 'high' | 'medium' | 'low' {
  if (uses.some((use) => use.use.kind !== 'hmac')) return 'high';
  if (uses.length > 0) return node.nameVerdict === 'none' ? 'medium' : 'high';
  return node.nameVerdict === 'strong' ? 'medium' : 'low';
}
