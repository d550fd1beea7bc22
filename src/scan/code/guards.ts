// Places where a program stops unless a value is set, or where it is one that must not be: `if not secret: raise ...`,
// `if is_production and SECRET_KEY == "dev": sys.exit(1)`.
import type { Expression } from '../../model/expression.ts';
import type { Guard } from '../../model/facts.ts';
import type { SyntaxNode } from '../../model/syntax-node.ts';
import { type Condition, conditionOf } from './conditions.ts';
import { dottedName } from './dotted-name.ts';
import type { Entries } from './entries.ts';
import { leaves } from './outside-production.ts';
import { at, shapeAs, type ValueReading } from './reading.ts';
import { nodeOf, type Slot } from './shape.ts';
import { stageWhere } from './stages.ts';

/** Names that may hold a secret. */
const speaking = /secret|token|jwt|key|passphrase|salt|sign|hmac|cookie|session|pepper|credential/i;

/** Most guards of one file. */
const maximum = 200;

/** Guards of the file: those of branches in source order, then those that a call makes. */
export function collectGuards(
  reading: ValueReading,
  { branches, calls }: Pick<Entries, 'branches' | 'calls'>,
): Guard[] {
  const guards: Guard[] = [];
  for (const { test, holds, fails, isGate } of branches) {
    if (guards.length >= maximum) return guards;
    if (!isGate && holds.some((one) => leaves(reading, one, false)))
      guards.push(...guardsIn(reading, test, conditionOf(reading, test)));
    if (fails.some((one) => leaves(reading, one, false)))
      guards.push(...guardsIn(reading, test, { kind: 'not', of: conditionOf(reading, test) }));
  }
  const asserts = reading.language.stages?.asserts;
  for (const { node, shape } of asserts ? calls : []) {
    const first = shape.arguments[0]?.value;
    if (!first || !asserts?.test(dottedName(reading, shape.callee) ?? '')) continue;
    if (guards.length >= maximum) return guards;
    guards.push(...guardsIn(reading, node, { kind: 'not', of: conditionOf(reading, first) }));
  }
  return guards;
}

/** What keeps the program from going on: parts of which each does by itself (`or`), or all together (`and`). */
function guardsIn(reading: ValueReading, test: SyntaxNode, condition: Condition): Guard[] {
  return partsOf(condition, 'any').flatMap((either): readonly Guard[] => {
    const parts = partsOf(either, 'all');
    // Of what production always meets nothing more needs to be known.
    const others = parts.filter((part) => !isElsewhere(reading, part, false));
    const [only, ...more] = others;
    // What else has to be met may not be.
    if (!only || more.length > 0) return [];
    const inProductionOnly = parts.length > 1 || isInProduction(reading, test);
    return partsOf(only, 'any').flatMap((part) => {
      const demand = demandOf(reading, part);
      return demand ? [guard(reading, test, demand, inProductionOnly)] : [];
    });
  });
}

/** The parts of a row, what negations make of them included: neither of two is not the one and not the other. */
function partsOf(condition: Condition, kind: 'all' | 'any'): readonly Condition[] {
  if (condition.kind === kind) return condition.parts.flatMap((part) => partsOf(part, kind));
  const of = condition.kind === 'not' ? condition.of : undefined;
  if (of?.kind === 'not') return partsOf(of.of, kind);
  if (of && (of.kind === 'all' || of.kind === 'any') && of.kind !== kind)
    return of.parts.flatMap((part) => partsOf({ kind: 'not', of: part }, kind));
  return [condition];
}

function isElsewhere(reading: ValueReading, condition: Condition, holds: boolean): boolean {
  if (!reading.stages.areTold) return false;
  return stageWhere(reading, condition, holds)?.where === 'elsewhere';
}

/** `if is_production: if not secret: raise ...`. */
export function isInProduction(reading: ValueReading, test: SyntaxNode): boolean {
  if (!reading.stages.areTold) return false;
  let child: SyntaxNode = test.parent ?? test;
  for (let current = child.parent; current; child = current, current = current.parent) {
    const branch = reading.branchOf(current);
    if (!branch) continue;
    const holds = branch.holds.some(({ start, end }) => start <= child.start && child.end <= end);
    return isElsewhere(reading, conditionOf(reading, branch.test), !holds);
  }
  return false;
}

interface Demand {
  readonly value: Expression;
  readonly refuses?: Expression;
}

/** Methods that ask whether their receiver is unset, and functions that ask it of their argument. */
const absentMethods =
  /^(?:isEmpty|isBlank|isNullOrEmpty|isNullOrBlank|is_empty|is_none|nil\?|blank\?|empty\?|isNull|isUndefined)$/;
