// Shows a call of any language to a library row.
import { allKeywords, type Expression } from '../../model/expression.ts';
import type { Range } from '../../model/place.ts';
import type { SyntaxNode } from '../../model/syntax-node.ts';
import type { CallView } from '../libraries/call-view.ts';
import type { Scopes } from './binding.ts';
import { lowerArguments } from './lower.ts';
import { at, type Reading, shapeAs, type ValueReading } from './reading.ts';
import { type Argument, isPlaced, nodeOf, type ShapeOf, type Slot } from './shape.ts';

/** What is asked of a file to show its calls. */
export interface ViewReading
  extends ValueReading,
    Pick<Reading, 'isAssigned' | 'callsOn' | 'givenOnce'> {
  readonly scopes: Pick<Scopes, 'functionAround' | 'lookUp'>;
}

/** A call as rows look at it. */
export function viewOf(reading: ViewReading, slot: Slot, shape: ShapeOf<'call'>): CallView {
  return {
    ...closeViewOf(reading, slot, shape),
    ...aroundOf(reading, slot),
    isChainOpen: (orNamed) => isOpen(reading, shape.callee, orNamed === true),
  };
}

/** The same with nothing of the code around it, for rows that are not to guess by that. */
export function closeViewOf(reading: ViewReading, slot: Slot, shape: ShapeOf<'call'>): CallView {
  const given = lowerArguments(reading, shape.arguments);
  return {
    ...baseView(reading, slot),
    at: calleeRange(reading, slot, shape),
    arguments: given.arguments,
    keyword: (name) => given.keywords?.[name] ?? spreadOut(reading, given.keywords, name),
    chain: (name, first) => {
      const method: Fluent = { name, suits: (given) => beginsWith(reading, given, first) };
      const found =
        chained(reading, shape.callee, method) ?? chainedBehind(reading, nodeOf(slot), method);
      return found && lowerArguments(reading, found).arguments;
    },
  };
}

/** A fluent call that is looked for. */
interface Fluent {
  readonly name: string;
  readonly suits: (given: readonly Argument[]) => boolean;
}

function beginsWith(
  { text }: Pick<ViewReading, 'text'>,
  [given]: readonly Argument[],
  first: RegExp | undefined,
): boolean {
  if (!first) return true;
  const node = given && nodeOf(given.value);
  return (
    node !== undefined && first.test(text.slice(node.start, Math.min(node.end, node.start + 100)))
  );
}

/** Calls of one method on one object among which one is looked for; a builder has a few. */
const mostOn = 200;

function firstOn(
  reading: ViewReading,
  key: string,
  { name, suits }: Fluent,
): readonly Argument[] | undefined {
  return reading.callsOn(key, name)?.slice(0, mostOn).find(suits);
}

/** What a call is given by a name in an object that it spreads out: `jwt.encode(claims, **options)`. */
function spreadOut(
  reading: ViewReading,
  keywords: Readonly<Record<string, Expression>> | undefined,
  name: string,
): Expression | undefined {
  const spread = keywords?.[allKeywords];
  if (!spread) return undefined;
  const whole = reading.resolve(spread);
  if (whole.kind === 'object' && whole.spreads.length === 0) return whole.properties[name];
  return { kind: 'member', of: spread, property: name, at: spread.at };
}

/** A value that is assigned, or an instance that is written as a literal, as if it were the only argument of a call. */
export function assignedView(reading: ViewReading, target: Slot, value: Slot): CallView {
  return {
    ...baseView(reading, target),
    ...aroundOf(reading, target),
    at: oneLine(reading, target),
    arguments: [reading.lower(value)],
  };
}

function baseView(
  reading: ViewReading,
  slot: Slot,
): Pick<CallView, 'resolve' | 'sourceOf' | 'inside' | 'hasAssigned' | 'memory' | 'writtenFor'> {
  const inside = reading.insideOf(nodeOf(slot));
  return {
    resolve: reading.resolve,
    memory: reading.memory,
    hasAssigned: (expression, property) =>
      expression.kind === 'name' && reading.isAssigned([...expression.path, property].join('.')),
    sourceOf: ({ start, end }) => reading.text.slice(start, end),
    writtenFor: (path) => {
      const given = reading.givenOnce?.(path);
      return given && reading.text.slice(nodeOf(given).start, nodeOf(given).end);
    },
    ...(inside !== undefined && { inside }),
  };
}

function aroundOf({ scopes, text }: ViewReading, slot: Slot): Pick<CallView, 'around'> {
  const around = scopes.functionAround(nodeOf(slot));
  return around ? { around: () => text.slice(around.start, around.end) } : {};
}

function oneLine(reading: ViewReading, slot: Slot): Range {
  const whole = at(reading, slot);
  if (whole.line === whole.endLine) return whole;
  const lineEnd = reading.text.slice(whole.start, whole.end).search(/\r?\n/);
  return reading.rangeOf(whole.start, whole.start + Math.max(1, lineEnd));
}

