// Options of command lines: what the file declares (`.option('--jwt-secret <text>', 'what it is', 'x')`), and the objects
// that hold what was given (`program.opts()`, `argv`, `values`, `cli.flags`, what an action is handed).
import type { Expression } from '../../../model/expression.ts';
import { maxDefinitions } from '../../fullness.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import type { Binding } from './bindings.ts';
import { addDefinition, type Collector, define } from './collector.ts';
import { literalText } from './literals.ts';
import { lower } from './lower.ts';
import { type Origin, originOf } from './origin.ts';
import { at, nodesOf, type Reading, textOf, unknown } from './reading.ts';
import { argumentsOf, keyText, propertyName, unwrap } from './shapes.ts';

/** One option with a value of its own. */
interface Option {
  /** As it is written: `jwt-secret`, `jwtSecret`. */
  readonly name: string;
  readonly fallback: SyntaxNode;
  /** A variable that is asked before the default. */
  readonly variable?: string | undefined;
}

const declaring =
  /^(?:option|options|requiredOption|default|parseArgs|meow|defineCommand|add_?argument|\w{1,20}\.(?:string|option))$/i;

/** Files that take options by hand of one of these. */
const parsers =
  /\b(?:commander|yargs|meow|cac|sade|citty|caporal|argparse|parseArgs|oclif\/(?:core|command))\b/;

