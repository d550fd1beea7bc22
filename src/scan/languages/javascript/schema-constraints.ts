// What one validator says of its variable: the value taken when it is unset, and the least length. Chains
// (`z.string().min(8).default('x')`), wrappers (`v.optional(v.string(), 'x')`), options (`str({ default: 'x' })`),
// conditions (`Joi.when`) and functions (`z.preprocess`, `transform`) alike.

import type { Expression } from '../../../model/expression.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { isVariable } from './bindings.ts';
import { functionTypes } from './declarations.ts';
import { literalText } from './literals.ts';
import { lower } from './lower.ts';
import { at, isChanged, type Reading, textOf } from './reading.ts';
import { argumentsOf, keyText, propertyName, unwrap } from './shapes.ts';

/** What a validator states. */
export interface Constraints {
  readonly fallback?: Expression;
  readonly minLength?: number;
}

/** Validators inside of validators; real schemas have two or three. */
const maximumDepth = 6;

/** Calls of one chain. */
const maximumChain = 20;

/** `v.optional(schema, 'x')`, `z._default(schema, 'x')`, `defaulted(schema, 'x')`: the second argument is the value. */
const wrapping =
  /^(?:_?default|prefault|catch|optional|exactOptional|undefinedable|nullish|nullable|fallback|defaulted|withDefault)$/;

/** What these are handed says nothing of the value. */
const silent =
  /^(?:refine|superRefine|check|describe|describeAsync|meta|register|brand|example|label|messages?|error|overwrite)$/;

/**
 * A look at a node that is made once for each depth: thousands of names may lead to one schema, and thousands to each
 * of these.
 */
export function lookOnce<T>(
  look: (reading: Reading, node: SyntaxNode, depth: number) => T,
): (reading: Reading, node: SyntaxNode, depth: number) => T {
  const seen = new WeakMap<SyntaxNode, Map<number, { readonly found: T }>>();
  return (reading, node, depth) => {
    const byDepth = seen.get(node) ?? new Map<number, { readonly found: T }>();
    seen.set(node, byDepth);
    const known = byDepth.get(depth) ?? { found: look(reading, node, depth) };
    byDepth.set(depth, known);
    return known.found;
  };
}

/** Default and least length that a validator states. */
export function constraintsOf(
  reading: Reading,
  validator: SyntaxNode,
  depth = maximumDepth,
): Constraints {
  return depth <= 0 ? {} : constraintsOnce(reading, unwrap(validator), depth);
}

const constraintsOnce = lookOnce((reading, node, depth): Constraints => {
  switch (node.type) {
    case 'call_expression':
      return ofChain(reading, node, depth);
    case 'identifier':
    case 'shorthand_property_identifier': {
      const binding = reading.scopes.lookUp(node, textOf(reading, node));
      const isFixed = binding && isVariable(binding) && !isChanged(reading, binding);
      if (!isFixed || !binding.value || binding.path.length > 0) return {};
      return constraintsOf(reading, binding.value, depth - 1);
    }
    case 'ternary_expression':
      return ofAny(
        reading,
        node,
        [childOf(node, 'consequence'), childOf(node, 'alternative')],
        depth,
      );
    case 'array':
      return ofTuple(reading, node, depth);
    case 'object':
      return optional(defaultOf(reading, node));
    case 'string':
      return optional(defaultInText(reading, node));
    default:
      return functionTypes.has(node.type) ? ofFunction(reading, node, depth) : {};
  }
});

function optional(fallback: Expression | undefined): Constraints {
  return fallback ? { fallback } : {};
}

/** The value of whichever of several validators applies. */
function ofAny(
  reading: Reading,
  node: SyntaxNode,
  validators: readonly (SyntaxNode | undefined)[],
  depth: number,
): Constraints {
  const found = validators.flatMap((validator) => {
    const { fallback } = validator ? constraintsOf(reading, validator, depth - 1) : {};
    return fallback ? [fallback] : [];
  });
  return optional(oneOf(reading, node, found));
}

function oneOf(
  reading: Reading,
  node: SyntaxNode,
  found: readonly Expression[],
): Expression | undefined {
  const [first, ...others] = new Set(found);
  if (!first || others.length === 0) return first;
  return { kind: 'choice', how: 'either', options: [first, ...others], at: at(reading, node) };
}

function ofChain(reading: Reading, node: SyntaxNode, depth: number): Constraints {
  let fallback: Expression | undefined;
  let rescue: Expression | undefined;
  let minLength: number | undefined;
  let current: SyntaxNode | undefined = node;
  for (let links = 0; current?.type === 'call_expression' && links < maximumChain; links++) {
    const callee = childOf(current, 'function');
    const [first] = argumentsOf(current);
    const method =
      (callee && (propertyName(callee, reading.text) ?? textOf(reading, callee))) ?? '';
    const found = ofLink(reading, current, method, depth);
    // What is set last wins; `catch` and `failover` are for values that fail, where nothing is set it is the default.
    if (/^(?:catch|failover)$/.test(method)) rescue ??= found;
    else fallback ??= found;
    if (first?.type === 'number' && /^(?:min|length|minLength)$/.test(method)) {
      minLength = Number(textOf(reading, first));
    }
    current = callee && childOf(callee, 'object');
    if (current) current = unwrap(current);
  }
  const value = fallback ?? rescue;
  return { ...(value && { fallback: value }), ...(minLength !== undefined && { minLength }) };
}