/** The callee where it stands on one line, else its last name. */
function calleeRange(reading: ViewReading, slot: Slot, shape: ShapeOf<'call'>): Range {
  const callee = reading.unwrap(shape.callee);
  if (!isPlaced(callee)) {
    const whole = at(reading, callee);
    if (whole.line === whole.endLine) return whole;
  }
  const member = shapeAs(reading, callee, 'member');
  const start = member ? nodeOf(member.of).start : nodeOf(slot).start;
  const first = shape.arguments[0]?.value;
  const limit = first ? nodeOf(first).start : nodeOf(slot).end;
  const from = member ? nodeOf(member.of).end : start;
  const head = reading.text.slice(from, Math.max(from, limit));
  const name = member?.property ?? shapeAs(reading, callee, 'name')?.name;
  const offset = name === undefined ? -1 : head.lastIndexOf(name);
  if (offset < 0 || name === undefined) return oneLine(reading, slot);
  const whole = reading.rangeOf(start, from + offset + name.length);
  return whole.line === whole.endLine
    ? whole
    : reading.rangeOf(from + offset, from + offset + name.length);
}

/** Arguments of a call made on what this call gives: `.signWith(key).setExpiration(date)`. */
function chainedBehind(
  reading: ViewReading,
  node: SyntaxNode,
  { name: method, suits }: Fluent,
): readonly Argument[] | undefined {
  let current = node;
  for (let steps = 0; current.parent && steps < 60; steps++) {
    const above: SyntaxNode = current.parent;
    const shape = reading.of(above);
    const called = shape?.kind === 'call' ? reading.unwrap(shape.callee) : undefined;
    const callee = called && shapeAs(reading, called, 'member');
    // In some grammars the member is a node between the two calls, in others it is part of the outer one.
    const isBehind =
      callee && (nodeOf(called) === current || nodeOf(reading.unwrap(callee.of)) === current);
    if (shape?.kind === 'call' && isBehind) {
      if (callee.property === method && suits(shape.arguments)) return shape.arguments;
    } else if (shape?.kind === 'assign') {
      // `builder = Jwts.builder().signWith(key); builder.expiration(date)`.
      const target = shape.pairs[0]?.target;
      const name = target && shapeAs(reading, target, 'name')?.name;
      const binding = name === undefined ? undefined : reading.scopes.lookUp(above, name);
      return binding && firstOn(reading, binding.key, { name: method, suits });
    } else if (!(shape?.kind === 'member' && nodeOf(reading.unwrap(shape.of)) === current)) {
      if (shape && shape.kind !== 'same') return undefined;
      if (!shape && !/declarator|equals_value|expression_list/.test(above.type)) return undefined;
    }
    current = above;
  }
  return undefined;
}

/** Whether the chain of calls begins at a name that is given no value here, or several. */
function isOpen(reading: ViewReading, callee: Slot, orNamed: boolean): boolean {
  let current: Slot | undefined = shapeAs(reading, reading.unwrap(callee), 'member')?.of;
  for (let steps = 0; current && steps < 40; steps++) {
    current = reading.unwrap(current);
    const call = shapeAs(reading, current, 'call');
    if (call) {
      current = shapeAs(reading, reading.unwrap(call.callee), 'member')?.of;
      continue;
    }
    const member = shapeAs(reading, current, 'member');
    if (member) return !/^[A-Z]/.test(member.property);
    const name = shapeAs(reading, current, 'name')?.name;
    if (name === undefined) return false;
    const binding = reading.scopes.lookUp(nodeOf(current), name);
    // `Jwts.builder()`: a class, an import.
    if (!binding || binding.import || binding.isClass) return false;
    if (!binding.value || binding.assignments > 1 || orNamed) return true;
    current = binding.value;
  }
  return false;
}

/** Arguments of a call made on the same object, up the chain or in another statement; `new` are its constructor's. */
function chained(
  reading: ViewReading,
  callee: Slot,
  { name: method, suits }: Fluent,
): readonly Argument[] | undefined {
  let current: Slot | undefined = shapeAs(reading, reading.unwrap(callee), 'member')?.of;
  for (let steps = 0; current && steps < 40; steps++) {
    current = reading.unwrap(current);
    const call = shapeAs(reading, current, 'call');
    if (call) {
      const inner = reading.unwrap(call.callee);
      const member = shapeAs(reading, inner, 'member');
      const name = member?.property ?? shapeAs(reading, inner, 'name')?.name;
      const isIt = name === method || (method === 'new' && (call.isNew || !member));
      if (isIt && suits(call.arguments)) return call.arguments;
      current = member?.of;
      continue;
    }
    const name = shapeAs(reading, current, 'name')?.name;
    if (name === undefined) return undefined;
    const binding = reading.scopes.lookUp(nodeOf(current), name);
    const key = binding?.key;
    const onSame: readonly Argument[] | undefined =
      key === undefined ? undefined : firstOn(reading, key, { name: method, suits });
    if (onSame) return onSame;
    current = binding?.value;
  }
  return undefined;
}

/** An expression that is followed inside the file: to the one value that a name is given. */
export function createResolve(
  givenTo: (path: readonly string[]) => Slot | undefined,
  lower: (slot: Slot) => Expression,
): (expression: Expression) => Expression {
  return (expression) => {
    let current = expression;
    for (let steps = 0; steps < 8 && current.kind === 'name'; steps++) {
      const slot = givenTo(current.path);
      if (!slot) return current;
      const next = lower(slot);
      if (next === current || next.kind === 'unknown') return current;
      current = next;
    }
    return current;
  };
}
