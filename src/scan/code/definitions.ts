// Definitions of a file: what its names, fields and functions are given. Lowered are those that other files can ask for,
// those whose names speak of secrets, and what these, uses, calls and logs lead to.
import { type Expression, nameOfParameter } from '../../model/expression.ts';
import type { Definition } from '../../model/facts.ts';
import { memoByObject } from '../../model/memo.ts';
import { type Range, startOfText } from '../../model/place.ts';
import { spanFromNow } from '../libraries/span-from-now.ts';
import { type Define, defineClasses, defineObjects } from './class-definitions.ts';
import { type Asked, createDemand, partsAsked, telling } from './demand.ts';
import type { Entries } from './entries.ts';
import { withFallback } from './fallback.ts';
import { instanceOfParameter } from './lower-name.ts';
import { lowerValueCall, meaningOf } from './lower-value.ts';
import { defineMerged, namesExpiry } from './merged.ts';
import { at, type Reading, shapeAs, sourceOf } from './reading.ts';
import { collectSet } from './set-calls.ts';
import { nodeOf, type Slot } from './shape.ts';
import { isPlainType, isTypeName, isTypeOf } from './types.ts';

/** The definitions that can matter, in source order. */
export function collectDefinitions(reading: Reading, entries: Entries, asked: Asked): Definition[] {
  const definitions: Definition[] = [];
  const { later, follow } = createDemand();
  const define = (name: string, given: Expression | undefined, where: Range): void => {
    const value = given && name.endsWith('.exp') ? withSpan(reading, given) : given;
    if (value && (value.kind !== 'unknown' || value.number || name.endsWith('.exp'))) {
      definitions.push({ space: 'code', name, value, at: where, carrier: 'code' });
      follow(value);
    }
  };

  for (const { path, value, at: node, isShared, isFallback } of entries.values) {
    const name = path.join('.');
    const make = (): void => {
      const given = reading.lower(value);
      const first = isFallback ? firstValues(entries).get(name) : undefined;
      const unset: Expression = first ? reading.lower(first) : { kind: 'unknown', at: given.at };
      define(name, isFallback ? whereUnset(unset, given) : given, at(reading, node));
    };
    if (isShared || telling.test(name)) make();
    else later(path[0] ?? '', make);
  }
  for (const { node, shape } of entries.functions) {
    if (!shape.name) continue;
    const id = reading.scopes.idOf(node);
    if (shape.parameters[0]?.isExtended) {
      const where = at(reading, shape.name);
      define(
        sourceOf(reading, shape.name),
        { kind: 'name', path: id.split('.'), at: where },
        where,
      );
    }
    const make = (): void =>
      define(id.replace(/~\d+$/, ''), reading.lower(node), at(reading, shape.name ?? node));
    if (id.includes('@')) later(id, make);
    else make();
  }
  defineMembers(reading, entries, definitions, define, follow);
  defineObjects(reading, entries, define);
  defineClasses(reading, entries, define);
  defineFilled(reading, entries, define);
  defineGathered(reading, entries, define);
  defineMerged(reading, entries, define);
  defineDeclared(reading, entries, define);
  for (const definition of collectSet(reading, entries)) {
    definitions.push(definition);
    follow(definition.value);
  }
  for (const part of partsAsked(asked)) follow(part);
  return definitions;
}

/** What is given where a name holds nothing yet; what it holds first, an empty text say, is told with it. */
function whereUnset(first: Expression, given: Expression): Expression {
  if (first.kind === 'env' || first.kind === 'setting') {
    return withFallback(first, given, given.at);
  }
  return { kind: 'choice', how: 'fallback', options: [first, given], at: given.at };
}

/** When claims end, as far as it says how long they live. */
function withSpan({ text }: Reading, value: Expression): Expression {
  const written = text.slice(value.at.start, value.at.end);
  const seconds = spanFromNow(written, () => text);
  if (seconds === undefined) return value;
  return { kind: 'unknown', number: { value: seconds, isFromNow: true }, at: value.at };
}

