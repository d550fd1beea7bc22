// Definitions of configuration settings that JavaScript writes down: registerAs, convict, nconf, node-config's
// files and the configuration functions of NestJS.
import type { Expression } from '../../../model/expression.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { addDefinition, type Collector } from './collector.ts';
import { constantText, isConfiguration } from './environment.ts';
import { literalText } from './literals.ts';
import { lower } from './lower.ts';
import { originOf } from './origin.ts';
import { at, nodesOf, type Reading, textOf } from './reading.ts';
import { resolveLocally } from './resolve-locally.ts';
import { pairOf } from './schema-constraints.ts';
import { argumentsOf, keyText, propertyName, unwrap } from './shapes.ts';

/** Runs after the definitions: what a configuration file exports becomes settings. */
export function collectSettings(reading: Reading, collector: Collector): void {
  const isOfModule = /ConfigModule|convict/.test(reading.text);
  for (const node of nodesOf(reading, 'call_expression')) {
    settingsOfCall(reading, collector, node, isOfModule);
  }
  collectProvided(reading, collector);
  collectProcessFiles(reading, collector);
  collectCookieKeys(reading, collector);
  const file = configurationFile(reading.path);
  if (!file) return;
  const exported = collector.exports.find((one) => one.exported === 'default' && !one.from)?.local;
  for (const definition of [...collector.definitions]) {
    // `export default function configuration() {...}` has a name of its own.
    const isNamed = definition.name === exported && definition.value.kind === 'function';
    const isExport =
      definition.name === 'default' || definition.name === 'module.exports' || isNamed;
    if (definition.space !== 'code' || !isExport) continue;
    const isFunction = definition.value.kind === 'function';
    // node-config reads files of one name only; NestJS loads functions from anywhere below `config`.
    if (!isFunction && !file.isNodeConfig) continue;
    flatten(reading, collector, '', definition.value, file.environment);
  }
}

/** `{ provide: 'JWT_SECRET', useValue: 'x' }`, which `@Inject('JWT_SECRET')` asks for. */
function collectProvided(reading: Reading, collector: Collector): void {
  if (!/\buseValue\b/.test(reading.text)) return;
  for (const node of nodesOf(reading, 'pair')) {
    const [key, token] = [childOf(node, 'key'), childOf(node, 'value')];
    if (!key || !token || !node.parent || keyText(key, reading.text) !== 'provide') continue;
    const name = literalText(token, reading.text) ?? constantText(reading, token);
    const value = pairOf(reading, node.parent, 'useValue');
    if (name && value) addSetting(collector, name, lower(reading, value), at(reading, value));
  }
}

/** Methods that set something, whatever the file imports. */
const setting = /^(?:registerAs|defineNuxtConfig|defaults|set)$/;

function settingsOfCall(
  reading: Reading,
  collector: Collector,
  node: SyntaxNode,
  isOfModule: boolean,
): void {
  const callee = childOf(node, 'function');
  const [first, second] = argumentsOf(node);
  if (!callee || !first) return;
  const method = propertyName(callee, reading.text) ?? textOf(reading, callee);
  if (!isOfModule && !setting.test(method)) return;
  const name = literalText(first, reading.text) ?? constantText(reading, first);
  if (method === 'registerAs' && name !== undefined && second) {
    flatten(reading, collector, `${name}.`, lower(reading, second));
    return;
  }
  if (method === 'defineNuxtConfig') {
    const runtime = propertyIn(lower(reading, first), 'runtimeConfig');
    if (runtime) flatten(reading, collector, 'runtimeConfig.', runtime);
    return;
  }
  const { module, path } = originOf(reading, callee) ?? {};
  if (module === '@nestjs/config' && path?.[0] === 'ConfigModule') {
    // `ConfigModule.forRoot({ load: [() => ({ jwt: {...} })] })`
    const loaded = propertyIn(lower(reading, first), 'load');
    for (const item of loaded?.kind === 'list' ? loaded.items : []) {
      flatten(reading, collector, '', item);
    }
    return;
  }
  const schema = module === 'convict' ? objectOf(reading, first) : undefined;
  if (schema) {
    convictSettings(reading, collector, schema, '');
    return;
  }
  const object = childOf(callee, 'object');
  if (!object) return;
  if (method === 'defaults' && module === 'nconf') {
    flatten(reading, collector, '', lower(reading, first));
  } else if (method === 'set' && name && second && isConfiguration(reading, object)) {
    addSetting(collector, name.replaceAll(':', '.'), lower(reading, second), at(reading, node));
  }
}

