// Turns a configuration tree into definitions: variables from blocks such as `env:` in all their shapes, everything
// else as settings by dotted path.
import { readAssignment, scanAssignments } from './assignments.ts';
import {
  type ConfigEntry,
  type ConfigMap,
  type ConfigNode,
  type ConfigScalar,
  child,
  textAt,
} from './config-tree.ts';
import type { DefinitionCollector } from './definitions.ts';
import { tooLarge } from './limits.ts';
import { environmentOfWord } from './paths.ts';
import { type StoredText, sliceStored } from './stored-text.ts';

export interface WalkOptions {
  /** Whether leaves outside of variable blocks are settings. */
  readonly hasSettings: boolean;
  /** Names taken in variable blocks: any identifier, or only `LIKE_THIS` where `env:` may mean something else. */
  readonly variableNames: 'any' | 'screaming';
  /** Strings of variable blocks are shell text: `A=1 B="2"`. */
  readonly isShell?: boolean;
  /** Keys (lower case) whose texts are shell scripts: `run:` of a workflow. */
  readonly scriptKeys?: ReadonlySet<string>;
  /** Build arguments, which end up in an image. */
  readonly bakedBlocks?: ReadonlySet<string>;
  /** Environment that a map says it is for: the profiles of a Compose service. */
  environmentOf?(node: ConfigNode): string | undefined;
  /** Quotes around a value are taken off: literals of Kustomize. */
  readonly isQuoteTrimmed?: boolean;
  /** Replaces the dotted path of the root, e.g. `jwt` for a file `jwt.yaml`. */
  readonly prefix?: readonly string[];
}

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
    'secret_environment_variables',
  ],
]);

/** Keys of manifests under which a command stands, in lower case. */
export const deploymentScripts: ReadonlySet<string> = new Set([
  ...['startcommand', 'buildcommand', 'installcommand', 'devcommand', 'predeploycommand'],
  ...['dockercommand', 'postcreatecommand', 'poststartcommand'],
]);

/** `api_env`, `workerEnvironment`: such a block too, where it holds nothing but names in capitals. */
const variableBlockEnding = /(?:env|environment|variables|vars)$/;

const identifier = /^[A-Za-z_][A-Za-z0-9_]{0,200}$/;
const screaming = /^[A-Z_][A-Z0-9_]{0,200}$/;

// Aliases make trees of exponential size out of short texts; honest files stay far below.
const maxVisits = 250_000;
const maxDepth = 150;

interface State {
  readonly collector: DefinitionCollector;
  readonly options: WalkOptions;
  visits: number;
}

/** Adds every definition below `root`. */
export function collectTree(
  root: ConfigNode,
  collector: DefinitionCollector,
  options: WalkOptions,
  environment?: string,
): void {
  const state: State = { collector, options, visits: 0 };
  walk(root, options.prefix ?? [], environment, undefined, state, 0);
}

/** Adds the variables of one block, whatever its shape: a map, a list of `A=1`, a list of `{name, value}`, a text. */
export function collectVariables(
  block: ConfigNode,
  collector: DefinitionCollector,
  options: WalkOptions,
  environment?: string,
): void {
  const state: State = { collector, options, visits: 0 };
  variables(block, [], environment, false, state, 0);
}

function isSpent(state: State, depth: number): boolean {
  const { collector } = state;
  if (state.visits++ > maxVisits) collector.cut(tooLarge(`more than ${maxVisits} values`));
  else if (depth > maxDepth) collector.cut(tooLarge(`nested deeper than ${maxDepth} levels`));
  else return collector.isFull;
  return true;
}

