// Secrets that constants and properties of code hold by their names, and reads of variables and settings that are secrets
// wherever they stand.
import type { Expression } from '../model/expression.ts';
import type { Definition, Facts } from '../model/facts.ts';
import { memoByObject } from '../model/memo.ts';
import { isTranslationPath } from '../model/translation-paths.ts';
import { isAdvice, isDrawn } from '../model/variable-names.ts';
import { standsAmongNames } from './among-names.ts';
import { bareName } from './expressions.ts';
import { isKeyPair } from './key-pairs.ts';
import { addConfiguredValues, addValue, identitiesOf, type Linker, originName } from './linker.ts';
import { isVariableOf, raise, verdictOf } from './name-verdicts.ts';
import {
  isDenylist,
  isOfConnection,
  isOfCookie,
  isStandIn,
  namesCookie,
} from './other-constants.ts';
import { isPlausibleByName } from './plausible.ts';
import { mayNameSecret, type NameVerdict } from './secret-names.ts';
import type { Origin, OriginEnd } from './trail.ts';
import { guardOf, joinFallback } from './uses.ts';
import { valueOfOrigin } from './values.ts';

/** Adds a node for every constant of a file that is a secret by its name, and for what it reads. */
export function discoverInCode(linker: Linker, facts: Facts): void {
  const given = new Map<string, number>();
  for (const definition of constantsOf(linker, facts)) {
    const { name } = definition;
    const count = (given.get(name) ?? 0) + 1;
    given.set(name, count);
    if (count <= maxGiven) discoverConstant(linker, facts, definition);
    else linker.resolver.noteTangled(facts.path);
  }
}

/** Values of one name that are looked at: each of them is followed, and leads to all the others where it reads itself. */
const maxGiven = 500;

/** Texts that names of one file say are secrets; the fullest file in bench/results/fullness.md has 204 values. */
const maxTexts = 2_000;

/** Whether a file has not led to too many texts yet; from then on it is said that there are more. */
function hasRoom(linker: Linker, path: string, { at }: OriginEnd): boolean {
  const texts = textsFound(linker).get(path) ?? new Set();
  textsFound(linker).set(path, texts);
  const text = `${at.path}\0${at.start}`;
  if (texts.has(text)) return true;
  if (texts.size < maxTexts) texts.add(text);
  else linker.resolver.noteTangled(path);
  return texts.has(text);
}

const textsFound = memoByObject((_: Linker) => new Map<string, Set<string>>());

/** Objects in objects that constants are looked for in. */
const maxVisited = 6;

/** Constants that may be, hold or read a secret: those of which `discoverInCode` finds anything, and a few more. */
function constantsOf(linker: Linker, facts: Facts): readonly Definition[] {
  if (linker.settings.secretNames.length === 0) return tellingConstants(facts);
  return facts.definitions.filter(({ space }) => space === 'code');
}

/** Kept, since every round of linking asks; the project's own names for secrets are not among what it looks for. */
const tellingConstants = memoByObject(({ definitions }: Facts) =>
  definitions.filter(
    ({ space, name, value }) => space === 'code' && (mayNameSecret(name) || mayTell(value, 0)),
  ),
);

/** Whether anything that `discoverInCode` visits below a value has a telling name or reads something secret. */
function mayTell(value: Expression, depth: number): boolean {
  if (value.kind === 'object' && depth < maxVisited) {
    return Object.entries(value.properties).some(
      ([name, inner]) => mayNameSecret(name) || mayTell(inner, depth + 1),
    );
  }
  if (value.kind === 'function' && depth === 0) {
    return value.returns.some((inner) => inner.kind === 'object' && mayTell(inner, 1));
  }
  return mayRead(value);
}

/**
 * Whether a value may be read from a variable or setting that holds a secret: `a || b` of two parameters would be asked
 * of all their callers, and these of theirs.
 */
function mayRead(value: Expression): boolean {
  switch (value.kind) {
    case 'env':
    case 'setting':
      return true;
    case 'choice':
      return value.options.some(mayRead);
    case 'name':
      return mayNameSecret(value.path.join('.'));
    case 'member':
      return mayNameSecret(value.property) || mayRead(value.of);
    case 'call':
      return mayRead(value.callee) || value.arguments.some(namesSecret);
    case 'decoded':
    case 'encoded':
    case 'hashed':
      return mayRead(value.of);
    case 'concat':
      return value.parts.some(mayRead);
    default:
      return false;
  }
}

