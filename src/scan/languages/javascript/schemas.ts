// Validators of the environment and of configuration: zod, joi, envalid, t3-env, convict and their kin. What they
// return is an object whose properties are environment reads; what they declare gives defaults and least lengths.
import type { Expression } from '../../../model/expression.ts';
import { memoByObject } from '../../../model/memo.ts';
import { withFallback } from '../../code/fallback.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { addDefinition, type Collector, define } from './collector.ts';
import { isEnvironment, looseVariableName } from './environment.ts';
import { lower } from './lower.ts';
import { originOf } from './origin.ts';
import { at, nodesOf, type Reading, textOf } from './reading.ts';
import { pairOf, pairsOf } from './schema-constraints.ts';
import { keysBelow, keysOfObject, mayApply, type SchemaKey } from './schema-keys.ts';
import { argumentsOf, propertyName, unwrap } from './shapes.ts';

/** Where schemas come from. */
const schemaModules =
  /^(?:zod(?:\/v\d|\/mini)?|joi|@hapi\/joi|@hapi\/joi-date|yup|valibot|arktype|envalid|superstruct|convict|@t3-oss\/env-(?:core|nextjs|nuxt)|znv|env-schema|env-sanitizer|zod-config|@fastify\/env|fluent-json-schema|@sinclair\/typebox|@julr\/vite-plugin-validate-env|celebrate|runtypes|effect)$/;

/** Functions that are handed a schema and give back the values, by where the schema stands in the call. */
const makers: ReadonlyMap<string, number> = new Map([
  ['cleanEnv', 1],
  ['customCleanEnv', 1],
  ['parseEnv', 1],
  ['envsafe', 0],
  ['defineEnv', 0],
]);

/** Methods of a schema that give back the values of what they are handed; superstruct and TypeBox have functions. */
const parsers: ReadonlySet<string> = new Set([
  ...['parse', 'safeParse', 'parseAsync', 'safeParseAsync', 'validate', 'validateSync'],
  ...['validateAsync', 'attempt', 'assert', 'cast', 'decode', 'create', 'mask'],
  ...['Parse', 'Decode', 'Cast', 'Default'],
]);

/** Those that nothing but a schema has, whatever they are handed. */
const schemaMethods = /^(?:safeParse|parse|validate)(?:Async|Sync)?$/;

/** Properties under which a validator puts the values next to its verdict. */
const wrappers: readonly string[] = ['value', 'data', 'output'];

/** Under these t3-env is handed the environment. */
const runtimeOptions = ['runtimeEnv', 'runtimeEnvStrict', 'experimental__runtimeEnv'];

/** What a validating call is about: the keys of its schema, and what is validated. */
interface Validation {
  readonly keys: readonly SchemaKey[];
  readonly input?: SyntaxNode | undefined;
  /** Results of other validations that are passed on. */
  readonly presets?: SyntaxNode | undefined;
}

/** The object that a validating call returns, `undefined` for other calls. */
export function schemaValues(reading: Reading, node: SyntaxNode): Expression | undefined {
  const validation = validationOf(reading, node);
  if (!validation || !mayApply(reading, validation.keys)) return undefined;
  const where = at(reading, node);
  const { keys, input } = validation;
  const properties = propertiesOf(reading)(keys)(input && objectOf(reading, input));
  const presets = validation.presets?.type === 'array' ? validation.presets.children : [];
  const spreads = presets.map((preset) => lower(reading, preset));
  const values: Expression = { kind: 'object', properties, spreads, at: where };
  const callee = childOf(node, 'function');
  const method = callee ? (propertyName(callee, reading.text) ?? '') : '';
  if (!/^(?:safeParse|validate)(?:Async)?$/.test(method)) return values;
  // `const { value } = schema.validate(process.env)`, `schema.safeParse(process.env).data`; yup's gives them bare.
  const wrapped: Record<string, Expression> = Object.create(null);
  for (const wrapper of wrappers) wrapped[wrapper] = values;
  return { ...values, properties: wrapped, spreads: [values] };
}

/** What a schema gives of an object, or of the environment; made once, however often it is applied. */
const propertiesOf = memoByObject((reading: Reading) =>
  memoByObject((keys: readonly SchemaKey[]) => {
    const of = (given?: ReadonlyMap<string, SyntaxNode>): Readonly<Record<string, Expression>> => {
      const properties: Record<string, Expression> = Object.create(null);
      for (const key of keys) properties[key.name] = valueOfKey(reading, key, given?.get(key.name));
      return properties;
    };
    const ofObject = memoByObject((object: SyntaxNode) => of(pairsOf(reading, object)));
    const ofVariables = of();
    return (input?: SyntaxNode) => (input?.type === 'object' ? ofObject(input) : ofVariables);
  }),
);