function walk(
  node: ConfigNode,
  path: readonly string[],
  environment: string | undefined,
  entry: ConfigEntry | undefined,
  state: State,
  depth: number,
): void {
  if (isSpent(state, depth)) return;
  if (node.kind === 'scalar') {
    if (entry) addSetting(node, path, environment, entry, state);
    return;
  }
  if (node.kind === 'list') {
    node.items.forEach((item, index) => {
      const { start, end } = outerRange(item);
      const pair = pairOf(item);
      if (pair) {
        addSetting(
          pair.value,
          [...path, pair.name],
          environment,
          { key: '', start, end, node: item },
          state,
        );
        return;
      }
      const inner = { key: String(index), start, end, node: item };
      walk(item, [...path, String(index)], environment, inner, state, depth + 1);
    });
    return;
  }
  const held = path.length > 0 ? defaultOf(node) : undefined;
  if (held && entry) {
    addSetting(held, path, environment, entry, state);
    return;
  }
  const isByEnvironment = path.length > 0 && isKeyedByEnvironment(node);
  for (const inner of liveEntries(node)) {
    if (isNameInSecret(inner, node, path)) continue;
    if (isVariableBlock(inner, state)) {
      const isBaked = state.options.bakedBlocks?.has(inner.key.toLowerCase()) === true;
      const named = environmentOfWord(inner.key.slice('env_'.length)) ?? environment;
      variables(inner.node, [...path, inner.key], named, isBaked, state, depth + 1);
      continue;
    }
    if (state.options.scriptKeys?.has(inner.key.toLowerCase()) && inner.node.kind !== 'map') {
      addScript(inner.node, environment, state);
      continue;
    }
    const isWord = inner.node.kind === 'map' || isByEnvironment;
    const word = isWord ? environmentOfWord(inner.key) : undefined;
    // `production: { jwt: ... }` at the top names the environment, not a part of the setting; so does the one key of
    // several that all do.
    const next = isByEnvironment || (word && path.length === 0) ? path : [...path, inner.key];
    const named = word ?? state.options.environmentOf?.(inner.node) ?? environment;
    walk(inner.node, next, named, inner, state, depth + 1);
  }
}