function namesSecret(argument: Expression): boolean {
  return argument.kind === 'text' && mayNameSecret(argument.value);
}

/**
 * `refresh: ${JWT_REFRESH_SECRET:changeme}` in configuration: an entry whose own name says nothing, and what stands in for the
 * variable that it reads.
 */
export function discoverReadOf(linker: Linker, facts: Facts, definition: Definition): void {
  const { value } = definition;
  if (value.kind !== 'env' || !value.fallback || definition.isTemplate) return;
  if (verdictOf(linker, value.name) === 'strong') discoverConstant(linker, facts, definition);
}

/** A constant, or a property of an object constant, whose name says what it holds. */
function discoverConstant(linker: Linker, facts: Facts, definition: Definition): void {
  const { path } = facts;
  const base = bareName(definition.name).replace(/^(?:module\.)?exports\.?|^default$/, '');
  if (isDenylist(base, definition.value) || isOfConnection(facts, definition)) return;
  if (linker.evidence.isOfCloud(path, definition)) return;
  if (base.endsWith('#.key') && isOfCookie(facts, base)) return;
  const isLocal = definition.name !== bareName(definition.name);
  const isPhrase = isTranslationPath(path);
  const isVariable = isVariableOf(linker);
  const isProductionPath = (other: string): boolean =>
    linker.index.fileOf(other).context === 'production';
  const isProduction = isProductionPath(path);
  visit(definition.value, base === '' ? [] : [base], 0);

  function visit(value: Expression, names: readonly string[], depth: number): void {
    if (value.kind === 'object' && depth < maxVisited) {
      for (const [property, inner] of Object.entries(value.properties)) {
        if (isDenylist(property, inner)) continue;
        if (property === 'key' && namesCookie(Object.keys(value.properties))) continue;
        visit(inner, [...names, property], depth + 1);
      }
      return;
    }
    if (value.kind === 'function' && depth === 0) {
      // A configuration factory returns the object that matters: `() => ({ jwt: { secret: ... } })`.
      for (const returned of value.returns) {
        if (returned.kind === 'object') visit(returned, names, depth + 1);
      }
      return;
    }
    const verdict = verdictOf(
      linker,
      names.slice(-3).join('.'),
      value.kind === 'text' ? path : undefined,
    );
    const isStrong = verdict === 'strong';
    if (isStrong || mayRead(value)) discoverReads(value, isStrong);
    if (!isStrong || (isLocal && names.length > 1 && value.kind !== 'text')) return;
    for (const origin of linker.resolver.resolve(path, value)) {
      const ownName = names.at(-1) ?? '';
      // What a test calls so is nothing that the program does.
      if (!isProduction && isProductionPath(origin.end.at.path)) continue;
      if (origin.end.kind === 'generated' && !origin.end.generated.isCryptographic) {
        if (isLocal && namesSession(ownName)) continue;
        addFound({ ...origin, name: ownName, definition, definitionPath: path }, 'strong');
      }
      if (origin.end.kind !== 'text' || origin.end.isCoerced || isPhrase) continue;
      if (names.length === 1 && definition.mentioned === 'index') continue;
      if (standsAmongNames(facts, definition, origin.end.text)) continue;
      // `JwtKey Key = 100000`: under what a context or a table keeps something.
      if (origin.end.isNumber) continue;
      // A key that is put together is mostly what something is kept under: `sessionKey = 'current' + NAME`.
      if (origin.end.isComposed && !/secret/i.test(ownName)) continue;
      // What a form shows where it does not know the secret.
      if (isStandIn(origin.name ?? ownName)) continue;
      const isConstant = names.length === 1 && /^[A-Z][A-Z\d_]*$/.test(ownName);
      if (
        !isPlausibleByName(origin.end.text, ownName, isConstant ? 'constant' : 'code', isVariable)
      )
        continue;
      noteAsked(origin, names);
      addFound({ ...origin, name: ownName, definition, definitionPath: path }, 'strong');
    }
  }

  /** What the project takes it for is asked; of what is drawn, or says itself that it has to be changed, that is known. */
  function noteAsked(origin: Origin, names: readonly string[]): void {
    const { end, fallbackFor } = origin;
    // Of what is found elsewhere no more than a note is told.
    if (end.kind !== 'text' || !isProduction || isUsed(origin)) return;
    const own = names.join('.').split('.');
    const name = own.at(-1) ?? '';
    const owner = own.at(-2)?.replace(/#$/, '');
    const isSure = fallbackFor !== undefined || isDrawn(end.text) || isAdvice(end.text);
    const mentioned = isSure ? 'value' : names.length === 1 ? definition.mentioned : undefined;
    linker.asked.push({
      ...{ path, name, text: end.at },
      ...(owner ? { owner } : {}),
      ...(mentioned ? { mentioned } : {}),
    });
  }

  /** `process.env.JWT_SECRET || 'dev'` is a secret wherever it is read. */
  function discoverReads(value: Expression, isNamed: boolean): void {
    if (value.kind !== 'env' && value.kind !== 'setting' && value.kind !== 'choice') return;
    const origins = linker.resolver.resolve(path, value);
    const lead = origins.find(({ end }) => end.kind === 'env' || end.kind === 'setting');
    if (!lead) return;
    const leadName = originName(lead);
    if (leadName === null) return;
    const leadVerdict = verdictOf(linker, leadName, path);
    const isSure = leadVerdict === 'strong' || isNamed || isUsed(lead);
    if (leadVerdict === 'never' || !isSure) return;
    for (const origin of origins) {
      if (origin.end.kind === 'unknown') continue;
      if (origin.end.kind === 'text' && origin.end.isCoerced) continue;
      if (
        origin.end.kind === 'text' &&
        !isPlausibleByName(origin.end.text, leadName, 'code', isVariable)
      )
        continue;
      addFound(origin, 'strong');
    }
  }

  /** Some call signs with it. */
  function isUsed(origin: Origin): boolean {
    return identitiesOf(linker, origin).some(
      ({ id, packageDirectory }) =>
        linker.graph.has(id) && linker.graph.node(id, packageDirectory).uses.size > 0,
    );
  }

  function addFound(origin: Origin, verdict: NameVerdict): void {
    const { graph, discovered } = linker;
    if (origin.end.kind === 'text' && !hasRoom(linker, path, origin.end)) return;
    const key = readKey(origin);
    if (key !== undefined && discovered.has(key)) return;
    const guard = guardOf(linker, origin);
    const meant = guard ? [guard] : identitiesOf(linker, origin);
    const identities = meant.filter(({ id }) => !isKeyPair(linker, id));
    for (const { id, packageDirectory } of identities) graph.node(id, packageDirectory);
    for (const [position, { id, packageDirectory }] of identities.entries()) {
      const node = graph.node(id, packageDirectory);
      const name = originName(origin);
      if (name !== null && node.names.length === 0) node.names.push(name);
      if (node.uses.size === 0) {
        if (origin.end.kind === 'env' || origin.end.kind === 'setting') {
          addConfiguredValues(linker, id, origin, { encoding: 'utf8', hashedBy: null });
        }
      }
      const reading = { encoding: 'utf8', hashedBy: origin.hashedBy } as const;
      const value = valueOfOrigin(origin, reading, linker.index);
      if (value) addValue(node, value);
      raise(linker, id, packageDirectory, verdict);
      if (position === 0 && joinFallback(linker, origin, id) && key !== undefined)
        discovered.add(key);
    }
  }
}

/** What one session goes by, where it is made for each of them: `session_key = str(uuid4())`. */
function namesSession(name: string): boolean {
  return /^(?:\w{1,30}_)?session_?keys?$/i.test(name);
}

/**
 * What a read stands for, and what it stands in for: all that `addFound` asks of it. Sixty lines that read one variable
 * are origins of each of a thousand lines that may set it.
 */
function readKey({ end, fallbackFor, hashedBy }: Origin): string | undefined {
  if (end.kind !== 'env' && end.kind !== 'setting') return undefined;
  const key = keyOfEnd(end);
  return fallbackFor || hashedBy !== null
    ? [key, fallbackFor ? keyOfEnd(fallbackFor) : '', hashedBy].join('\0')
    : key;
}

/** Kept by the end, which all that lead to it share. */
const keyOfEnd = memoByObject((end: OriginEnd): string => {
  const { path, start } = end.at;
  if (end.kind === 'env') return ['env', end.name, path].join('\0');
  return [end.kind, end.kind === 'setting' ? end.path : start, path].join('\0');
});
