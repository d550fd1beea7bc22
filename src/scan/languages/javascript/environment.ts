// Reads of the environment and of configuration services, in all the ways JavaScript programs spell them.
import type { EnvRead, Expression, SettingRead } from '../../../model/expression.ts';
import { withFallback } from '../../code/fallback.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { literalText } from './literals.ts';
import { lower } from './lower.ts';
import { dottedName, type Origin, originOf, textOfOrigin } from './origin.ts';
import { at, isChanged, nodesOf, type Reading, textOf } from './reading.ts';
import { propertyName } from './shapes.ts';

/** Names of environment variables. */
export const looseVariableName = /^[A-Z][A-Z0-9_]{2,}$/;

/** Whether a node is the environment itself: `process.env`, or a name for it. */
export function isEnvironment(reading: Reading, node: SyntaxNode): boolean {
  const origin = originOf(reading, node);
  return origin !== undefined && isEnvironmentOrigin(reading, origin);
}

/** Whether a file reads variables by names that stand elsewhere; looked for once. */
export function createDynamicTest(getReading: () => Reading): () => boolean {
  let answer: boolean | undefined;
  return () => {
    const reading = getReading();
    answer ??= nodesOf(reading, 'subscript_expression').some((node) => {
      const [object, index] = [childOf(node, 'object'), childOf(node, 'index')];
      return object && index?.type === 'identifier' && isEnvironment(reading, object);
    });
    return answer;
  };
}

function isEnvironmentOrigin(reading: Reading, origin: Origin): boolean {
  return reading.rows.values.get(textOfOrigin(origin))?.is === 'environment';
}

/** The variable that a member expression or an imported name reads, if it reads one. */
export function environmentRead(reading: Reading, node: SyntaxNode): EnvRead | undefined {
  const isMember = node.type !== 'identifier' && node.type !== 'shorthand_property_identifier';
  const object = isMember ? childOf(node, 'object') : undefined;
  const property = isMember ? propertyName(node, reading.text) : undefined;
  // The origin of most members is of no interest here; this keeps the look-up to those that may matter.
  if (isMember && (property === undefined || !/^[A-Za-z_]\w*$/.test(property))) return undefined;
  const origin = originOf(reading, node);
  const name = origin?.path.at(-1);
  if (origin && name !== undefined && isName(name)) {
    const parent = { ...origin, path: origin.path.slice(0, -1) };
    const isVariable =
      isEnvironmentOrigin(reading, parent) &&
      (isMember || parent.module !== '' || originOfImport(reading, node));
    if (isVariable) return { kind: 'env', name, at: at(reading, node) };
  }
  if (
    object &&
    property !== undefined &&
    looseVariableName.test(property) &&
    isBindings(reading, object)
  ) {
    return { kind: 'env', name: property, at: at(reading, node) };
  }
  return undefined;
}

function isName(step: string): boolean {
  return step !== '()' && step !== '#' && step !== 'env' && /^[A-Za-z_]\w*$/.test(step);
}

function originOfImport(reading: Reading, node: SyntaxNode): boolean {
  return reading.scopes.lookUp(node, textOf(reading, node))?.import !== undefined;
}

/** Workers and their frameworks hand the environment over: `c.env.X`, `env.X` of `fetch(request, env)`. */
function isBindings(reading: Reading, object: SyntaxNode): boolean {
  if (object.type === 'identifier') {
    if (textOf(reading, object) !== 'env') return false;
    const binding = reading.scopes.lookUp(object, 'env');
    return !binding || binding.parameter !== undefined;
  }
  if (object.type !== 'member_expression') return false;
  const receiver = dottedName(reading, object) ?? '';
  // `@fastify/env` puts the variables there.
  if (/(?:^|\.)(?:fastify|app|server|instance)\.config$/.test(receiver)) return true;
  if (propertyName(object, reading.text) !== 'env') return false;
  return /^(?:c|ctx|context|event|platform|this|context\.cloudflare|event\.platform|platform|Astro\.locals\.runtime|this\.ctx)\.env$/.test(
    receiver,
  );
}

/** `env('X')`, `getEnv('X', 'lit')`: functions of a project or framework that read one variable. */
const readerFunction =
  /^(?:_?(?:get|read|require|load|fetch|must|use|need|ensure|parse|optional|required|mustGet|from)?_?env(?:ironment)?_?(?:var|variable|value|string|str|secret|key)?s?_?(?:or(?:throw|default|else|fail|die))?|(?:requiredEnv|envOr|envOrThrow|envOrDefault|optionalEnv))$/i;

const readerMethods: ReadonlySet<string> = new Set([
  'get',
  'getOrThrow',
  'getString',
  'str',
  'string',
  'array',
  'secret',
]);

/** A call that reads one variable by name, its second argument being the fallback. */
export function environmentCall(reading: Reading, node: SyntaxNode): EnvRead | undefined {
  const callee = childOf(node, 'function');
  const [first, second] = childOf(node, 'arguments')?.children ?? [];
  const name = first && literalText(first, reading.text);
  if (!callee || !first || name === undefined || !looseVariableName.test(name)) return undefined;
  const dotted = dottedName(reading, callee) ?? '';
  const last = dotted.slice(dotted.lastIndexOf('.') + 1);
  const receiver = dotted.slice(0, Math.max(0, dotted.lastIndexOf('.')));
  const isReader =
    readerFunction.test(last) ||
    ((last === 'get' || last === 'string') &&
      /^(?:env-var|getenv)$/.test(originOf(reading, callee)?.module ?? '')) ||
    (readerMethods.has(last) && /(?:^|\.|_)env(?:ironment)?(?:Service|Vars)?$/i.test(receiver));
  if (!isReader) return undefined;
  const read: EnvRead = { kind: 'env', name, at: at(reading, node) };
  const fallback = second && fallbackOf(lower(reading, second));
  return fallback ? { ...read, fallback } : read;
}

