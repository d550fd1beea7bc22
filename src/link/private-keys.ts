// Private keys of asymmetric algorithms that are written down: in code, in configuration, in a file of their own. Those
// that a call signs with, and those whose names say that tokens are signed with them.

import type { Definition, Facts } from '../model/facts.ts';
import { isFileSetting } from '../model/file-setting.ts';
import { comparePlaces, type Place } from '../model/place.ts';
import { describePrivateKey, mayBePrivateKey } from '../model/private-key.ts';
import type { FileSummary, LinkedUse, PrivateKey, Project } from '../model/secret.ts';
import type { PlacedDefinition } from './fact-index.ts';
import { keysOfFile, standsBesidePublicKey } from './key-files.ts';
import type { Linker } from './linker.ts';
import { compactName, wordsOf } from './name-words.ts';
import { readOf } from './scopes.ts';
import type { Origin } from './trail.ts';
import type { PendingUse } from './uses.ts';
import { nameOfOrigin, placeOf } from './values.ts';

/** What says that tokens are signed with a key, in its name. */
const tokenWord =
  /^(?:jwt|jws|jwk|jwks|token|tokens|oidc|rs256|rs384|rs512|es256|es384|es512|ps256)$/;

/** Cheap test that every name passes in which `tokenWord` finds a word: most names do not. */
const mayNameTokens = /jw|token|oidc|[rep]s\d{3}/i;

/** What Apple calls the keys that it hands out once; nothing is signed with them but tokens. */
const fromApple = /^file:AuthKey_[A-Z\d]{10}\.p8$/;

function namesTokens(name: string): boolean {
  if (fromApple.test(name)) return true;
  return mayNameTokens.test(name) && wordsOf(name).some((word) => tokenWord.test(word));
}

/** `PRIVATE_KEY`: of what, only its surroundings say. */
function isBarePrivateKey(name: string): boolean {
  return /^(?:rsa|ec|app|signing)?privatekey(?:base64|pem)?$/.test(
    compactName(name.split(/[.:]|__/).at(-1) ?? ''),
  );
}

/** Settings of tokens beside it: their issuer, their lifetime, a secret of theirs. */
function standsBesideTokens({ definitions }: Facts, { name: own, space }: Definition): boolean {
  const owner = ownerOf(own);
  return definitions.some(
    ({ name, space: where }) =>
      name !== own &&
      where === space &&
      ownerOf(name) === owner &&
      (namesTokens(name) || wordsOf(name).some((word) => /^(?:issuer|audience)$/.test(word))),
  );
}

function ownerOf(name: string): string {
  return name.slice(0, Math.max(name.lastIndexOf('.'), name.lastIndexOf(':'), 0));
}

/** Settings of other settings, as deep as anybody nests them. */
const maxDepth = 4;

/** More calls than these say nothing new of a key. */
const maxUses = 100;

/** All of them, in order of place; those of templates by themselves, where a call signs with them. */
export function findPrivateKeys(
  linker: Linker,
  uses: readonly PendingUse[],
): Required<Pick<Project, 'privateKeys' | 'templateKeys'>> {
  const found: Found = { keys: new Map(), byName: new Map() };
  for (const { linked, origins } of uses) {
    for (const origin of origins) {
      for (const at of followOrigin(linker, found, origin, 0)) noteUse(found, at, linked);
    }
  }
  for (const facts of linker.index.facts.values()) {
    const file = linker.index.fileOf(facts.path);
    for (const definition of facts.definitions) {
      const isOfTokens =
        namesTokens(definition.name) ||
        (definition.space !== 'code' &&
          isBarePrivateKey(definition.name) &&
          standsBesideTokens(facts, definition));
      const isOfPair =
        !isOfTokens &&
        !isAlone(linker) &&
        isBarePrivateKey(definition.name) &&
        standsBesidePublicKey(facts, definition) &&
        uses.some(({ linked }) => linked.use.kind === 'jwt');
      if (isOfTokens || isOfPair) {
        const own = addDefinition(linker, found, definition, file);
        const { value } = definition;
        if (own.length === 0 && value.kind === 'text') addFile(linker, found, value.value);
      }
      const { opens, carrier } = definition;
      if (opens !== undefined) {
        const at = placeOf(file.path, definition.value.at);
        const kind = { type: 'other', opens } as const;
        found.keys.set(keyOf(at), { at, file, carrier, name: null, kind, uses: [] });
      }
    }
  }
  const keys = [...found.keys.values()].sort((a, b) => comparePlaces(a.at, b.at));
  return {
    privateKeys: keys.filter(({ isTemplate }) => !isTemplate),
    templateKeys: keys.filter(({ isTemplate, uses: signing }) => isTemplate && signing.length > 0),
  };
}