/** `parse({ key: process.env.APP_KEY })` reads what it is handed; else the key is the variable's name. */
function valueOfKey(reading: Reading, key: SchemaKey, given: SyntaxNode | undefined): Expression {
  const value = given && lower(reading, given);
  const where = at(reading, key.node);
  const read: Expression =
    value && value.kind !== 'unknown' ? value : { kind: 'env', name: key.name, at: where };
  return key.fallback ? withFallback(read, key.fallback, read.at) : read;
}

/** The object that a name of this file stands for. */
function objectOf(reading: Reading, wrapped: SyntaxNode): SyntaxNode {
  const node = unwrap(wrapped);
  if (node.type !== 'identifier') return node;
  return reading.scopes.lookUp(node, textOf(reading, node))?.value ?? node;
}

function validationOf(reading: Reading, node: SyntaxNode): Validation | undefined {
  const callee = childOf(node, 'function');
  if (!callee) return undefined;
  const list = argumentsOf(node);
  const isMember = callee.type === 'member_expression';
  const name = isMember ? propertyName(callee, reading.text) : textOf(reading, callee);
  if (name === undefined) return undefined;
  const schema = schemaHandedTo(reading, callee, name, list);
  if (schema) {
    const keys = keysBelow(reading, schema);
    return keys && { keys };
  }
  if (name === 'createEnv') return environmentOf(reading, list[0]);
  if (!parsers.has(name)) return undefined;
  // `v.parse(schema, process.env)`, `Joi.validate(process.env, schema)`, `schema.parse({ ...process.env })`
  const input = list.find((argument) => holdsEnvironment(reading, argument));
  const receiver = isMember ? childOf(callee, 'object') : undefined;
  if (!input) return schemaMethods.test(name) ? ofUnknownInput(reading, receiver, list) : undefined;
  const other = list.find((argument) => argument !== input);
  const keys = keysBelow(reading, receiver) ?? keysBelow(reading, other);
  return keys && { keys, input };
}

/** Only of the environment are all keys in capitals: `validate(config)` of NestJS, `load(source = process.env)`. */
function ofUnknownInput(
  reading: Reading,
  receiver: SyntaxNode | undefined,
  list: readonly SyntaxNode[],
): Validation | undefined {
  if (list[0]?.type !== 'identifier') return undefined;
  const keys = keysBelow(reading, receiver) ?? [];
  return keys.length > 0 && keys.every(({ name }) => looseVariableName.test(name))
    ? { keys }
    : undefined;
}

/** The schema that `cleanEnv(process.env, schema)`, `envSchema({ schema })` and their like are handed. */
function schemaHandedTo(
  reading: Reading,
  callee: SyntaxNode,
  name: string,
  list: readonly SyntaxNode[],
): SyntaxNode | undefined {
  const maker = makers.get(name);
  if (maker !== undefined) return list[maker];
  // Fastify's plugin of the same options: `app.register(fastifyEnv, { schema })`
  const options = name === 'register' ? list[1] : list[0];
  const plugin = name === 'register' ? list[0] : callee;
  if (options?.type !== 'object' || !plugin) return undefined;
  const isOfSchema = /^(?:env-schema|@?fastify[/-]env)$/.test(
    originOf(reading, plugin)?.module ?? '',
  );
  return isOfSchema ? pairOf(reading, options, 'schema') : undefined;
}

function holdsEnvironment(reading: Reading, wrapped: SyntaxNode): boolean {
  const node = unwrap(wrapped);
  if (isEnvironment(reading, node)) return true;
  if (node.type === 'identifier') {
    const binding = reading.scopes.lookUp(node, textOf(reading, node));
    if (binding?.parameter) {
      return binding.fallback !== undefined && isEnvironment(reading, binding.fallback);
    }
    return binding?.value?.type === 'object' && holdsEnvironment(reading, binding.value);
  }
  // `Value.Default(schema, process.env)`
  if (node.type === 'call_expression') {
    return argumentsOf(node).some((argument) => isEnvironment(reading, argument));
  }
  // `{ JWT_SECRET: process.env.JWT_SECRET }`, `{ ...process.env }`
  return (
    node.type === 'object' && /\b(?:process|meta|Bun)\s*\.\s*env\b/.test(textOf(reading, node))
  );
}