/** Objects of what was given, by where they come from. */
const parsed: readonly (readonly [module: RegExp, path: RegExp])[] = [
  [/^(?:commander|@commander-js\/extra-typings|@caporal\/core)$/, /^$|^program$|(?:\(\)|#)$/],
  [/^yargs(?:\/yargs)?$/, /^(?:argv|.*(?:\(\)|argv))$/],
  [/^(?:util|@pkgjs\/parseargs)$/, /^parseArgs\.\(\)(?:\.values)?$/],
  [/^meow$/, /^\(\)\.flags$/],
  [/^cac$/, /\.options$/],
  [/^argparse$/, /^ArgumentParser\.#$/],
];

/** Settings of the options, whose names tell of keys where nothing else does. */
export function collectOptions(reading: Reading, collector: Collector): void {
  for (const { name, fallback } of optionsOf(reading)) {
    const value = lower(reading, fallback);
    if (value.kind !== 'text') continue;
    const where = at(reading, fallback);
    addDefinition(collector, { space: 'setting', name, value, at: where, carrier: 'schema' });
  }
  const given = givenIn(reading);
  if (given) define(collector, wholeName, given, given.at);
}

/** What the file is given, wherever it is handed on as a whole: followed once, however many names it has. */
const wholeName = '#given';

const known = new WeakMap<SyntaxNode, readonly Option[]>();

/** All that the file declares; looked for once. */
function optionsOf(reading: Reading): readonly Option[] {
  const before = known.get(reading.root);
  if (before) return before;
  const found = nodesOf(reading, 'call_expression').flatMap((call) => declaredBy(reading, call));
  const first = found.slice(0, maxDefinitions);
  if (found.length > first.length) reading.budget.take(Number.POSITIVE_INFINITY);
  known.set(reading.root, first);
  return first;
}

function declaredBy(reading: Reading, call: SyntaxNode): readonly Option[] {
  const callee = childOf(call, 'function');
  const method = callee && (propertyName(callee, reading.text) ?? textOf(reading, callee));
  if (!callee || method === undefined || !declaring.test(method)) {
    return callee && method === 'string' ? ofFlag(reading, call, callee) : [];
  }
  const [first, second, third] = argumentsOf(call);
  if (!first) return [];
  const name = literalText(first, reading.text);
  const groups = method === 'parseArgs' ? 'options' : method === 'defineCommand' ? 'args' : 'flags';
  if (/^(?:parseArgs|defineCommand|meow)$/.test(method)) {
    const given = [first, second].flatMap((node) => (node ? pairsOf(reading, node) : []));
    return given.flatMap(([key, node]) => (key === groups ? ofObject(reading, node) : []));
  }
  if (name === undefined)
    return method === 'default' ? ofChain(reading, call, first) : ofObject(reading, first);
  if (method === 'default') return second ? option(name, second) : ofChain(reading, call, first);
  const given = second?.type === 'object' ? second : third;
  return ofGiven(reading, name, given);
}

/** `{ 'jwt-secret': { default: 'x' } }` */
function ofObject(reading: Reading, object: SyntaxNode): readonly Option[] {
  return pairsOf(reading, object).flatMap(([key, node]) =>
    node.type === 'object' ? ofGiven(reading, key, node) : [],
  );
}

/** What follows an option's name: an object that says its default, or the default itself. */
function ofGiven(reading: Reading, name: string, given: SyntaxNode | undefined): readonly Option[] {
  if (given?.type !== 'object') return given ? option(name, given) : [];
  const properties = new Map(pairsOf(reading, given));
  const fallback = properties.get('default') ?? properties.get('defaultValue');
  const variable = properties.get('env');
  return fallback ? option(name, fallback, variable && literalText(variable, reading.text)) : [];
}

/** `new Option('--jwt-secret <text>').env('JWT_SECRET').default('x')` */
function ofChain(reading: Reading, call: SyntaxNode, fallback: SyntaxNode): readonly Option[] {
  let whole = call;
  while (whole.parent?.type === 'member_expression' && whole.parent.parent) {
    whole = whole.parent.parent;
  }
  const text = textOf(reading, whole).slice(0, 400);
  const name = /^new\s+(?:\w+\.)?Option\(\s*['"`]([^'"`]{1,80})['"`]/.exec(text)?.[1];
  const variable = /\.env\(\s*['"`](\w{1,100})['"`]/.exec(text)?.[1];
  return name === undefined ? [] : option(name, fallback, variable);
}

/** oclif's `static flags = { jwtSecret: Flags.string({ default: 'x', env: 'JWT_SECRET' }) }` */
function ofFlag(reading: Reading, call: SyntaxNode, callee: SyntaxNode): readonly Option[] {
  const key = call.parent?.type === 'pair' ? childOf(call.parent, 'key') : undefined;
  const name = key && keyText(key, reading.text);
  if (name === undefined || !/^@oclif\//.test(originOf(reading, callee)?.module ?? '')) return [];
  return ofGiven(reading, name, argumentsOf(call)[0]);
}

/** By the long one of its names: `-s, --jwt-secret <text>`. */
function option(
  written: string,
  fallback: SyntaxNode,
  variable?: string | undefined,
): readonly Option[] {
  const name = /--([\w-]{2,60})/.exec(written)?.[1] ?? /^[\w-]{2,60}$/.exec(written)?.[0];
  return name === undefined ? [] : [{ name, fallback, variable }];
}

function pairsOf(reading: Reading, wrapped: SyntaxNode): (readonly [string, SyntaxNode])[] {
  const node = unwrap(wrapped);
  if (node.type !== 'object') return [];
  return node.children.flatMap((pair) => {
    const key = childOf(pair, 'key');
    const value = childOf(pair, 'value');
    const name = key && keyText(key, reading.text);
    return value && name !== undefined ? [[name, unwrap(value)] as const] : [];
  });
}

/** What was given on the command line, where `node` is an object of it. */
export function givenOptions(reading: Reading, node: SyntaxNode): Expression | undefined {
  return givenIn(reading) && isGiven(reading, node) ? wholeAt(reading, node) : undefined;
}

function isGiven(reading: Reading, node: SyntaxNode): boolean {
  const origin = originOf(reading, node);
  return (origin !== undefined && isParsed(origin)) || isOclif(reading, node);
}

function wholeAt(reading: Reading, node: SyntaxNode): Expression {
  return { kind: 'name', path: [wholeName], at: at(reading, node) };
}

/** One option of it, `program.secret`. */
export function givenOption(
  reading: Reading,
  object: SyntaxNode,
  property: string,
): Expression | undefined {
  const all = givenIn(reading);
  return all && Object.hasOwn(all.properties, property) && isGiven(reading, object)
    ? all.properties[property]
    : undefined;
}

/** The same for a parameter of a function that is called with what was given: `.action((options) => ...)`. */
export function handedOptions(reading: Reading, { parameter }: Binding): Expression | undefined {
  if (!parameter || !givenIn(reading)) return undefined;
  const { parent } = parameter.function;
  const callee =
    parent?.type === 'arguments' ? childOf(parent.parent ?? undefined, 'function') : undefined;
  const key =
    parent?.type === 'pair' ? childOf(parent, 'key') : childOf(parameter.function, 'name');
  const name =
    (callee && propertyName(callee, reading.text)) ?? (key && keyText(key, reading.text)) ?? '';
  return /^(?:action|command|handler|run)$/.test(name)
    ? wholeAt(reading, parameter.function)
    : undefined;
}

type ObjectOf = Expression & { readonly kind: 'object' };

const given = new WeakMap<SyntaxNode, ObjectOf | null>();

/** What the file is given as an object, made once; `undefined` where it takes no options. */
function givenIn(reading: Reading): ObjectOf | undefined {
  const before = given.get(reading.root);
  if (before !== undefined) return before ?? undefined;
  // A default that is itself read from what was given is not followed in a circle.
  given.set(reading.root, null);
  const options = optionsOf(reading);
  if (options.length === 0 || !parsers.test(reading.text)) return undefined;
  const made = values(reading, options);
  given.set(reading.root, made);
  return made;
}

function isParsed({ module, path }: Origin): boolean {
  const way = path.join('.');
  return parsed.some(([from, below]) => from.test(module) && below.test(way));
}

/** `await this.parse(Run)` of oclif. */
function isOclif(reading: Reading, node: SyntaxNode): boolean {
  const callee = node.type === 'call_expression' ? childOf(node, 'function') : undefined;
  return callee !== undefined && textOf(reading, callee) === 'this.parse';
}

/** Each option by the names that code reads it by, and all of them below `args`, `flags`, `options` and `values`. */
function values(reading: Reading, options: readonly Option[]): ObjectOf {
  const properties: Record<string, Expression> = Object.create(null);
  for (const { name, fallback, variable } of options) {
    const where = at(reading, fallback);
    const of = lower(reading, fallback);
    const value: Expression =
      variable === undefined
        ? { kind: 'choice', how: 'fallback', options: [unknown(reading, fallback), of], at: where }
        : { kind: 'env', name: variable, fallback: of, at: where };
    properties[name] = value;
    properties[name.replaceAll('-', '_')] = value;
    properties[name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())] = value;
  }
  const where = at(reading, reading.root);
  const all: Expression = { kind: 'object', properties, spreads: [], at: where };
  return {
    ...all,
    properties: { args: all, flags: all, options: all, values: all, ...properties },
  };
}
