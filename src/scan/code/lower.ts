// Shapes to Expressions: what a node of any language can be. Every node is lowered once, when something asks.
import type { Expression, FunctionOf } from '../../model/expression.ts';
import type { SyntaxNode } from '../../model/syntax-node.ts';
import { algorithmNamed, instanceOfParameter, lowerName } from './lower-name.ts';
import { lowerShape, upToLimit } from './lower-shape.ts';
import { lowerValueCall, meaningOf, namedRead } from './lower-value.ts';
import { isModulePath, memberOf } from './member-of.ts';
import { readerCall } from './reader-functions.ts';
import { at, type Reading, shapeAs, type ValueReading } from './reading.ts';
import {
  type Argument,
  isPlaced,
  nodeOf,
  type ParameterShape,
  place,
  type ShapeOf,
  type Slot,
} from './shape.ts';

/** Most nodes of one file that are lowered, and how deep one goes. */
const maximumLowered = 50_000;
const maximumDepth = 120;

/** Builds the lowering of one file. */
export function createLowering(getReading: () => Reading): (slot: Slot) => Expression {
  const lowered = new Map<SyntaxNode, Expression>();
  let depth = 0;

  function lower(slot: Slot): Expression {
    const reading = getReading();
    const inner = reading.unwrap(slot);
    const node = nodeOf(inner);
    const known = isPlaced(inner) ? undefined : lowered.get(inner);
    if (known) return known;
    const unknown: Expression = { kind: 'unknown', at: at(reading, node) };
    if (lowered.size > maximumLowered) reading.memory.budget.take(Number.POSITIVE_INFINITY);
    if (depth >= maximumDepth || lowered.size > maximumLowered) return unknown;
    if (!isPlaced(inner)) lowered.set(inner, unknown);
    depth++;
    const value = fresh(reading, inner) ?? unknown;
    depth--;
    if (!isPlaced(inner)) lowered.set(inner, value);
    return value;
  }

  function fresh(reading: Reading, slot: Slot): Expression | undefined {
    const shape = reading.of(slot);
    switch (shape?.kind) {
      case 'name':
        return lowerName(reading, slot, shape.name);
      case 'self': {
        const owner = reading.scopes.classAround(nodeOf(slot));
        return owner && { kind: 'name', path: [`${owner.key}#`], at: at(reading, slot) };
      }
      case 'member':
        return lowerMember(reading, slot, shape);
      case 'call':
        return lowerCall(reading, slot, shape);
      case 'function':
        return lowerFunction(reading, nodeOf(slot), shape);
      case 'import': {
        const [first] = shape.bindings;
        return first && first.local !== '*' ? lowerName(reading, slot, first.local) : undefined;
      }
      default:
        return shape && lowerShape(reading, slot, shape);
    }
  }

  function lowerMember(
    reading: Reading,
    slot: Slot,
    shape: ShapeOf<'member'>,
  ): Expression | undefined {
    const where = at(reading, slot);
    const meaning = meaningOf(reading, slot);
    if (meaning?.is === 'text') return { kind: 'text', value: meaning.text, at: where };
    if (meaning?.is === 'environment') return { kind: 'env', name: '', at: where };
    if (meaning?.is === 'settings')
      return { kind: 'setting', path: meaning.prefix ?? '', at: where };
    if (meaning) {
      const value = lowerValueCall(reading, slot, { meaning, receiver: shape.of, arguments: [] });
      if (value) return value;
    }
    const constant = algorithmNamed(shape.property);
    if (constant !== undefined) return { kind: 'text', value: constant, at: where };
    const owner = instanceOfParameter(reading, shape.of) ?? lower(shape.of);
    if (shape.key && owner.kind === 'env' && owner.name === '')
      return namedRead(lower(shape.key), where);
    if (shape.isScoped && owner.kind === 'name' && isModulePath(reading, slot, owner.path)) {
      return lowerName(
        reading,
        place({ kind: 'name', name: shape.property }, nodeOf(slot)),
        shape.property,
      );
    }
    return memberOf(reading, owner, shape.property, where);
  }

  function lowerCall(reading: Reading, slot: Slot, shape: ShapeOf<'call'>): Expression | undefined {
    const where = at(reading, slot);
    const callee = reading.unwrap(shape.callee);
    const member = shapeAs(reading, callee, 'member');
    const meaning = meaningOf(reading, callee);
    if (meaning) {
      const value = lowerValueCall(reading, slot, {
        meaning,
        receiver: member?.of,
        arguments: shape.arguments,
      });
      if (value) return value;
    }
    // The result of the call itself has a row: `System.getenv()`.
    const result = reading.rows.values.get(`${reading.originOf(callee) ?? ''}.()`);
    if (result?.is === 'environment') return { kind: 'env', name: '', at: where };
    if (result?.is === 'settings') return { kind: 'setting', path: result.prefix ?? '', at: where };
    const value = lower(callee);
    const isClass =
      value.kind === 'name' && value.path.length === 1 && value.path[0]?.endsWith('#') === true;
    if (isClass && (shape.isNew || reading.language.words.constructsByCall)) {
      return { ...value, at: where };
    }
    if (shape.isNew || shape.isBase) return undefined;
    if (value.kind !== 'name' && value.kind !== 'member') return undefined;
    const read =
      value.kind === 'name' &&
      readerCall(reading, slot, shape.arguments, () => value.path.join('.'));
    if (read) return read;
    const given = lowerArguments(reading, shape.arguments);
    return { kind: 'call', callee: value, ...given, at: where };
  }

  function lowerFunction(
    reading: Reading,
    node: SyntaxNode,
    shape: ShapeOf<'function'>,
  ): FunctionOf {
    const returns: Expression[] = [];
    const add = (slot: Slot): void => {
      if (returns.length < 20) returns.push(lower(slot));
    };
    const collect = (inner: SyntaxNode, level: number): void => {
      const own = reading.of(inner);
      if (own?.kind === 'function' || own?.kind === 'class' || level > 200) return;
      if (own?.kind === 'return') add(own.value);
      for (const child of inner.children) collect(child, level + 1);
    };
    if (shape.isExpression) add(shape.body);
    else {
      collect(shape.body, 0);
      if (reading.language.words.returnsLast)
        for (const last of lastOf(reading, shape.body)) add(last);
    }
    return {
      kind: 'function',
      id: reading.scopes.idOf(node),
      returns: returns.filter(({ kind }) => kind !== 'unknown'),
      at: reading.rangeOf(node.start, Math.max(node.start, shape.body.start)),
    };
  }

  return lower;
}