/** The value that one call of a chain states. */
function ofLink(
  reading: Reading,
  node: SyntaxNode,
  method: string,
  depth: number,
): Expression | undefined {
  const list = argumentsOf(node);
  const [first, second] = list;
  if (!first || silent.test(method)) return undefined;
  const isWrapper = wrapping.test(method) && second !== undefined && isValidator(first);
  if (isWrapper) {
    return known(lower(reading, second)) ?? constraintsOf(reading, first, depth - 1).fallback;
  }
  if (/^(?:default|prefault|catch|failover)$/.test(method)) return known(lower(reading, first));
  if (method === 'transform' || method === 'preprocess') {
    const inner = second && constraintsOf(reading, second, depth - 1).fallback;
    return inner ?? returnedInstead(reading, first);
  }
  if (method === 'when') return ofConditions(reading, node, list, depth);
  if (first.type === 'object') return defaultOf(reading, first);
  return ofAny(reading, node, list.filter(isValidator), depth).fallback;
}

function isValidator(node: SyntaxNode): boolean {
  return node.type === 'call_expression' || node.type === 'array' || node.type === 'identifier';
}

/** `Joi.string().when('NODE_ENV', { is: 'production', then: ..., otherwise: Joi.string().default('x') })` */
function ofConditions(
  reading: Reading,
  node: SyntaxNode,
  list: readonly SyntaxNode[],
  depth: number,
): Expression | undefined {
  const conditions = list.flatMap((argument) => {
    const cases = argument.type === 'object' ? pairOf(reading, argument, 'switch') : undefined;
    return [argument, ...(cases?.type === 'array' ? cases.children : [])];
  });
  const validators = conditions
    .filter(({ type }) => type === 'object')
    .flatMap((condition) => ['then', 'otherwise'].map((name) => pairOf(reading, condition, name)));
  return ofAny(reading, node, validators, depth).fallback;
}

/** yup's `then: (schema) => schema.default('x')`. */
function ofFunction(reading: Reading, node: SyntaxNode, depth: number): Constraints {
  const body = childOf(node, 'body');
  return body && body.type !== 'statement_block' ? constraintsOf(reading, body, depth - 1) : {};
}

/** `(value) => value ?? 'x'`: what a function gives in place of its parameter. */
function returnedInstead(reading: Reading, node: SyntaxNode): Expression | undefined {
  const given = lower(reading, node);
  if (given.kind !== 'function') return undefined;
  const found = given.returns.flatMap((value): readonly Expression[] => {
    if (value.kind === 'parameter') return value.fallback ? [value.fallback] : [];
    if (value.kind !== 'choice') return [];
    const isOfParameter = value.options.some(({ kind }) => kind === 'parameter');
    return isOfParameter ? value.options.filter(({ kind }) => kind === 'text') : [];
  });
  return oneOf(reading, node, found);
}

/** ArkType's `['string', '=', 'x']`; any other list holds alternatives. */
function ofTuple(reading: Reading, node: SyntaxNode, depth: number): Constraints {
  const [, sign, value] = node.children;
  if (sign && value && literalText(sign, reading.text) === '=') {
    return optional(known(lower(reading, value)));
  }
  return ofAny(reading, node, node.children.filter(isValidator), depth);
}

/** ArkType's `"string = 'x'"`. */
function defaultInText(reading: Reading, node: SyntaxNode): Expression | undefined {
  const match = /^(.{1,200}?\s=\s*(['"]))([^'"\\]{1,1000})\2\s*$/.exec(
    reading.text.slice(node.start + 1, node.end - 1),
  );
  const value = match?.[3];
  if (value === undefined) return undefined;
  const start = node.start + 1 + (match?.[1]?.length ?? 0);
  return { kind: 'text', value, at: reading.rangeOf(start, start + value.length) };
}

/** envalid's `{ default: 'x', devDefault: 'y' }`, a JSON schema's `{ type, default }`, znv's `{ schema, defaults }`. */
function defaultOf(reading: Reading, options: SyntaxNode): Expression | undefined {
  const values = ['default', 'devDefault'].map((name) => pairOf(reading, options, name));
  const byEnvironment = pairOf(reading, options, 'defaults');
  if (byEnvironment?.type === 'object') {
    values.push(...byEnvironment.children.map((pair) => childOf(pair, 'value')));
  }
  const found = values.flatMap((value) => (value && known(lower(reading, value))) ?? []);
  return oneOf(reading, options, found);
}

function known(expression: Expression): Expression | undefined {
  return expression.kind === 'unknown' ? undefined : expression;
}

/** The value of one property of an object that is written out. */
export function pairOf(reading: Reading, object: SyntaxNode, name: string): SyntaxNode | undefined {
  return pairsOf(reading, object).get(name);
}

/** The values of an object that is written out; of those that are given twice the first. */
export function pairsOf(reading: Reading, object: SyntaxNode): ReadonlyMap<string, SyntaxNode> {
  const pairs = new Map<string, SyntaxNode>();
  for (const pair of object.children) {
    const isShort = pair.type === 'shorthand_property_identifier';
    const key = childOf(pair, 'key');
    const name = isShort ? textOf(reading, pair) : key && keyText(key, reading.text);
    const value = isShort ? pair : childOf(pair, 'value');
    if (name !== undefined && value && !pairs.has(name)) pairs.set(name, value);
  }
  return pairs;
}
