// GitHub's published description of its API, as a judge of requests: method, path, parameters and body.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';

type Json = Readonly<Record<string, unknown>>;

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Json;
}

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly body: Json | undefined;
  readonly responses: Readonly<Record<string, Json | undefined>>;
}

/** An operation that a request is for, with the values in its path. */
export interface MatchedOperation extends Operation {
  readonly values: Readonly<Record<string, string>>;
}

// 13 MB: parsed once, and only what is asked for is resolved.
const description: Json = JSON.parse(
  readFileSync(
    createRequire(import.meta.url).resolve('@octokit/openapi/generated/api.github.com.json'),
    'utf8',
  ),
);
const ajv = new Ajv({ strict: false, validateFormats: false, coerceTypes: false, allErrors: true });
const coercing = new Ajv({ strict: false, validateFormats: false, coerceTypes: true });
const validators = new WeakMap<object, ValidateFunction>();
const around = new WeakMap<Parameter, Json>();
const operations = new Map<string, Operation | undefined>();

const templates = Object.keys(record(description.paths)).map((template) => ({
  template,
  pattern: new RegExp(
    `^${template
      .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
      .replace(/\{(\w+)\}/g, (_, name: string) => `(?<${name}>[^/]+)`)}$`,
  ),
}));

/** The operation of a request; `undefined` where the description has none. */
export function matchOperation(method: string, path: string): MatchedOperation | undefined {
  // Literal parts before parameters: `/pulls/comments/{id}` is not `/pulls/{number}/...`.
  const found = templates
    .filter(({ pattern }) => pattern.test(path))
    .toSorted((a, b) => a.template.split('{').length - b.template.split('{').length);
  for (const { template, pattern } of found) {
    const operation = readOperation(method.toLowerCase(), template);
    if (operation) return { ...operation, values: { ...pattern.exec(path)?.groups } };
  }
  return undefined;
}

/** Why the description rejects the request; empty where it does not. */
export function judgeRequest(
  operation: MatchedOperation,
  query: URLSearchParams,
  body: unknown,
): string[] {
  const problems: string[] = [];
  const declared = operation.parameters;
  for (const name of query.keys()) {
    if (!declared.some((one) => one.in === 'query' && one.name === name)) {
      problems.push(`query parameter ${name} does not exist`);
    }
  }
  for (const parameter of declared) {
    const { name, in: place, required } = parameter;
    if (place === 'header') continue;
    const value = place === 'path' ? operation.values[name] : query.get(name);
    if (value === undefined || value === null) {
      if (required) problems.push(`parameter ${name} is missing`);
    } else {
      problems.push(...check(coercing, schemaAround(parameter), { [name]: value }));
    }
  }
  if (operation.body === undefined) {
    if (body !== undefined) problems.push('a body where none belongs');
  } else {
    const known = Object.keys(record(operation.body.properties));
    const unknown = Object.keys(record(body)).filter((name) => !known.includes(name));
    // The description does not forbid more, but what it does not know does nothing.
    problems.push(...unknown.map((name) => `body property ${name} does not exist`));
    problems.push(...check(ajv, operation.body, body ?? {}));
  }
  return problems;
}

/** One object a parameter: a schema is compiled once, and values are turned into what it asks for inside of objects alone. */
function schemaAround(parameter: Parameter): Json {
  const known = around.get(parameter);
  if (known) return known;
  const made = { type: 'object', properties: { [parameter.name]: parameter.schema } };
  around.set(parameter, made);
  return made;
}

/** Why a response of the test server is not one of GitHub's; keeps the server honest. */
export function judgeResponse(operation: Operation, status: number, body: unknown): string[] {
  const schema = operation.responses[String(status)];
  return schema === undefined ? [] : check(ajv, schema, body);
}

function check(judge: Ajv, schema: Json, value: unknown): string[] {
  let validate = validators.get(schema);
  if (!validate) {
    validate = judge.compile(schema);
    validators.set(schema, validate);
  }
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function readOperation(method: string, template: string): Operation | undefined {
  const key = `${method} ${template}`;
  if (operations.has(key)) return operations.get(key);
  const item = record(record(description.paths)[template]);
  const raw = item[method];
  const operation = raw === undefined ? undefined : toOperation(record(resolve(raw)));
  operations.set(key, operation);
  return operation;
}

function toOperation(raw: Json): Operation {
  const responses = Object.entries(record(raw.responses)).map(([status, response]) => [
    status,
    jsonSchema(record(response).content),
  ]);
  return {
    operationId: String(raw.operationId),
    // The cast: this is the shape of OpenAPI 3.
    parameters: (raw.parameters ?? []) as readonly Parameter[],
    body: jsonSchema(record(raw.requestBody).content),
    responses: Object.fromEntries(responses),
  };
}

function jsonSchema(content: unknown): Json | undefined {
  const schema = record(record(content)['application/json']).schema;
  return schema === undefined ? undefined : record(schema);
}

/** `value` with references replaced and `nullable` spelled as JSON Schema does. Examples are left out. */
function resolve(value: unknown, depth = 0): unknown {
  if (depth > 60) return {};
  if (Array.isArray(value)) return value.map((one) => resolve(one, depth + 1));
  if (typeof value !== 'object' || value === null) return value;
  if ('$ref' in value && typeof value.$ref === 'string') {
    const target = value.$ref
      .slice(2)
      .split('/')
      .reduce<unknown>((at, name) => record(at)[name], description);
    return resolve(target, depth + 1);
  }
  const { nullable, example, examples, ...rest } = record(value);
  const resolved = Object.fromEntries(
    Object.entries(rest).map(([name, one]) => [name, resolve(one, depth + 1)]),
  );
  return nullable === true ? { anyOf: [resolved, { type: 'null' }] } : resolved;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