/** The expression a block ends with. */
function lastOf(reading: Reading, body: SyntaxNode): readonly SyntaxNode[] {
  const last = body.children.at(-1);
  return last && reading.of(last)?.kind !== 'return' ? [last] : [];
}

/** Positional and named arguments of a call; a list that is spread stands for its items. */
export function lowerArguments(
  reading: ValueReading,
  list: readonly Argument[],
): {
  readonly arguments: readonly Expression[];
  readonly keywords?: Readonly<Record<string, Expression>>;
} {
  const positional: Expression[] = [];
  const keywords: Record<string, Expression> = Object.create(null);
  for (const { value, keyword, isSpread } of upToLimit(reading, list)) {
    const given = reading.lower(value);
    if (keyword !== undefined) keywords[keyword] = given;
    else if (isSpread && given.kind === 'list') positional.push(...given.items);
    else positional.push(given);
  }
  const isNamed = list.some(({ keyword }) => keyword !== undefined);
  return { arguments: positional, ...(isNamed && { keywords }) };
}

/** A parameter of a constructor that is a property too: what it is as a value. */
export function parameterValue(
  reading: Reading,
  node: SyntaxNode,
  shape: ParameterShape,
): Expression | undefined {
  const name = shape.called ?? reading.text.slice(shape.name.start, shape.name.end);
  const binding = reading.scopes.lookUp(node, name);
  return binding && reading.lower({ kind: 'name', name, at: shape.name });
}
