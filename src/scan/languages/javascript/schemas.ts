// Validators of the environment and of configuration: zod, joi, envalid, t3-env, convict and their kin. What they
// return is an object whose properties are environment reads; what they declare gives defaults and least lengths.
import type { Expression } from '../../../model/expression.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { argumentsOf } from './call-parts.ts';
import { add, type Collector } from './collector.ts';
import { isEnvironment } from './environment.ts';
import { keyText, lower } from './lower.ts';
import { originOf, propertyName, unwrap } from './origin.ts';
import { at, nodesOf, type Reading, textOf } from './reading.ts';

/** One variable that a schema declares. */
interface SchemaKey {
  readonly name: string;
  readonly node: SyntaxNode;
  readonly fallback?: Expression;
  readonly minLength?: number;
}

const schemaModules =
  /^(?:zod(?:\/v\d|\/mini)?|joi|@hapi\/joi|@hapi\/joi-date|yup|valibot|arktype|envalid|superstruct|convict|@t3-oss\/env-(?:core|nextjs|nuxt)|znv|env-schema|env-sanitizer|zod-config|@fastify\/env|fluent-json-schema|@sinclair\/typebox|@julr\/vite-plugin-validate-env|celebrate|runtypes|effect)$/;

/** Functions that are handed a schema and give back the values, by where the schema stands in the call. */
const makers: ReadonlyMap<
  string,
  { readonly argument: number; readonly path?: readonly string[] }
> = new Map([
  ['cleanEnv', { argument: 1 }],
  ['customCleanEnv', { argument: 1 }],
  ['parseEnv', { argument: 1 }],
  ['envsafe', { argument: 0 }],
  ['defineEnv', { argument: 0 }],
]);

/** Methods of a schema that give back the values of what they are handed. */
const parsers: ReadonlySet<string> = new Set([
  'parse',
  'safeParse',
  'parseAsync',
  'safeParseAsync',
  'validate',
  'validateSync',
  'validateAsync',
  'attempt',
  'assert',
  'cast',
  'decode',
]);

/** Methods of a schema that are handed options, not keys. */
const optionMethods =
  /^(?:prefs|preferences|options|meta|describe|openapi|example|refine|superRefine|transform|pipe|messages?|error)$/;

/** Properties under which a validator puts the values next to its verdict. */
const wrappers: readonly string[] = ['value', 'data', 'output'];

/** The object that a validating call returns, `undefined` for other calls. */
export function schemaValues(reading: Reading, node: SyntaxNode): Expression | undefined {
  const keys = keysOfCall(reading, node);
  if (!keys) return undefined;
  const where = at(reading, node);
  const properties: Record<string, Expression> = Object.create(null);
  for (const key of keys) {
    properties[key.name] = {
      kind: 'env',
      name: key.name,
      ...(key.fallback && { fallback: key.fallback }),
      at: at(reading, key.node),
    };
  }
  const values: Expression = { kind: 'object', properties, spreads: [], at: where };
  const callee = childOf(node, 'function');
  const method = callee ? (propertyName(reading, callee) ?? '') : '';
  if (!/^(?:safeParse|validate)(?:Async)?$/.test(method)) return values;
  // `const { value } = schema.validate(process.env)`, `schema.safeParse(process.env).data`; yup's gives them bare.
  const wrapped: Record<string, Expression> = Object.create(null);
  Object.assign(wrapped, properties);
  for (const wrapper of wrappers) wrapped[wrapper] = values;
  return { ...values, properties: wrapped };
}

function keysOfCall(reading: Reading, node: SyntaxNode): readonly SchemaKey[] | undefined {
  const callee = childOf(node, 'function');
  if (!callee) return undefined;
  const list = argumentsOf(node);
  const isMember = callee.type === 'member_expression';
  const name = isMember ? propertyName(reading, callee) : textOf(reading, callee);
  const maker = name === undefined ? undefined : makers.get(name);
  if (maker) return keysBelow(reading, list[maker.argument]);
  if (name === 'createEnv') return environmentKeys(reading, list[0]);
  if (name === undefined || !parsers.has(name)) return undefined;
  // `v.parse(schema, process.env)`, `Joi.validate(process.env, schema)`, `schema.parse({ ...process.env })`
  const values = list.find((argument) => holdsEnvironment(reading, argument));
  if (!values) return undefined;
  const other = list.find((argument) => argument !== values);
  const receiver = isMember ? childOf(callee, 'object') : undefined;
  return keysBelow(reading, receiver) ?? keysBelow(reading, other);
}

function holdsEnvironment(reading: Reading, wrapped: SyntaxNode): boolean {
  const node = unwrap(wrapped);
  if (isEnvironment(reading, node)) return true;
  if (node.type === 'identifier') {
    const value = reading.scopes.lookup(node, textOf(reading, node))?.value;
    return value?.type === 'object' && holdsEnvironment(reading, value);
  }
  // `{ JWT_SECRET: process.env.JWT_SECRET }`, `{ ...process.env }`
  return (
    node.type === 'object' && /\b(?:process|meta|Bun)\s*\.\s*env\b/.test(textOf(reading, node))
  );
}

/** `createEnv({ server: {...}, client: {...} })` of t3-env. */
function environmentKeys(
  reading: Reading,
  node: SyntaxNode | undefined,
): readonly SchemaKey[] | undefined {
  if (node?.type !== 'object') return undefined;
  const keys = node.children.flatMap((pair) => {
    const key = childOf(pair, 'key');
    const value = childOf(pair, 'value');
    const name = key && keyText(reading, key);
    if (!value || !/^(?:server|client|shared)$/.test(name ?? '')) return [];
    return keysBelow(reading, value) ?? [];
  });
  return keys.length > 0 ? keys : undefined;
}