/** What each name is given at first. */
const firstValues = memoByObject(({ values }: Entries): ReadonlyMap<string, Slot> => {
  const given = values.filter(({ isFallback }) => !isFallback);
  // Of what a map is told twice, the last is kept.
  return new Map(given.reverse().map(({ path, value }) => [path.join('.'), value]));
});

/** Calls that fill what they are given: `rand.Read(key)`, `flag.StringVar(&key, "jwt-secret", "dev", usage)`. */
function defineFilled(reading: Reading, entries: Entries, define: Define): void {
  for (const { node, shape } of entries.calls) {
    const callee = reading.unwrap(shape.callee);
    const meaning = meaningOf(reading, callee);
    if (meaning?.is !== 'generated' && meaning?.is !== 'fallback') continue;
    const target = meaning.fills === undefined ? undefined : shape.arguments[meaning.fills]?.value;
    const name = target && reading.lower(target);
    if (name?.kind !== 'name') continue;
    const receiver = shapeAs(reading, callee, 'member')?.of;
    const call = { meaning, receiver, arguments: shape.arguments };
    const value = lowerValueCall(reading, node, call);
    if (!value) continue;
    const bytes = value.kind === 'generated' ? roomOf(reading, target) : undefined;
    const drawn = value.kind === 'generated' && bytes !== undefined ? { ...value, bytes } : value;
    define(name.path.join('.'), drawn, at(reading, node));
  }
}

