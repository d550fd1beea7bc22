// What a part of a configuration tree is by its shape and the names in it: a block of variables, one setting with its
// default, one setting for each environment, a pair of a name and a value. What is made of it is left to the walk.
import { readAssignment } from './assignments.ts';
import {
  type ConfigEntry,
  type ConfigMap,
  type ConfigNode,
  type ConfigScalar,
  child,
  textAt,
} from './config-tree.ts';
import { areEnvironments, environmentOfWord } from './paths.ts';

// In lower case; compose, Kubernetes, CI systems, PaaS manifests, CloudFormation, VS Code, Helm charts.
const variableBlocks: ReadonlySet<string> = new Set([
  ...['env', 'environment', 'variables', 'vars', 'env_variables', 'env_vars', 'envvars', 'envs'],
  ...['containerenv', 'remoteenv'],
  ...['extraenv', 'extraenvvars', 'extraenvs', 'environment_variables', 'environmentvariables'],
  ...[
    'env_variable',
    'secrets',
    'secretenv',
    'envsecrets',
    'secretenvvars',
    'literals',
    'runtimeenv',
    'config_vars',
    'sensitive_config_vars',
    'app_settings',
    'environment_vars',
    'option_settings',
    'secret_environment_variables',
    'substitutions',
  ],
]);

/** `api_env`, `workerEnvironment`: such a block too, where it holds nothing but names in capitals. */
const variableBlockEnding = /(?:env|environment|variables|vars)$/;

const identifier = /^[A-Za-z_][A-Za-z0-9_]{0,200}$/;
const screaming = /^[A-Z_][A-Z0-9_]{0,200}$/;

/** `env_production` is how PM2 names a block for one environment. */
export function isVariableBlock(
  { key, node }: ConfigEntry,
  bakedBlocks: ReadonlySet<string> | undefined,
): boolean {
  const name = key.toLowerCase();
  const isNamed =
    variableBlocks.has(name) ||
    bakedBlocks?.has(name) === true ||
    // `x-volumes: &all`: what Compose leaves to be merged into the blocks of its services.
    ((variableBlockEnding.test(name) || name.startsWith('x-')) && holdsVariables(node)) ||
    (name.startsWith('env_') && environmentOfWord(name.slice('env_'.length)) !== undefined);
  // `environment: production` is a setting.
  return isNamed && (node.kind !== 'scalar' || readAssignment(node.stored, 0) !== undefined);
}

/** `production: { JWT_SECRET: ... }` among variables: those of one environment. */
export function holdsVariables(node: ConfigNode): boolean {
  return (
    node.kind === 'map' &&
    node.entries.length > 0 &&
    node.entries.every((entry) => entry.node.kind === 'scalar' && screaming.test(entry.key))
  );
}

/** `RAILS_ENV: test` among variables: these are what tests run with. */
export function stageOfBlock(node: ConfigNode): 'test' | undefined {
  if (node.kind !== 'map') return undefined;
  const isTest = node.entries.some(
    ({ key, node: value }) =>
      /^(?:NODE|RAILS|RACK|APP|MIX|FLASK|DJANGO)_ENV$/.test(key) &&
      value.kind === 'scalar' &&
      /^test(?:ing)?$/.test(value.stored.text),
  );
  return isTest ? 'test' : undefined;
}

/** Any identifier, or only `LIKE_THIS`. */
export function isVariableName(name: string, names: 'any' | 'screaming'): boolean {
  return (names === 'any' ? identifier : screaming).test(name);
}

/** The scalar itself, or the `value` below it (`app.json`, GitLab, Azure). */
export function scalarValue(node: ConfigNode): ConfigScalar | undefined {
  if (node.kind === 'scalar') return node;
  const value = child(node, 'value') ?? child(node, 'Value');
  return value?.kind === 'scalar' ? value : undefined;
}

/** Heroku's `generator: secret`, Render's `generateValue: true`. */
export function isGenerated(node: ConfigNode): boolean {
  return child(node, 'generator') !== undefined || child(node, 'generateValue') !== undefined;
}

/** `{ key: jwt_secret, value: ... }` in a list: variables of Postman, options of Elastic Beanstalk. */
export function pairOf(
  item: ConfigNode,
): { readonly name: string; readonly value: ConfigScalar } | undefined {
  if (item.kind !== 'map' || item.entries.length > 12) return undefined;
  const name =
    textAt(item, 'key') ??
    textAt(item, 'name') ??
    textAt(item, 'Name') ??
    textAt(item, 'option_name');
  const value =
    child(item, 'value') ??
    child(item, 'Value') ??
    child(item, 'currentValue') ??
    child(item, 'initialValue');
  const isName = name !== undefined && /^[A-Za-z_][\w.:-]{0,100}$/.test(name);
  return isName && value?.kind === 'scalar' ? { name, value } : undefined;
}

/** What may be said of a setting beside its default. */
const aboutSettings: ReadonlySet<string> = new Set([
  ...[
    'type',
    'default',
    'value',
    'description',
    'secret',
    'sensitive',
    'required',
    'env',
    'format',
  ],
  ...['nullable', 'noecho', 'label', 'title', 'doc', 'arg', 'constraintdescription', 'minlength'],
  ...['maxlength', 'allowedpattern', 'defaultvalue', 'isrequired', 'help', 'name'],
]);

/** `{ type: string, default: ... }`: the setting's value is its default. */
export function defaultOf(node: ConfigMap): ConfigScalar | undefined {
  if (node.entries.length < 2 || node.entries.length > 12) return undefined;
  const held = ['default', 'Default', 'defaultValue', 'value'].map((key) => child(node, key));
  const value = held.find((one) => one !== undefined);
  if (value?.kind !== 'scalar') return undefined;
  return node.entries.every(({ key }) => aboutSettings.has(key.toLowerCase())) ? value : undefined;
}

/** `parameters: { jwtSecret: { value: ... } }`: parameters of Azure's templates. */
export function valueOfParameter(
  node: ConfigMap,
  path: readonly string[],
): ConfigScalar | undefined {
  return node.entries.length === 1 && path.at(-2) === 'parameters' ? scalarValue(node) : undefined;
}

/** `{ dev: ..., prod: ... }`: one setting, once for each environment. */
export function isKeyedByEnvironment({ entries }: ConfigMap): boolean {
  return areEnvironments(entries.map(({ key }) => key));
}

/** Of a key that is there twice parsers take the last. */
export function liveEntries({ entries, isRepeatable }: ConfigMap): readonly ConfigEntry[] {
  if (isRepeatable) return entries;
  const last = new Map(entries.map((entry) => [entry.key, entry]));
  return last.size === entries.length ? entries : [...last.values()];
}

/** Copilot and App Runner name the parameter that holds it: `secrets: { JWT_SECRET: /app/jwt }`. */
export function isNameOfParameter({ stored }: ConfigScalar, path: readonly string[]): boolean {
  return path.at(-1) === 'secrets' && /^\/[\w.-]{1,100}\//.test(stored.text);
}

/** `existingSecret: { name: tokens, key: signing }`: where a Kubernetes Secret holds it, not what it is. */
export function isNameInSecret(
  { key }: ConfigEntry,
  owner: ConfigNode,
  path: readonly string[],
): boolean {
  return (
    key === 'key' &&
    /secret(?:_?key)?(?:_?ref)?$/i.test(path.at(-1) ?? '') &&
    textAt(owner, 'name') !== undefined
  );
}
