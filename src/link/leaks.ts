// Logged values that are signing secrets, by what they resolve to or by name, and objects that hold one.
import { type Expression, isWholeEnvironment } from '../model/expression.ts';
import type { Facts, Leak } from '../model/facts.ts';
import type { LinkedLeak, Secret } from '../model/secret.ts';
import { identitiesOf, type Linker, originName } from './linker.ts';
import { isPlausibleByName } from './plausible.ts';
import { judgeName, mayNameSecret } from './secret-names.ts';
import type { Origin } from './trail.ts';
import { placeOf } from './values.ts';

/** Names of the key that a store or a hub knows a session by, where nothing says that it signs. */
const sessionOrConnection = /(?:^|[._])session_?keys?$/i;

/** Joins leaks to secrets; drops those that nothing says are signing secrets. */
export function linkLeaks(
  linker: Linker,
  facts: readonly Facts[],
  secrets: ReadonlyMap<string, Secret>,
): LinkedLeak[] {
  const leaks: LinkedLeak[] = [];
  const listed: Listed = new Map();
  for (const { path, language, leaks: found } of facts) {
    for (const leak of found) {
      if (isWholeEnvironment(leak.value)) {
        // A manifest packs files beside it; a build publishes the environment that it runs in, whatever sets that.
        const isPacked = leak.isPublished === true && language === 'yaml';
        const held = variableOf(linker, path, secrets, isPacked);
        if (held)
          leaks.push(leakOf(linker, path, leak, held, `the environment with ${held.label}`));
        continue;
      }
      const origins = linker.resolver
        .resolveLogged(path, leak.value)
        .filter((origin) => origin.end.kind !== 'generated' && origin.hashedBy === null);
      const linked = origins
        .flatMap((origin) => identitiesOf(linker, origin))
        .map(({ id }) => secrets.get(linker.graph.rootOf(id)))
        .find((secret) => secret !== undefined && secret.confidence !== 'low');
      const written = writtenName(leak.value);
      const named = origins.filter((origin) => !isNameOfSecret(origin)).map(originName);
      const byName = [...named, written ?? null].find(
        (name) =>
          typeof name === 'string' &&
          judgeName(name) === 'strong' &&
          !sessionOrConnection.test(name),
      );
      const isAsked = written && !linked && byName === undefined;
      const held = isAsked ? heldBy(linker, path, leak.value, secrets, listed) : undefined;
      if (held) {
        leaks.push(leakOf(linker, path, leak, held, `${written}, which holds ${held.label}`));
      }
      if (!linked && byName === undefined) continue;
      const label = linked?.label ?? byName ?? 'a signing secret';
      leaks.push(leakOf(linker, path, leak, linked ?? null, label));
    }
  }
  return leaks;
}

/** `log.info("new secret", "key", JWT_SECRET_KEY)` where `JWT_SECRET_KEY = "JWTSecret"`: under what name it is kept. */
function isNameOfSecret(origin: Origin): boolean {
  const { end } = origin;
  const name = originName(origin);
  return end.kind === 'text' && name !== null && !isPlausibleByName(end.text, name, 'code');
}

/** What the code calls the value there; a parameter by its own name, whoever passes it; what a getter gives by the getter's. */
function writtenName(value: Expression): string | null | undefined {
  if (value.kind === 'name') return (value.path.at(-1) ?? '').split('@')[0];
  if (value.kind === 'call' && value.arguments.length === 0 && value.callee.kind === 'name') {
    return /^get_?(?<name>[A-Z_]\w{3,60}|(?<=_)\w{4,60})$/.exec(value.callee.path.at(-1) ?? '')
      ?.groups?.name;
  }
  return value.kind === 'parameter' ? (value.path.at(-1) ?? value.name) : null;
}

function leakOf(
  linker: Linker,
  path: string,
  leak: Leak,
  secret: Secret | null,
  label: string,
): LinkedLeak {
  return { leak, at: placeOf(path, leak.at), file: linker.index.fileOf(path), secret, label };
}

/**
 * A secret that the program which writes out its environment reads from there. An app that packs its env file packs none of
 * the server beside it.
 */
function variableOf(
  { index }: Linker,
  path: string,
  secrets: ReadonlyMap<string, Secret>,
  isPacked = false,
): Secret | undefined {
  const { packageDirectory } = index.fileOf(path);
  const directory = path.slice(0, path.lastIndexOf('/') + 1);
  const isOfApp = (secret: Secret): boolean => {
    const places = [...secret.uses, ...secret.values];
    // The env file that it is read from is most often not committed.
    if (places.length === 0) return secret.packageDirectory === packageDirectory;
    return places.some(({ at }) => at.path.startsWith(directory));
  };
  const around = [...secrets.values()].filter(
    (secret) =>
      secret.id.startsWith('env:') &&
      secret.confidence !== 'low' &&
      (!isPacked || isOfApp(secret)) &&
      (secret.packageDirectory === packageDirectory ||
        secret.packageDirectory === '' ||
        packageDirectory === ''),
  );
  return around.find(({ uses }) => uses.length > 0) ?? around[0];
}

/** How deep settings are nested, and how many of them are looked at. */
const maxNesting = 4;
const maxProperties = 100;

/** A secret among the properties of an object that is written out, spelled out here or in the module it comes from. */
function heldBy(
  linker: Linker,
  path: string,
  value: Expression,
  secrets: ReadonlyMap<string, Secret>,
  listed: Listed,
): Secret | undefined {
  const { index, resolver, graph } = linker;
  if (value.kind !== 'name') return undefined;
  const imported = index.importOf(path, value.path[0] ?? '');
  const source = imported ? index.resolveModule(path, imported.from) : path;
  if (source === undefined) return undefined;
  for (const names of propertiesIn(linker, source, listed).values()) {
    const read = names.reduce<Expression>(
      (of, property) => ({ kind: 'member', of, property, at: value.at }),
      value,
    );
    for (const origin of resolver.resolve(path, read)) {
      if (origin.end.kind === 'generated' || origin.hashedBy !== null) continue;
      for (const { id } of identitiesOf(linker, origin)) {
        const secret = secrets.get(graph.rootOf(id));
        if (secret && secret.confidence !== 'low') return secret;
      }
    }
  }
  return undefined;
}

/** Of each module, once: a thousand lines of a file may log objects. */
type Listed = Map<string, ReadonlyMap<string, readonly string[]>>;

function propertiesIn(
  { index }: Linker,
  path: string,
  listed: Listed,
): ReadonlyMap<string, readonly string[]> {
  const known = listed.get(path);
  if (known) return known;
  const properties = new Map<string, readonly string[]>();
  for (const { space, value } of index.facts.get(path)?.definitions ?? []) {
    if (space === 'code') listProperties(value, [], properties);
  }
  listed.set(path, properties);
  return properties;
}

/** The paths of properties below an object that may hold a secret, by their names. */
function listProperties(
  value: Expression,
  above: readonly string[],
  found: Map<string, readonly string[]>,
): void {
  if (value.kind !== 'object') {
    const isAsked =
      above.length > 0 && mayNameSecret(above.join('.')) && found.size < maxProperties;
    if (isAsked) found.set(above.join('.'), above);
    return;
  }
  if (above.length >= maxNesting) return;
  for (const [name, inner] of Object.entries(value.properties)) {
    listProperties(inner, [...above, name], found);
  }
}
