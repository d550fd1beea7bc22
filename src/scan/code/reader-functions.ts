// Functions of a file that read the variable they are handed the name of: `const get = (key, fallback) =>
// process.env[key] || fallback`. A call of one with a literal is a read of that variable.
import type { EnvRead } from '../../model/expression.ts';
import { type SyntaxNode, walkNodes } from '../../model/syntax-node.ts';
import { slotOf } from './call-part.ts';
import { meaningOf } from './lower-value.ts';
import { at, shapeAs, type ValueReading } from './reading.ts';
import { type Argument, nodeOf, type ShapeOf, type Slot } from './shape.ts';

/** A function, as far as a call of it asks. */
export interface KnownFunction {
  readonly node: SyntaxNode;
  readonly body: SyntaxNode;
  /** Names of its parameters, as they are written. */
  readonly parameters: readonly string[];
  /** Their defaults. */
  readonly defaults?: readonly (Slot | undefined)[];
}

/** Which parameters of a reader are the variable's name and its fallback. */
export interface Reader {
  readonly nameIndex: number;
  readonly fallbackIndex?: number;
  /** What the reader itself falls back to. */
  readonly fallback?: Slot;
}

/** The read that a call of such a function is; `id` is the function's. */
export function readerCall(
  reading: ValueReading,
  slot: Slot,
  list: readonly Argument[],
  id: () => string | undefined,
): EnvRead | undefined {
  const isNamed = list.some(({ value }) => nameIn(reading, value) !== undefined);
  const called = isNamed ? id() : undefined;
  const target = called === undefined ? undefined : reading.functionById(called);
  const reader = target && readerOf(reading, target);
  if (!reader) return undefined;
  const positional = list.filter(({ keyword }) => keyword === undefined);
  const given = (index: number): Slot | undefined =>
    list.find(({ keyword }) => keyword !== undefined && keyword === target.parameters[index])
      ?.value ?? positional[index]?.value;
  const named = given(reader.nameIndex);
  const name = named && nameIn(reading, named);
  if (name === undefined) return undefined;
  const index = reader.fallbackIndex;
  const own = index === undefined ? undefined : given(index);
  const unasked = index === undefined ? undefined : target.defaults?.[index];
  const fallback = own ?? reader.fallback ?? unasked;
  const value = fallback && reading.lower(fallback);
  const isValue = value && value.kind !== 'unknown' && value.kind !== 'object';
  return { kind: 'env', name, ...(isValue && { fallback: value }), at: at(reading, slot) };
}

/** A literal that can be a variable's name. */
function nameIn(reading: ValueReading, slot: Slot): string | undefined {
  const text = shapeAs(reading, slot, 'text')?.value;
  return text !== undefined && /^[A-Za-z_][A-Za-z0-9_]{1,100}$/.test(text) ? text : undefined;
}

function readerOf(reading: ValueReading, target: KnownFunction): Reader | undefined {
  const known = reading.readers.get(target.node);
  if (known !== undefined) return known ?? undefined;
  // A function that calls itself.
  reading.readers.set(target.node, null);
  const reader = findReader(reading, target);
  reading.readers.set(target.node, reader ?? null);
  return reader;
}

interface Read {
  readonly node: SyntaxNode;
  readonly name: Slot;
  readonly fallback?: Slot | undefined;
}

function findReader(reading: ValueReading, target: KnownFunction): Reader | undefined {
  let nameIndex: number | undefined;
  let fallback: Slot | undefined;
  let returned: number | undefined;
  let chosen: number | undefined;
  walkNodes(target.body, (node) => {
    const read = readAt(reading, node);
    const index = read && parameterIndex(reading, read.name, target);
    if (read && index !== undefined) {
      nameIndex ??= index;
      fallback ??= read.fallback ?? alternativeTo(reading, node);
    }
    const value = shapeAs(reading, node, 'return')?.value;
    returned ??= value && parameterIndex(reading, value, target);
    chosen ??= optionsOf(reading, node)
      .map((option) => parameterIndex(reading, option, target))
      .find((option) => option !== undefined && option !== nameIndex);
  });
  if (nameIndex === undefined) return undefined;
  const passed = fallback && parameterIndex(reading, fallback, target);
  const isName = fallback && shapeAs(reading, fallback, 'name') !== undefined;
  const fallbackIndex = isName
    ? passed
    : (namedFallback(target) ?? (returned === nameIndex ? chosen : (returned ?? chosen)));
  return {
    nameIndex,
    ...(fallbackIndex !== undefined && { fallbackIndex }),
    ...(fallback && passed === undefined && { fallback }),
  };
}

/** `process.env[key]`, `os.environ.get(key, fallback)`. */
function readAt(reading: ValueReading, node: SyntaxNode): Read | undefined {
  const call = shapeAs(reading, node, 'call');
  if (call) return readByCall(reading, node, call);
  if (!/subscript|element_reference|element_access|index_expression/.test(node.type))
    return undefined;
  const [object, index] = node.children;
  const name = index?.children.length === 1 ? (index.children[0] ?? index) : index;
  if (!object || !name || !shapeAs(reading, name, 'name')) return undefined;
  // `const env = process.env`.
  const of = reading.resolve(reading.lower(object));
  return of.kind === 'env' && of.name === '' ? { node, name } : undefined;
}

function readByCall(
  reading: ValueReading,
  node: SyntaxNode,
  call: ShapeOf<'call'>,
): Read | undefined {
  const callee = reading.unwrap(call.callee);
  const meaning = meaningOf(reading, callee);
  if (meaning?.is !== 'env') return undefined;
  const parts = { meaning, receiver: undefined, arguments: call.arguments };
  const name = slotOf(reading, parts, meaning.name);
  const fallback =
    meaning.fallback === undefined ? undefined : slotOf(reading, parts, meaning.fallback);
  return name && { node, name, fallback };
}

function parameterIndex(
  reading: ValueReading,
  slot: Slot,
  { node }: KnownFunction,
): number | undefined {
  const inner = reading.unwrap(slot);
  const name = shapeAs(reading, inner, 'name')?.name;
  const found = name === undefined ? undefined : reading.scopes.lookUp(nodeOf(inner), name);
  return found?.parameter?.function === node ? found.parameter.index : undefined;
}

/** `b` of `process.env[key] || b`. */
function alternativeTo(reading: ValueReading, node: SyntaxNode): Slot | undefined {
  const shape = node.parent ? shapeAs(reading, node.parent, 'fallback') : undefined;
  return shape && nodeOf(shape.first) === node ? shape.second : undefined;
}

/** `value === false ? otherwise : value`, `value ?? otherwise`: what a choice may come to. */
function optionsOf(reading: ValueReading, node: SyntaxNode): readonly Slot[] {
  const shape = reading.of(node);
  if (shape?.kind === 'either') return shape.options;
  return shape?.kind === 'fallback' ? [shape.second] : [];
}

/** A parameter that says it is the fallback: `defaultValue`, `fallback`. */
function namedFallback({ parameters }: KnownFunction): number | undefined {
  const index = parameters.findIndex((name) => /^(?:default|fallback|otherwise)/i.test(name));
  return index < 0 ? undefined : index;
}