/** A second argument that can be a value; options, callbacks and types are not. */
function fallbackOf(second: Expression): Expression | undefined {
  return second.kind === 'object' || second.kind === 'function' || second.kind === 'unknown'
    ? undefined
    : second;
}

const settingMethods: ReadonlySet<string> = new Set([
  'get',
  'getOrThrow',
  'getString',
  'require',
  'requireSecret',
]);

const configModules: ReadonlySet<string> = new Set([
  'config',
  'nconf',
  'convict',
  '@nestjs/config',
]);

/** `config.get('jwt.secret')` of the usual configuration services. */
export function settingCall(reading: Reading, node: SyntaxNode): SettingRead | undefined {
  const callee = childOf(node, 'function');
  if (callee?.type !== 'member_expression') return undefined;
  const list = childOf(node, 'arguments')?.children ?? [];
  const method = propertyName(callee, reading.text);
  const object = childOf(callee, 'object');
  const path = settingPath(reading, list[0]);
  if (!object || path === undefined || path === '' || !method || !settingMethods.has(method)) {
    return undefined;
  }
  if (!isConfiguration(reading, object, list.length)) return undefined;
  // FoalTS: `Config.get('jwt.secret', 'string', fallback)`.
  const isTyped = list[1] && typeNames.test(literalText(list[1], reading.text) ?? '');
  const second = isTyped ? list[2] : list[1];
  const fallback = second && fallbackOf(lower(reading, second));
  return { kind: 'setting', path, ...(fallback && { fallback }), at: at(reading, node) };
}

/** The type a setting must have, by name; no secret stands in for a missing one like this. */
const typeNames =
  /^(?:any|array|boolean|number|object|string)(?:\|(?:boolean|number|string)){0,2}$/;

function settingPath(reading: Reading, node: SyntaxNode | undefined): string | undefined {
  if (!node) return undefined;
  const value = literalText(node, reading.text) ?? constantText(reading, node);
  if (value === undefined || !/^[\w.:/@-]{1,200}$/.test(value)) return undefined;
  // Names of environment variables keep their double underscores.
  return looseVariableName.test(value) ? value : value.replace(/:|__/g, '.');
}

/** `config.get(JWT_SECRET_KEY)` with a constant of this file. */
export function constantText(reading: Reading, node: SyntaxNode): string | undefined {
  if (node.type !== 'identifier') return undefined;
  const binding = reading.scopes.lookUp(node, textOf(reading, node));
  if (!binding?.value || isChanged(reading, binding) || binding.path.length > 0) return undefined;
  return literalText(binding.value, reading.text);
}

/** Whether a receiver is a configuration service: by import, by declared type, or by its name. */
export function isConfiguration(reading: Reading, object: SyntaxNode, argumentCount = 1): boolean {
  const origin = originOf(reading, object);
  if (origin && configModules.has(origin.module)) return true;
  if (origin?.module === 'express' && origin.path.join('.') === '()') return argumentCount === 1;
  const dotted = dottedName(reading, object);
  const last = dotted?.slice(dotted.lastIndexOf('.') + 1);
  if (last === undefined) return false;
  if (/config(?:uration)?(?:Service)?$|^(?:conf|nconf|cfg|settings|settingsService)$/i.test(last))
    return true;
  if (last === 'app') return argumentCount === 1;
  return /^ConfigService\b/.test(declaredType(reading, object));
}

function declaredType(reading: Reading, object: SyntaxNode): string {
  if (object.type === 'identifier') {
    return reading.scopes.lookUp(object, textOf(reading, object))?.type ?? '';
  }
  const receiver = childOf(object, 'object');
  const property = propertyName(object, reading.text);
  if (receiver?.type !== 'this' || property === undefined) return '';
  return reading.scopes.classAround(receiver)?.members.get(property)?.type ?? '';
}

/** Modules whose properties are settings: node-config, and data files that are imported as they are. */
export function isSettingsModule(module: string): boolean {
  return (
    module === 'config' ||
    (/\.(?:json5?|ya?ml|toml)$/.test(module) && !/package\.json$/.test(module))
  );
}

/** `config.jwt.secret` of such a module, and `useRuntimeConfig().jwtSecret` of Nuxt. */
export function settingRead(reading: Reading, node: SyntaxNode): SettingRead | undefined {
  const origin = originOf(reading, node);
  const isNuxt = origin?.path[0] === 'useRuntimeConfig' && origin.path[1] === '()';
  if (!origin || (!isSettingsModule(origin.module) && !isNuxt)) return undefined;
  const path = isNuxt ? ['runtimeConfig', ...origin.path.slice(2)] : origin.path;
  if (path.length <= (isNuxt ? 1 : 0)) return undefined;
  if (path.some((step) => step === '()' || step === '#')) return undefined;
  return { kind: 'setting', path: path.join('.'), at: at(reading, node) };
}

/** Methods of env-var and friends that only type or demand a variable; `default` gives its fallback. */
export function refinedRead(
  of: Expression,
  method: string,
  argument: Expression | undefined,
): Expression | undefined {
  if (of.kind !== 'env' && of.kind !== 'setting') return undefined;
  if (method === 'default') {
    return argument ? withFallback(of, argument, of.at) : of;
  }
  return /^(?:as[A-Z]\w*|required|convertFromBase64|from|example|unwrap|orThrow)$/.test(method)
    ? of
    : undefined;
}