const absentFunctions =
  /^(?:empty|is_null|is_nil|isEmpty|isBlank|IsNullOrEmpty|IsNullOrWhiteSpace|isNullOrEmpty)$/;
const presentMethods = /^(?:isNotEmpty|isNotBlank|is_some|present\?|nonEmpty|isDefined|hasText)$/;

/** What a condition that stops the program asks of which value. */
function demandOf(reading: ValueReading, condition: Condition): Demand | undefined {
  switch (condition.kind) {
    case 'not':
      return ofNegated(reading, condition.of);
    case 'equal': {
      const [left, right] = condition.sides;
      if (isNothing(reading, right)) return demanded(reading, lengthOf(reading, left) ?? left);
      if (isNothing(reading, left)) return demanded(reading, right);
      return (
        demanded(reading, left, reading.lower(right)) ??
        demanded(reading, right, reading.lower(left))
      );
    }
    case 'among': {
      const items = condition.items.map((item) => reading.lower(item));
      const [only] = items;
      const where = at(reading, condition.value);
      const either: Expression = { kind: 'choice', how: 'either', options: items, at: where };
      return demanded(reading, condition.value, items.length === 1 && only ? only : either);
    }
    case 'is': {
      const asked = askedBy(reading, condition.of, absentMethods, absentFunctions);
      return asked && demanded(reading, asked);
    }
    default:
      return undefined;
  }
}

/** `not secret`, `isset($secret)`, `secret.present?`. */
function ofNegated(reading: ValueReading, condition: Condition): Demand | undefined {
  if (condition.kind !== 'is') return undefined;
  const asked = askedBy(reading, condition.of, presentMethods, /^(?:isset|hasText)$/);
  return demanded(reading, asked ?? condition.of);
}

function askedBy(
  reading: ValueReading,
  slot: Slot,
  methods: RegExp,
  functions: RegExp,
): Slot | undefined {
  const inner = reading.unwrap(slot);
  const call = shapeAs(reading, inner, 'call');
  const callee = call ? reading.unwrap(call.callee) : inner;
  const member = shapeAs(reading, callee, 'member');
  const name =
    member?.property ?? (call ? shapeAs(reading, callee, 'name')?.name : undefined) ?? '';
  const first = call?.arguments[0]?.value;
  if (functions.test(name) && first) return first;
  return member && methods.test(name) ? member.of : undefined;
}

/** `len(secret) == 0`, `secret.length === 0`. */
function lengthOf(reading: ValueReading, slot: Slot): Slot | undefined {
  return askedBy(
    reading,
    slot,
    /^(?:length|size|count|Length|len|Count)$/,
    /^(?:len|strlen|byte_size|length|typeof)$/,
  );
}

/** An empty text, zero, the language's word for no value. */
function isNothing(reading: ValueReading, slot: Slot): boolean {
  const inner = reading.unwrap(slot);
  const shape = reading.of(inner);
  if (shape?.kind === 'text')
    return /^0?$/.test(shape.value) || reading.language.words.nothing.test(shape.value);
  const { start, end } = nodeOf(inner);
  return reading.language.words.nothing.test(reading.text.slice(start, end));
}

function demanded(reading: ValueReading, slot: Slot, refuses?: Expression): Demand | undefined {
  const value = reading.lower(slot);
  if (!mayBeSecret(reading, value)) return undefined;
  return { value, ...(refuses && { refuses }) };
}

/** Of arguments that must not be absent most are no secrets, and who passes them takes long to find. */
function mayBeSecret(reading: ValueReading, value: Expression): boolean {
  const speaks = (name: string): boolean => speaking.test(name);
  switch (value.kind) {
    case 'env':
    case 'setting':
    case 'member':
      return true;
    case 'parameter':
      return speaks(value.path.at(-1) ?? value.name ?? '');
    case 'name': {
      if (speaks(value.path.join('.'))) return true;
      const given = reading.resolve(value);
      // `const value = required('JWT_SECRET')`.
      if (given.kind === 'call' && given.callee.kind === 'name')
        return (
          speaks(given.callee.path.join('.')) ||
          given.arguments.some((one) => one.kind === 'text' && speaks(one.value))
        );
      return given.kind === 'env' || given.kind === 'setting';
    }
    default:
      return false;
  }
}

function guard(
  reading: ValueReading,
  test: SyntaxNode,
  demand: Demand,
  inProductionOnly: boolean,
): Guard {
  const inside = reading.insideOf(test);
  return {
    ...demand,
    inProductionOnly,
    at: at(reading, test),
    ...(inside !== undefined && { inside }),
  };
}