/** `{ key: jwt_secret, value: ... }` in a list: variables of Postman, options of Elastic Beanstalk. */
function pairOf(
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
function defaultOf(node: ConfigMap): ConfigScalar | undefined {
  if (node.entries.length < 2 || node.entries.length > 12) return undefined;
  const held = ['default', 'Default', 'defaultValue', 'value'].map((key) => child(node, key));
  const value = held.find((one) => one !== undefined);
  if (value?.kind !== 'scalar') return undefined;
  return node.entries.every(({ key }) => aboutSettings.has(key.toLowerCase())) ? value : undefined;
}

/** `{ dev: ..., prod: ... }`: one setting, once for each environment. */
function isKeyedByEnvironment({ entries }: ConfigMap): boolean {
  return (
    entries.length >= 2 &&
    entries.length <= 12 &&
    entries.every(
      ({ key }) => environmentOfWord(key) !== undefined || /^(?:default|local|base)$/.test(key),
    ) &&
    entries.some(({ key }) => environmentOfWord(key) !== undefined)
  );
}

/** Of a key that is there twice parsers take the last. */
function liveEntries({ entries, isRepeatable }: ConfigMap): readonly ConfigEntry[] {
  if (isRepeatable) return entries;
  const last = new Map(entries.map((entry) => [entry.key, entry]));
  return last.size === entries.length ? entries : [...last.values()];
}

/** `existingSecret: { name: tokens, key: signing }`: where a Kubernetes Secret holds it, not what it is. */
function isNameInSecret({ key }: ConfigEntry, owner: ConfigNode, path: readonly string[]): boolean {
  return (
    key === 'key' &&
    /secret(?:_?key)?(?:_?ref)?$/i.test(path.at(-1) ?? '') &&
    textAt(owner, 'name') !== undefined
  );
}

/** `env_production` is how PM2 names a block for one environment. */
function isVariableBlock({ key, node }: ConfigEntry, { options }: State): boolean {
  const name = key.toLowerCase();
  const isNamed =
    variableBlocks.has(name) ||
    options.bakedBlocks?.has(name) === true ||
    (variableBlockEnding.test(name) && holdsVariables(node)) ||
    (name.startsWith('env_') && environmentOfWord(name.slice('env_'.length)) !== undefined);
  // `environment: production` is a setting.
  return isNamed && (node.kind !== 'scalar' || readAssignment(node.stored, 0) !== undefined);
}

function variables(
  node: ConfigNode,
  path: readonly string[],
  environment: string | undefined,
  isBaked: boolean,
  state: State,
  depth: number,
): void {
  if (isSpent(state, depth)) return;
  if (node.kind === 'scalar') {
    addShellText(node, environment, isBaked, state);
    return;
  }
  if (node.kind === 'list') {
    node.items.forEach((item, index) => {
      variableItem(item, [...path, String(index)], environment, isBaked, state, depth + 1);
    });
    return;
  }
  for (const entry of liveEntries(node)) {
    const scalar = scalarValue(entry.node);
    if (scalar && isVariableName(entry.key, state)) {
      addVariable(entry.key, scalar, entry, environment, isBaked, state);
    } else if (entry.node.kind === 'list') {
      variables(entry.node, [...path, entry.key], environment, isBaked, state, depth + 1);
    } else if (!isGenerated(entry.node)) {
      const word = entry.node.kind === 'map' ? environmentOfWord(entry.key) : undefined;
      if (isVariableBlock(entry, state)) {
        variables(entry.node, [...path, entry.key], environment, isBaked, state, depth + 1);
      } else if (word !== undefined && holdsVariables(entry.node)) {
        variables(entry.node, [...path, entry.key], word, isBaked, state, depth + 1);
      } else walk(entry.node, [...path, entry.key], word ?? environment, entry, state, depth + 1);
    }
  }
}

/** One item of a list of variables. */
function variableItem(
  item: ConfigNode,
  path: readonly string[],
  environment: string | undefined,
  isBaked: boolean,
  state: State,
  depth: number,
): void {
  if (item.kind === 'scalar') {
    if (state.options.isShell) addShellText(item, environment, isBaked, state);
    else if (!addPairText(item, environment, isBaked, state)) {
      // `secrets: [a, b]` is a list of values, such as the keys of a cookie session.
      const entry = { key: '', ...outerRange(item), node: item };
      addSetting(item, path, environment, entry, state);
    }
    return;
  }
  if (item.kind === 'list' || isSpent(state, depth)) return;
  const name = textAt(item, 'name') ?? textAt(item, 'key') ?? textAt(item, 'Name');
  if (name !== undefined) {
    const whole = { key: name, start: item.start, end: item.end, node: item };
    const scalar = scalarValue(item);
    const isVariable = scalar !== undefined || child(item, 'valueFrom') !== undefined;
    if (!identifier.test(name) || isGenerated(item)) return;
    if (scalar) addVariable(name, scalar, whole, environment, isBaked, state);
    else addSecretKey(name, item, environment, state);
    // Render: groups with a name and `envVars` of their own.
    if (!isVariable) walk(item, path, environment, undefined, state, depth + 1);
    return;
  }
  // CircleCI: a list of maps with one name each.
  variables(item, path, environment, isBaked, state, depth + 1);
}

/** `valueFrom.secretKeyRef.key` under another name: the variable is what that key of the Secret says. */
function addSecretKey(
  name: string,
  item: ConfigNode,
  environment: string | undefined,
  { collector }: State,
): void {
  const source = child(item, 'valueFrom');
  const key =
    child(child(source, 'secretKeyRef'), 'key') ?? child(child(source, 'configMapKeyRef'), 'key');
  if (key?.kind !== 'scalar' || key.stored.text === name) return;
  const { start, end } = outerRange(item);
  const at = collector.rangeOf(key.stored.start, key.stored.end);
  const value = { kind: 'env', name: key.stored.text, at } as const;
  collector.add({ space: 'env', name, value, start, end, environment });
}

/** The scalar itself, or the `value` below it (`app.json`, GitLab, Azure). */
function scalarValue(node: ConfigNode): ConfigScalar | undefined {
  if (node.kind === 'scalar') return node;
  const value = child(node, 'value') ?? child(node, 'Value');
  return value?.kind === 'scalar' ? value : undefined;
}

/** `production: { JWT_SECRET: ... }` among variables: those of one environment. */
function holdsVariables(node: ConfigNode): boolean {
  return (
    node.kind === 'map' &&
    node.entries.length > 0 &&
    node.entries.every((entry) => entry.node.kind === 'scalar' && screaming.test(entry.key))
  );
}

/** Heroku's `generator: secret`, Render's `generateValue: true`. */
function isGenerated(node: ConfigNode): boolean {
  return child(node, 'generator') !== undefined || child(node, 'generateValue') !== undefined;
}

function isVariableName(name: string, state: State): boolean {
  return (state.options.variableNames === 'any' ? identifier : screaming).test(name);
}

function addVariable(
  name: string,
  scalar: ConfigScalar,
  entry: ConfigEntry,
  environment: string | undefined,
  isBaked: boolean,
  { collector }: State,
): void {
  if (!scalar.isText) return;
  const { start, end } = entry;
  const value = scalarContent(scalar, collector);
  collector.add({ space: 'env', name, value, start, end, environment, isImageBaked: isBaked });
}

/** `JWT_SECRET=abc` as one text: everything after the first `=` is the value. */
function addPairText(
  scalar: ConfigScalar,
  environment: string | undefined,
  isBaked: boolean,
  { collector, options }: State,
): boolean {
  const { text, start, end } = scalar.stored;
  const sign = text.indexOf('=');
  const name = text.slice(0, Math.max(0, sign));
  if (!identifier.test(name)) return false;
  const isQuoted = options.isQuoteTrimmed === true && /^(['"]).*\1$/s.test(text.slice(sign + 1));
  const inset = isQuoted && text.length > sign + 2 ? 1 : 0;
  const value = sliceStored(scalar.stored, sign + 1 + inset, text.length - inset);
  collector.add({ space: 'env', name, value, start, end, environment, isImageBaked: isBaked });
  return true;
}

/** Variables that a script sets: a text, or a list of commands. */
function addScript(node: ConfigNode, environment: string | undefined, { collector }: State): void {
  for (const item of node.kind === 'list' ? node.items : [node]) {
    if (item.kind !== 'scalar' || !item.isText) continue;
    for (const { name, value, from, to } of scanAssignments(item.stored)) {
      // `$$NAME` of Compose is `$NAME` to the shell, of all others a process id: neither is a literal.
      if (value.text.includes('$$')) continue;
      const { start, end } = sliceStored(item.stored, from, to);
      collector.add({ space: 'env', name, value, start, end, environment, dialect: 'shell' });
    }
  }
}

function addShellText(
  scalar: ConfigScalar,
  environment: string | undefined,
  isBaked: boolean,
  { collector }: State,
): void {
  if (!scalar.isText || !readAssignment(scalar.stored, 0)) return;
  for (const { name, value, from, to } of scanAssignments(scalar.stored)) {
    const { start, end } = sliceStored(scalar.stored, from, to);
    collector.add({ space: 'env', name, value, start, end, environment, isImageBaked: isBaked });
  }
}

function addSetting(
  scalar: ConfigScalar,
  path: readonly string[],
  environment: string | undefined,
  { start, end }: ConfigEntry,
  { collector, options }: State,
): void {
  if (!options.hasSettings || !scalar.isText) return;
  const name = settingPath(path);
  if (name === '') return;
  collector.add({
    space: 'setting',
    name,
    value: scalarContent(scalar, collector),
    start,
    end,
    environment,
  });
}

/** `Jwt:Key` and `Jwt__Key` are `Jwt.Key` by other separators. */
export function settingPath(path: readonly string[]): string {
  return path.join('.').replace(/:|__/g, '.');
}

/** A tagged scalar (`!Ref`, `!vault`) is no text; who knows what its tag makes of it. */
function scalarContent(scalar: ConfigScalar, collector: DefinitionCollector) {
  const { stored, tag, expression } = scalar;
  if (expression) return expression;
  if (tag === '!Ref' && /^[A-Za-z]\w{0,200}$/.test(stored.text)) {
    const at = collector.rangeOf(stored.start, stored.end);
    return { kind: 'setting', path: stored.text, at } as const;
  }
  if (tag === undefined || /^!(?:env|envsubst|env_var|environ)$/i.test(tag)) return stored;
  return { kind: 'unknown', at: collector.rangeOf(stored.start, stored.end) } as const;
}

function outerRange(node: ConfigNode): { readonly start: number; readonly end: number } {
  if (node.kind !== 'scalar') return node;
  return { start: startOf(node.stored), end: node.outerEnd };
}

function startOf(stored: StoredText): number {
  return stored.quote && stored.quote !== 'block' ? stored.start - 1 : stored.start;
}