interface Found {
  readonly keys: Map<string, PrivateKey>;
  /** Where the keys of a variable or setting stand: a thousand calls may read one name that a thousand lines set. */
  readonly byName: Map<string, readonly string[]>;
}

function noteUse({ keys }: Found, at: string, use: LinkedUse): void {
  const key = keys.get(at);
  if (key && key.uses.length < maxUses && !key.uses.includes(use)) {
    keys.set(at, { ...key, uses: [...key.uses, use] });
  }
}

/** The places of the keys that an origin leads to. */
function followOrigin(
  linker: Linker,
  found: Found,
  origin: Origin,
  depth: number,
): readonly string[] {
  const { end, definition, definitionPath } = origin;
  if (end.kind === 'text') {
    const isOwn = definitionPath === end.at.path;
    return add(found, {
      text: end.text,
      at: end.at,
      file: linker.index.fileOf(end.at.path),
      definition: isOwn ? definition : null,
      name: nameOfOrigin(origin),
    });
  }
  if ((end.kind !== 'env' && end.kind !== 'setting') || depth > maxDepth) return [];
  const { name, isEnv, definitions } = readOf(linker.index, end);
  const asked = `${isEnv}\0${name}`;
  const known = found.byName.get(asked);
  if (known) return known;
  // A name that leads to itself leads nowhere.
  found.byName.set(asked, []);
  const places = keysSetBy(linker, found, definitions, depth);
  found.byName.set(asked, places);
  return places;
}

function keysSetBy(
  linker: Linker,
  found: Found,
  definitions: readonly PlacedDefinition[],
  depth: number,
): readonly string[] {
  return definitions.flatMap(({ definition, file }) =>
    linker.resolver.resolve(file.path, definition.value).flatMap((next) => {
      if (next.end.kind !== 'text') return followOrigin(linker, found, next, depth + 1);
      const own = addDefinition(linker, found, definition, file);
      return own.length > 0 ? own : addFile(linker, found, next.end.text);
    }),
  );
}

/** One text names no other file. */
function isAlone({ index }: Linker): boolean {
  return index.facts.size < 2;
}

function addFile(linker: Linker, found: Found, text: string): readonly string[] {
  if (isAlone(linker)) return [];
  return keysOfFile(linker.index, text).flatMap(({ definition, file }) =>
    addDefinition(linker, found, definition, file),
  );
}

function addDefinition(
  { resolver }: Linker,
  found: Found,
  definition: Definition,
  file: FileSummary,
): readonly string[] {
  if (definition.value.kind === 'function' || definition.value.kind === 'object') return [];
  return resolver.resolve(file.path, definition.value).flatMap(({ end }) => {
    if (end.kind !== 'text' || end.at.path !== file.path) return [];
    const name = isFileSetting(definition.name) ? null : definition.name.replace(/@\d+$/, '');
    return add(found, { text: end.text, at: end.at, file, definition, name });
  });
}

interface Candidate {
  readonly text: string;
  readonly at: Place;
  readonly file: FileSummary;
  readonly definition: Definition | null;
  readonly name: string | null;
}

function add({ keys }: Found, { text, at, file, definition, name }: Candidate): readonly string[] {
  if (!mayBePrivateKey(text) || definition?.isCommentedOut) return [];
  const place = keyOf(at);
  if (keys.has(place)) return [place];
  const kind = describePrivateKey(text);
  if (!kind) return [];
  const inTemplate = definition?.isTemplate && { isTemplate: true };
  const carrier = definition?.carrier ?? 'code';
  keys.set(place, { at, file, carrier, name, kind, uses: [], ...inTemplate });
  return [place];
}

function keyOf({ path, start }: Place): string {
  return `${path}\0${start}`;
}