/** The object that is written there, or where the constant of this name is set. */
function objectOf(reading: Reading, wrapped: SyntaxNode): SyntaxNode | undefined {
  const node = unwrap(wrapped);
  if (node.type !== 'identifier') return node.type === 'object' ? node : undefined;
  const value = reading.scopes.lookUp(node, textOf(reading, node))?.value;
  return value && unwrap(value).type === 'object' ? unwrap(value) : undefined;
}

function propertyIn(value: Expression, name: string): Expression | undefined {
  if (value.kind !== 'object' || !Object.hasOwn(value.properties, name)) return undefined;
  return value.properties[name];
}

const maximumDepth = 6;

/** Every leaf of an object, or of the object a function returns, by dotted path. */
function flatten(
  reading: Reading,
  collector: Collector,
  prefix: string,
  wrapped: Expression,
  environment?: string,
  depth = 0,
): void {
  const value = resolveLocally(reading, wrapped);
  if (value.kind === 'function') {
    for (const returned of value.returns) {
      flatten(reading, collector, prefix, returned, environment, depth + 1);
    }
  }
  if (value.kind !== 'object' || depth > maximumDepth) return;
  for (const spread of value.spreads) {
    flatten(reading, collector, prefix, spread, environment, depth + 1);
  }
  for (const [key, property] of Object.entries(value.properties)) {
    const path = `${prefix}${key}`;
    if (property.kind === 'object') {
      flatten(reading, collector, `${path}.`, property, environment, depth + 1);
    } else addSetting(collector, path, property, property.at, environment);
  }
}

function addSetting(
  collector: Collector,
  name: string,
  value: Expression,
  where: Expression['at'],
  environment?: string,
): void {
  if (value.kind === 'unknown' || value.kind === 'function') return;
  addDefinition(collector, {
    space: 'setting',
    name,
    value,
    at: where,
    carrier: 'code',
    ...(environment !== undefined && { environment }),
  });
}

/** `{ jwt: { secret: { doc, format, default: 'x', env: 'JWT_SECRET' } } }` */
function convictSettings(
  reading: Reading,
  collector: Collector,
  object: SyntaxNode,
  prefix: string,
): void {
  for (const pair of object.children) {
    const key = childOf(pair, 'key');
    const value = childOf(pair, 'value');
    const name = key && keyText(key, reading.text);
    if (name === undefined || value?.type !== 'object' || prefix.length > 200) continue;
    const parts = lower(reading, value);
    if (parts.kind !== 'object') continue;
    const { default: fallback, env } = parts.properties;
    if (!fallback && env?.kind !== 'text') {
      convictSettings(reading, collector, value, `${prefix}${name}.`);
      continue;
    }
    const where = at(reading, pair);
    const known = fallback && fallback.kind !== 'unknown' ? fallback : undefined;
    const read: Expression | undefined =
      env?.kind === 'text'
        ? { kind: 'env', name: env.value, ...(known && { fallback: known }), at: where }
        : known;
    if (!read) continue;
    addDefinition(collector, {
      space: 'setting',
      name: `${prefix}${name}`,
      value: read,
      at: where,
      carrier: 'schema',
    });
  }
}