/** Bytes that are there to be filled, as they are made: `make([]byte, 32)`, `new byte[32]`, `[0u8; 32]`. */
const room =
  /^(?:make\(\s{0,5}\[\](?:byte|uint8)\s{0,5},\s{0,5}|new\s{1,5}byte\s{0,5}\[\s{0,5}|\[0(?:u8)?;\s{0,5}|ByteArray\(\s{0,5}|bytearray\(\s{0,5})(?<size>\d{1,4})\s{0,5}[)\]]/;

function roomOf(reading: Reading, target: Slot | undefined): number | undefined {
  const inner = target && nodeOf(reading.unwrap(target));
  const name = inner && reading.text.slice(inner.start, inner.end);
  const made = inner && name ? reading.scopes.lookUp(inner, name)?.value : undefined;
  if (!made) return undefined;
  const { start } = nodeOf(made);
  const size = room.exec(reading.text.slice(start, start + 60))?.groups?.size;
  return size === undefined ? undefined : Number(size);
}

/** A text that a loop gathers from a weak generator is as weak: `key += letters[rand.Intn(26)]`. */
function defineGathered(reading: Reading, entries: Entries, define: Define): void {
  for (const { target, value } of entries.additions) {
    const { start, end } = nodeOf(value);
    // Nothing that makes letters at random is longer, and most of what is added is nothing of the kind.
    if (
      end - start > 300 ||
      !/rand|next|sample|choice|shuffle|uuid/i.test(reading.text.slice(start, end))
    )
      continue;
    const made = reading.lower(value);
    const name = made.kind === 'generated' ? reading.lower(target) : undefined;
    if (name?.kind === 'name') define(name.path.join('.'), made, at(reading, value));
  }
}

/** `var Settings Config`: what is declared and filled elsewhere is known by its type, in other files too. */
function defineDeclared(reading: Reading, entries: Entries, define: Define): void {
  const given = new Set(entries.values.map(({ path }) => path[0]));
  for (const { key, import: source, isClass, parameter } of reading.scopes.all) {
    const isOther = source || isClass || parameter || given.has(key);
    const type = isOther ? undefined : reading.typeOfKey(key);
    if (type === undefined || !isTypeOf(reading, type) || isPlainType(type)) continue;
    define(key, { kind: 'name', path: [`${type}#`], at: startOfText }, startOfText);
  }
}

/** `self.key = ...`, `config.Jwt.Key = ...`, `os.environ['X'] = ...`. */
function defineMembers(
  reading: Reading,
  entries: Entries,
  definitions: Definition[],
  define: Define,
  follow: (value: Expression) => void,
): void {
  for (const { target, value, at: node, isFallback } of entries.members) {
    const name = reading.lower(target);
    const where = at(reading, node);
    if (name.kind === 'name') {
      define(name.path.join('.'), reading.lower(value), where);
      const owner = shapeAs(reading, target, 'member');
      const given = owner && instanceOfParameter(reading, owner.of) && reading.lower(owner.of);
      if (given?.kind === 'parameter' && namesExpiry.test(name.path.at(-1) ?? ''))
        define(`${nameOfParameter(given)}.${name.path.at(-1)}`, reading.lower(value), where);
      const type = madeAs(reading, target);
      if (type !== undefined) {
        define(`${type}#.${name.path.at(-1)}`, reading.lower(value), where);
      }
    } else if (name.kind === 'parameter' && name.path.length === 1) {
      if (namesExpiry.test(name.path[0] ?? ''))
        define(`${nameOfParameter(name)}.${name.path[0]}`, reading.lower(value), where);
      // `Tokens.configure do |c| c.key = ... end`: a field of the module, or of what it calls its configuration.
      const given = reading.lower(value);
      for (const type of configuredBy(reading, target))
        define(`${type}#.${name.path[0]}`, given, where);
    } else if (
      (name.kind === 'env' && name.name !== '') ||
      (name.kind === 'setting' && name.path !== '')
    ) {
      const given = reading.lower(value);
      const isItself =
        given.kind === name.kind &&
        given.kind === 'env' &&
        name.kind === 'env' &&
        given.name === name.name;
      if (given.kind === 'unknown' || (isItself && !given.fallback)) continue;
      const space = name.kind;
      const kept: Expression = isFallback ? { ...name, fallback: given } : given;
      definitions.push({
        space,
        name: name.kind === 'env' ? name.name : name.path,
        value: kept,
        at: where,
        carrier: 'code',
      });
      follow(kept);
    }
  }
}

/** Classes whose instance a block may be handed by the call that it stands in, by how people call them. */
function configuredBy(reading: Reading, target: Slot): readonly string[] {
  const member = shapeAs(reading, target, 'member');
  const owner = member && reading.unwrap(member.of);
  const name = shapeAs(reading, owner, 'name')?.name;
  const binding =
    owner && name !== undefined ? reading.scopes.lookUp(nodeOf(owner), name) : undefined;
  const callee = binding?.parameter && reading.scopes.handedTo(binding.parameter.function);
  const called = callee && shapeAs(reading, reading.unwrap(callee), 'member');
  if (!called || !/^(?:configure|setup|config|configuration)$/.test(called.property)) return [];
  const module = reading.of(reading.unwrap(called.of));
  const own =
    module?.kind === 'name' ? module.name : module?.kind === 'member' ? module.property : '';
  return isTypeName(own) ? [own, 'Configuration', 'Config', 'Settings'] : [];
}

/** `m := &Service{}; m.secret = key`: the class of a local instance, whose other methods read the field. */
function madeAs(reading: Reading, target: Slot): string | undefined {
  const member = shapeAs(reading, target, 'member');
  const owner = member && reading.unwrap(member.of);
  const name = shapeAs(reading, owner, 'name')?.name;
  const value =
    owner && name !== undefined ? reading.scopes.lookUp(nodeOf(owner), name)?.value : undefined;
  const made = value && reading.unwrap(value);
  const shape = made && reading.of(made);
  if (shape?.kind === 'object') return plainTypeOf(reading, shape.type);
  const isMade = shape?.kind === 'call' && (shape.isNew || reading.language.words.constructsByCall);
  return isMade ? plainTypeOf(reading, shapeAs(reading, shape.callee, 'name')?.name) : undefined;
}

function plainTypeOf(reading: Reading, name: string | undefined): string | undefined {
  return name !== undefined && isTypeOf(reading, name) ? name : undefined;
}