/** `createEnv({ server: {...}, client: {...}, runtimeEnv: {...}, extends: [...] })` of t3-env. */
function environmentOf(reading: Reading, node: SyntaxNode | undefined): Validation | undefined {
  if (node?.type !== 'object') return undefined;
  const keys = ['server', 'client', 'shared'].flatMap(
    (name) => keysBelow(reading, pairOf(reading, node, name)) ?? [],
  );
  const presets = pairOf(reading, node, 'extends');
  const input = runtimeOptions.map((name) => pairOf(reading, node, name)).find(Boolean);
  return keys.length > 0 || presets ? { keys, input, presets } : undefined;
}

/** Definitions of the variables that the schemas of the file declare. */
export function collectSchemas(reading: Reading, collector: Collector): void {
  const seen = new Set<SyntaxNode>();
  const seenKeys = new Set<readonly SchemaKey[] | undefined>();
  const mayFill = /\buseDefaults\b/.test(reading.text);
  for (const node of nodesOf(reading, 'call_expression')) {
    if (mayFill) collectFilled(reading, collector, node);
    const keys = declaredKeys(reading, node);
    if (seenKeys.has(keys)) continue;
    seenKeys.add(keys);
    for (const key of keys ?? []) {
      // A nested schema's own keys are no variables.
      if (seen.has(key.node) || !looseVariableName.test(key.name)) continue;
      seen.add(key.node);
      const where = at(reading, key.node);
      addDefinition(collector, {
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

/** `ajv.validate(schema, config)`, `ajv.compile(schema)(config)`: with `useDefaults` what is not there is filled in. */
function collectFilled(reading: Reading, collector: Collector, node: SyntaxNode): void {
  const callee = childOf(node, 'function');
  if (!callee) return;
  const list = argumentsOf(node);
  const isValidate = propertyName(callee, reading.text) === 'validate';
  const compiled = isValidate ? undefined : compiledSchema(reading, callee);
  const schema = isValidate ? list[0] : compiled;
  const target = isValidate ? list[1] : list[0];
  const filled = schema && target?.type === 'identifier' ? lower(reading, target) : undefined;
  if (filled?.kind !== 'name') return;
  const keys = keysBelow(reading, schema);
  if (!keys || !mayApply(reading, keys)) return;
  for (const { name, node: declared, fallback } of keys) {
    if (!fallback) continue;
    const where = at(reading, declared);
    const given: Expression = { kind: 'unknown', at: where };
    define(
      collector,
      [...filled.path, name].join('.'),
      { kind: 'choice', how: 'fallback', options: [given, fallback], at: where },
      where,
    );
  }
}

/** The schema of `const check = ajv.compile(schema)`. */
function compiledSchema(reading: Reading, callee: SyntaxNode): SyntaxNode | undefined {
  if (callee.type !== 'identifier') return undefined;
  const made = reading.scopes.lookUp(callee, textOf(reading, callee))?.value;
  const call = made?.type === 'call_expression' ? childOf(made, 'function') : undefined;
  const isCompiled = call && propertyName(call, reading.text) === 'compile';
  return isCompiled && made ? argumentsOf(made)[0] : undefined;
}

/** `defineConfig({ env: { schema: { JWT_SECRET: envField.string({ default: 'x' }) } } })` */
function keysOfAstro(reading: Reading, node: SyntaxNode): readonly SchemaKey[] | undefined {
  const env = pairOf(reading, node, 'env');
  const schema = env?.type === 'object' ? pairOf(reading, env, 'schema') : undefined;
  return schema?.type === 'object' && textOf(reading, schema).includes('envField')
    ? keysOfObject(reading, schema)
    : undefined;
}

/** Objects handed to a call of a validation library are schemas, whether or not they are applied in this file. */
function declaredKeys(reading: Reading, node: SyntaxNode): readonly SchemaKey[] | undefined {
  const callee = childOf(node, 'function');
  const list = argumentsOf(node);
  const object = list.find((argument) => argument.type === 'object');
  if (!callee || !object) return undefined;
  const name = propertyName(callee, reading.text) ?? textOf(reading, callee);
  if (name === 'createEnv') return environmentOf(reading, object)?.keys;
  if (name === 'defineConfig') return keysOfAstro(reading, object);
  const schema = schemaHandedTo(reading, callee, name, list);
  if (schema) return keysBelow(reading, schema);
  if (!/^(?:object|keys|strictObject|looseObject|type|shape|extend|Object)$/.test(name)) {
    return undefined;
  }
  const origin = originOf(reading, callee);
  return origin && schemaModules.test(origin.module) ? keysOfObject(reading, object) : undefined;
}