interface ConfigurationFile {
  readonly isNodeConfig: boolean;
  readonly environment?: string;
}

/** https://github.com/node-config/node-config/wiki/Configuration-Files: default, local and one per deployment. */
const nodeConfigFile =
  /(?:^|\/)config\/(default|local|development|dev|test|testing|staging|stage|production|prod|custom-environment-variables)(?:[-.][\w-]{1,40})?\.[cm]?[jt]s$/;

const environmentNames: ReadonlyMap<string, string> = new Map([
  ['dev', 'development'],
  ['testing', 'test'],
  ['stage', 'staging'],
  ['prod', 'production'],
]);

function configurationFile(path: string): ConfigurationFile | undefined {
  const name = nodeConfigFile.exec(path)?.[1];
  if (name === 'custom-environment-variables') return undefined;
  if (name === 'default' || name === 'local') return { isNodeConfig: true };
  if (name !== undefined) {
    return { isNodeConfig: true, environment: environmentNames.get(name) ?? name };
  }
  return /config/i.test(path) ? { isNodeConfig: false } : undefined;
}

/** `config.keys` of Egg, with which it signs cookies (eggjs/egg: config/config.default.js). */
function collectCookieKeys(reading: Reading, collector: Collector): void {
  if (!eggConfig.test(reading.path)) return;
  for (const node of nodesOf(reading, 'assignment_expression')) {
    const [left, right] = [childOf(node, 'left'), childOf(node, 'right')];
    if (!left || !right || !/^(?:config|exports)\.keys$/.test(textOf(reading, left))) continue;
    const value = lower(reading, right);
    // `appInfo.name + '_1612345678901_1234'`: everybody knows the first part.
    const written =
      value.kind === 'concat' ? value.parts.find(({ kind }) => kind === 'text') : value;
    if (written) addSetting(collector, 'app.keys', written, at(reading, right));
  }
}

const eggConfig = /(?:^|\/)config\/config\.\w{1,40}\.[cm]?[jt]s$/;

/** Configuration files that set the environment of a process: pm2's, and Next's `env`, which reaches browsers. */
function collectProcessFiles(reading: Reading, collector: Collector): void {
  const isPm2 = /(?:^|\/)(?:ecosystem|pm2|process)\.config\.[cm]?[jt]s$/.test(reading.path);
  const isNext = /(?:^|\/)next\.config\.[cm]?[jt]s$/.test(reading.path);
  if (!isPm2 && !isNext) return;
  for (const definition of [...collector.definitions]) {
    if (definition.name !== 'module.exports' && definition.name !== 'default') continue;
    const value = resolveLocally(reading, definition.value);
    const apps = propertyIn(value, 'apps');
    const blocks = apps?.kind === 'list' ? apps.items : [value];
    for (const block of blocks) environmentBlocks(reading, collector, block, isNext);
  }
}

/** `env: {...}`, `env_production: {...}` of one process. */
function environmentBlocks(
  reading: Reading,
  collector: Collector,
  block: Expression,
  isBrowserExposed: boolean,
): void {
  if (block.kind !== 'object') return;
  for (const [key, wrapped] of Object.entries(block.properties)) {
    const name = /^env(?:_(\w{1,40}))?$/.exec(key);
    const values = name && resolveLocally(reading, wrapped);
    if (values?.kind !== 'object') continue;
    const environment = name?.[1] && (environmentNames.get(name[1]) ?? name[1]);
    for (const [variable, value] of Object.entries(values.properties)) {
      // `JWT_SECRET: process.env.JWT_SECRET` hands on what is set elsewhere.
      if (value.kind === 'unknown' || (value.kind === 'env' && value.name === variable)) continue;
      addDefinition(collector, {
        space: 'env',
        name: variable,
        value,
        at: value.at,
        carrier: 'config',
        ...(environment && { environment }),
        ...(isBrowserExposed && { isBrowserExposed }),
      });
    }
  }
}
