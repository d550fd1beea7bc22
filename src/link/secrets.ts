// From the nodes of the graph to Secrets: name, algorithm, required length, confidence.
import {
  assumedAlgorithm,
  type HmacAlgorithm,
  hmacAlgorithms,
  strictestAlgorithm,
} from '../model/algorithms.ts';
import type { Encoding } from '../model/expression.ts';
import { isFileSetting, plainSetting } from '../model/file-setting.ts';
import { comparePlaces, startOfText } from '../model/place.ts';
import type { LinkedUse, Secret, SecretValue } from '../model/secret.ts';
import { textsOf } from './algorithms-of-use.ts';
import { textKey } from './asked-constants.ts';
import { type Guards, guardOf } from './guards.ts';
import type { Linker } from './linker.ts';
import { matchesName } from './name-words.ts';
import type { SecretNode } from './secret-graph.ts';
import { judgeName } from './secret-names.ts';
import { purposeOf } from './use-purpose.ts';
import type { PendingUse } from './uses.ts';

export interface FinishSecretsOptions {
  readonly guards: Guards;
  /** Texts that are names where nothing uses them, by `textKey`. */
  readonly names: ReadonlySet<string>;
}

/** All secrets of the graph, sorted by id. */
export function finishSecrets(
  linker: Linker,
  uses: readonly PendingUse[],
  options: FinishSecretsOptions,
): Secret[] {
  const secrets: Secret[] = [];
  for (const node of linker.graph.nodes()) {
    const secret = finishSecret(linker, node, uses, options);
    if (secret) secrets.push(secret);
  }
  return secrets.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function finishSecret(
  linker: Linker,
  node: SecretNode,
  all: readonly PendingUse[],
  { guards, names }: FinishSecretsOptions,
): Secret | undefined {
  const uses = [...node.uses].flatMap((number) => all[number]?.linked ?? []);
  const isName = ({ at }: SecretValue): boolean => uses.length === 0 && names.has(textKey(at));
  uses.sort((a, b) => comparePlaces(a.at, b.at));
  const values = [...node.values.values()]
    .filter(
      (value) =>
        !isName(value) &&
        !isNeverUnset(linker, guards, node.id, value) &&
        !isAskedBefore(guards, node.id, value, uses),
    )
    .sort((a, b) => comparePlaces(a.at, b.at));
  if (values.length === 0 && [...node.values.values()].some(isName)) return undefined;
  const name = node.names[0] ?? values.find((value) => value.name !== null)?.name ?? null;
  const hint = name === null ? undefined : hintFor(linker, name);
  const stated = uses.filter((use) => !use.algorithmIsAssumed).flatMap((use) => use.algorithms);
  const guessed = uses.flatMap((use) => use.algorithms);
  const beside = stated.length > 0 || hint ? undefined : algorithmBeside(linker, node);
  const algorithm =
    hint ?? strictestAlgorithm(stated) ?? beside ?? strictestAlgorithm(guessed) ?? assumedAlgorithm;
  // What runs says it better than its tests do.
  const isRun = (use: LinkedUse): boolean => use.file.context === 'production';
  const telling = [...uses.filter(isRun), ...uses.filter((use) => !isRun(use))];
  const strictestUse =
    telling.find((use) => use.algorithms.includes(algorithm) && !use.algorithmIsAssumed) ??
    telling.find((use) => use.algorithms.includes(algorithm)) ??
    telling[0];
  const encoding = encodingOf(values);
  return {
    id: node.id,
    name,
    label:
      (name === null ? undefined : plainSetting(name)) ??
      `the secret of ${uses[0]?.use.call ?? 'a signing call'}`,
    purpose: purposeOf(name, node.kind),
    kind: node.kind ?? 'jwt',
    algorithm,
    algorithmIsAssumed: hint === undefined && stated.length === 0 && beside === undefined,
    encoding,
    requiredBytes: requiredBytesOf(uses, algorithm),
    ...(strictestUse ? { strictestUse } : {}),
    values: values.map((value) => withGuard(guards, node.id, { ...value, encoding })),
    uses,
    confidence: confidenceOf(node, uses),
    packageDirectory: node.packageDirectory,
  };
}

/** A variable that a guard or a schema demands never becomes the word `undefined`. */
function isNeverUnset(linker: Linker, guards: Guards, id: string, value: SecretValue): boolean {
  if (value.unset !== 'undefined') return false;
  const isDemanded = linker.index
    .envDefinitions(value.fallbackFor ?? '')
    .some(({ definition }) => definition.carrier === 'schema');
  return isDemanded || guardOf(guards, id, value) !== undefined;
}

/** `if not settings.HOOK_SECRET: raise ...` where it is used: the empty text that it falls back to never gets to the call. */
function isAskedBefore(
  guards: Guards,
  id: string,
  value: SecretValue,
  uses: readonly LinkedUse[],
): boolean {
  if (value.unset !== 'empty') return false;
  const asked = new Set(
    (guards.byId.get(id) ?? []).filter(({ refuses }) => !refuses).map(({ at }) => at.path),
  );
  const taking = uses.filter(({ file }) => file.context === 'production');
  return asked.size > 0 && taking.every(({ at }) => asked.has(at.path));
}

function withGuard(guards: Guards, id: string, value: SecretValue): SecretValue {
  const guard = value.guard ?? guardOf(guards, id, value);
  if (!guard) return value;
  // A file holds what its program refuses to start with: it shows what has to be written there, as templates do.
  const isTemplate = value.isTemplate || (guard.isOfText === true && guard.against === 'always');
  return { ...value, guard, isTemplate };
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
      const at = startOfText;
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
  if (uses.length > 0) return confidenceOfHmac(node, uses);
  return node.nameVerdict === 'strong' ? 'medium' : 'low';
}

/** HMACs do many things: only a telling name, or a literal beside the call, makes it a signing secret. */
function confidenceOfHmac(node: SecretNode, uses: readonly LinkedUse[]): 'high' | 'medium' | 'low' {
  if (node.nameVerdict === 'strong' || node.names.some((name) => judgeName(name) === 'strong'))
    return 'high';
  const usedIn = new Set(uses.map((use) => use.at.path));
  // What a file is called says little: every second one that holds something ends in `.key`.
  const isKeyName = node.names.some(
    (name) =>
      !isFileSetting(name) && ['strong', 'generic'].includes(judgeName(name, { isUsed: true })),
  );
  const isNear = [...node.values.values()].some(
    (value) => !value.isFallback && usedIn.has(value.at.path),
  );
  return isKeyName || isNear ? 'medium' : 'low';
}