/** The keys of a schema expression: the object in it whose values are made by a validator. */
function keysBelow(
  reading: Reading,
  wrapped: SyntaxNode | undefined,
  steps = 8,
): readonly SchemaKey[] | undefined {
  if (!wrapped || steps <= 0) return undefined;
  const node = unwrap(wrapped);
  switch (node.type) {
    case 'object':
      return keysOfObject(reading, node);
    case 'identifier': {
      const binding = reading.scopes.lookup(node, textOf(reading, node));
      return keysBelow(reading, binding?.value, steps - 1);
    }
    case 'call_expression': {
      // `z.object({...}).strict()`, `Joi.object().keys({...}).prefs({ errors: {...} })`
      const method = propertyName(reading, childOf(node, 'function') ?? node);
      const list = optionMethods.test(method ?? '') ? [] : argumentsOf(node);
      for (const argument of list) {
        const keys = argument.type === 'object' ? keysOfObject(reading, argument) : undefined;
        if (keys && keys.length > 0) return keys;
      }
      const callee = childOf(node, 'function');
      return keysBelow(reading, callee && childOf(callee, 'object'), steps - 1);
    }
    default:
      return undefined;
  }
}

function keysOfObject(reading: Reading, node: SyntaxNode): readonly SchemaKey[] {
  return node.children.flatMap((pair): readonly SchemaKey[] => {
    const key = childOf(pair, 'key');
    const value = childOf(pair, 'value');
    const name = key && keyText(reading, key);
    if (name === undefined || !value || name === '__proto__') return [];
    return [{ name, node: pair, ...constraintsOf(reading, value) }];
  });
}

/** Default and least length that a chain such as `z.string().min(32).default('x')` states. */
function constraintsOf(
  reading: Reading,
  validator: SyntaxNode,
): Pick<SchemaKey, 'fallback' | 'minLength'> {
  let fallback: Expression | undefined;
  let minLength: number | undefined;
  let current: SyntaxNode | undefined = unwrap(validator);
  for (let steps = 0; current?.type === 'call_expression' && steps < 20; steps++) {
    const callee = childOf(current, 'function');
    const [first, second] = argumentsOf(current);
    const method = callee && (propertyName(reading, callee) ?? textOf(reading, callee));
    if (first && (method === 'default' || method === 'prefault' || method === 'catch')) {
      fallback = known(lower(reading, first)) ?? fallback;
    }
    // valibot's `v.optional(v.string(), 'x')`
    if (second && (method === 'optional' || method === 'fallback')) {
      fallback = known(lower(reading, second)) ?? fallback;
    }
    if (
      first?.type === 'number' &&
      (method === 'min' || method === 'length' || method === 'minLength')
    ) {
      minLength = Number(textOf(reading, first));
    }
    // envalid's `str({ default: 'x', devDefault: 'y' })`
    if (first?.type === 'object') fallback = defaultOf(reading, first) ?? fallback;
    current = callee && childOf(callee, 'object');
    if (current) current = unwrap(current);
  }
  return { ...(fallback && { fallback }), ...(minLength !== undefined && { minLength }) };
}

function defaultOf(reading: Reading, options: SyntaxNode): Expression | undefined {
  const values = ['default', 'devDefault'].flatMap((name) => {
    const value = pairOf(reading, options, name);
    const fallback = value && known(lower(reading, value));
    return fallback ? [fallback] : [];
  });
  const [first, second] = values;
  if (!first || !second) return first;
  return { kind: 'choice', how: 'either', options: [first, second], at: at(reading, options) };
}

function known(expression: Expression): Expression | undefined {
  return expression.kind === 'unknown' ? undefined : expression;
}

function pairOf(reading: Reading, object: SyntaxNode, name: string): SyntaxNode | undefined {
  for (const pair of object.children) {
    const key = childOf(pair, 'key');
    if (key && keyText(reading, key) === name) return childOf(pair, 'value');
  }
  return undefined;
}

/** Definitions of the variables that the schemas of the file declare. */
export function collectSchemas(reading: Reading, collector: Collector): void {
  const seen = new Set<SyntaxNode>();
  for (const node of nodesOf(reading, 'call_expression')) {
    const keys = declaredKeys(reading, node);
    for (const key of keys ?? []) {
      // A nested schema's own keys are no variables.
      if (seen.has(key.node) || !/^[A-Z][A-Z0-9_]{2,}$/.test(key.name)) continue;
      seen.add(key.node);
      const where = at(reading, key.node);
      add(collector.definitions, {
        space: 'env',
        name: key.name,
        value: {
          kind: 'env',
          name: key.name,
          ...(key.fallback && { fallback: key.fallback }),
          at: where,
        },
        at: where,
        carrier: 'schema',
        ...(key.minLength !== undefined && { minLength: key.minLength }),
      });
    }
  }
}

/** Objects handed to a call of a validation library are schemas, whether or not they are applied in this file. */
function declaredKeys(reading: Reading, node: SyntaxNode): readonly SchemaKey[] | undefined {
  const callee = childOf(node, 'function');
  const object = argumentsOf(node).find((argument) => argument.type === 'object');
  if (!callee || !object) return undefined;
  const name = propertyName(reading, callee) ?? textOf(reading, callee);
  if (name === 'createEnv') return environmentKeys(reading, object);
  const isMaker = makers.has(name);
  const isSchema =
    isMaker || /^(?:object|keys|strictObject|looseObject|type|shape|extend)$/.test(name);
  if (!isSchema) return undefined;
  const origin = originOf(reading, callee);
  return isMaker || (origin && schemaModules.test(origin.module))
    ? keysOfObject(reading, object)
    : undefined;
}
