// Turns the end of a trail, or an entry of a configuration file, into one value of a secret.
import type { Encoding, OutsideProduction } from '../model/expression.ts';
import type { Definition } from '../model/facts.ts';
import type { Place, Range } from '../model/place.ts';
import type { FileSummary, SecretValue } from '../model/secret.ts';
import { bareName } from './expressions.ts';
import type { FactIndex } from './fact-index.ts';
import type { Origin, OriginEnd } from './trail.ts';

/** Says how a program reads a value, where that is known from its use. */
export interface Reading {
  readonly encoding: Encoding;
  readonly hashedBy: string | null;
}

/** The encoding that decides the key's bytes: the outermost that is not plain text. */
export function readingOf(origin: Origin, keyEncoding: Encoding): Reading {
  const encodings = origin.encodings;
  const encoding =
    encodings.length === 0 ? keyEncoding : (encodings.find((e) => e !== 'utf8') ?? 'utf8');
  return { encoding, hashedBy: origin.hashedBy };
}

/** The encoding of a value that an entry of a file leads to, where its reader reads it so. */
export function encodingOf(origin: Origin, { encoding }: Reading): Encoding {
  return origin.encodings.length > 0 ? readingOf(origin, encoding).encoding : encoding;
}

/** A value written down in code or reached through code: a literal, a generator. */
export function valueOfOrigin(
  origin: Origin,
  reading: Reading,
  index: FactIndex,
): SecretValue | undefined {
  const { end } = origin;
  if (end.kind !== 'text' && end.kind !== 'generated') return undefined;
  const file = index.fileOf(end.at.path);
  const definition = origin.definitionPath === end.at.path ? origin.definition : null;
  return {
    ...(end.kind === 'text' ? { text: end.text } : { generated: end.generated }),
    at: end.at,
    entry: definition ? placeOf(end.at.path, definition.at) : end.at,
    file,
    carrier: definition?.carrier ?? 'code',
    name: nameOfOrigin(origin),
    environment: definition?.environment ?? environmentOfEnd(end),
    encoding: reading.encoding,
    storedAs: definition?.storedAs ?? 'utf8',
    isFallback: origin.fallbackFor !== undefined,
    ...fallbackName(origin),
    ...guardOfEnd(end),
    isTemplate: definition?.isTemplate === true,
    isBrowserExposed: definition?.isBrowserExposed === true,
    isImageBaked: definition?.isImageBaked === true,
    isCommentedOut: definition?.isCommentedOut === true,
    ...(reading.hashedBy === null ? {} : { hashedBy: reading.hashedBy }),
  };
}

/** A value set by an entry of an env or configuration file; `origin` is where the entry's own value leads. */
export function valueOfDefinition(
  definition: Definition,
  file: FileSummary,
  origin: Origin,
  reading: Reading,
): SecretValue | undefined {
  const { end } = origin;
  if (end.kind !== 'text' && end.kind !== 'generated') return undefined;
  const isOwn = end.at.path === file.path;
  return {
    ...(end.kind === 'text' ? { text: end.text } : { generated: end.generated }),
    at: end.at,
    entry: isOwn ? placeOf(file.path, definition.at) : end.at,
    file,
    carrier: definition.carrier,
    name: definition.name,
    environment: definition.environment ?? environmentOfEnd(end),
    encoding: encodingOf(origin, reading),
    storedAs: definition.storedAs ?? 'utf8',
    isFallback: origin.fallbackFor !== undefined || definition.carrier === 'schema',
    ...fallbackName(origin, definition.carrier === 'schema' ? definition.name : undefined),
    ...guardOfEnd(end),
    isTemplate: definition.isTemplate === true,
    isBrowserExposed: definition.isBrowserExposed === true,
    isImageBaked: definition.isImageBaked === true,
    isCommentedOut: definition.isCommentedOut === true,
    ...(reading.hashedBy === null ? {} : { hashedBy: reading.hashedBy }),
  };
}

/** The environment that the code around it names. */
function environmentOfEnd(end: OriginEnd): string | null {
  const named = end.kind === 'text' ? end.environment : undefined;
  return named ?? outsideOf(end)?.environment ?? null;
}

function outsideOf(end: OriginEnd): OutsideProduction | undefined {
  return end.kind === 'text' ? end.outsideProduction : undefined;
}

/** The test around it that keeps production away. */
function guardOfEnd(end: OriginEnd): Pick<SecretValue, 'guard'> {
  const outside = outsideOf(end);
  if (!outside) return {};
  const at = placeOf(outside.path ?? end.at.path, outside.at);
  return { guard: { at, against: 'production' } };
}

/** The variable or setting that a fallback stands in for. */
function fallbackName(origin: Origin, otherwise?: string): Pick<SecretValue, 'fallbackFor'> {
  const { fallbackFor } = origin;
  if (fallbackFor?.kind === 'env') return { fallbackFor: fallbackFor.name };
  if (fallbackFor?.kind === 'setting') return { fallbackFor: fallbackFor.path };
  return otherwise === undefined ? {} : { fallbackFor: otherwise };
}

/** What people call the constant or property a value sits in; `null` for a bare literal. */
export function nameOfOrigin(origin: Origin): string | null {
  const { name } = origin;
  if (name === null) return null;
  const bare = bareName(name).split('.').at(-1) ?? '';
  return /^[\w$][\w$-]*$/.test(bare) &&
    /[A-Za-z]/.test(bare) &&
    bare !== 'default' &&
    bare !== 'exports'
    ? bare
    : null;
}

export function placeOf(path: string, at: Range): Place {
  return { path, ...at };
}
