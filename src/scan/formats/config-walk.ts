// Walks a configuration tree for its definitions: variables from blocks such as `env:` in all their shapes, everything
// else as settings by dotted path. What a part looks like, and what definition it makes, is said elsewhere.
import {
  addPairText,
  addScript,
  addSecretKey,
  addSetting,
  addShellText,
  addVariable,
} from './config-definitions.ts';
import {
  defaultOf,
  holdsVariables,
  isGenerated,
  isKeyedByEnvironment,
  isNameInSecret,
  isNameOfParameter,
  isVariableBlock,
  isVariableName,
  liveEntries,
  pairOf,
  scalarValue,
  stageOfBlock,
  valueOfParameter,
} from './config-shapes.ts';
import {
  type ConfigEntry,
  type ConfigNode,
  type ConfigScalar,
  child,
  outerRange,
  textAt,
} from './config-tree.ts';
import type { DefinitionCollector } from './definitions.ts';
import { addFlagItems } from './flags.ts';
import { tooLarge } from './limits.ts';
import { environmentOfWord } from './paths.ts';

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

/** Keys of manifests under which a command stands, in lower case. */
export const deploymentScripts: ReadonlySet<string> = new Set([
  ...['startcommand', 'buildcommand', 'installcommand', 'devcommand', 'predeploycommand'],
  ...['dockercommand', 'postcreatecommand', 'poststartcommand'],
]);

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
  if (describesApi(root)) return;
  const state: State = { collector, options, visits: 0 };
  walk(root, options.prefix ?? [], environment, undefined, state, 0);
}

/** OpenAPI, Swagger and AsyncAPI, under whatever name: what their examples show, nothing runs with. */
function describesApi(root: ConfigNode): boolean {
  const version = ['openapi', 'swagger', 'asyncapi'].map((name) => textAt(root, name));
  const isDescribed = ['info', 'paths', 'channels', 'components'].some((name) => child(root, name));
  return isDescribed && version.some((text) => /^[1-9]\.\d/.test(text ?? ''));
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

/** A variable with two words to its name: what is surely none of the flags of a command. */
const isAssignment = /^[A-Z][A-Z\d]*_[A-Z\d_]+=/;

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
    if (entry) setting(node, path, environment, entry, state);
    return;
  }
  if (node.kind === 'list') {
    const isCommand = entry !== undefined && /^(?:args|command|entrypoint)$/i.test(entry.key);
    if (isCommand) addFlagItems(node.items, state.collector);
    node.items.forEach((item, index) => {
      const { start, end } = outerRange(item);
      // `['deploy', '--set-env-vars', 'JWT_SECRET=...']`: as an argument only what is surely a variable.
      const isPair = isCommand && item.kind === 'scalar' && isAssignment.test(item.stored.text);
      if (isPair && addPairText(item, environment, false, state.collector, state.options)) return;
      const pair = pairOf(item);
      if (pair) {
        setting(
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
  const held = path.length > 0 ? (defaultOf(node) ?? valueOfParameter(node, path)) : undefined;
  if (held && entry) {
    setting(held, path, environment, entry, state);
    return;
  }
  const isByEnvironment = path.length > 0 && isKeyedByEnvironment(node);
  for (const inner of liveEntries(node)) {
    if (isNameInSecret(inner, node, path)) continue;
    if (isVariableBlock(inner, state.options.bakedBlocks)) {
      const isBaked = state.options.bakedBlocks?.has(inner.key.toLowerCase()) === true;
      const named =
        environmentOfWord(inner.key.slice('env_'.length)) ??
        stageOfBlock(inner.node) ??
        state.options.environmentOf?.(inner.node) ??
        environment;
      variables(inner.node, [...path, inner.key], named, isBaked, state, depth + 1);
      continue;
    }
    if (state.options.scriptKeys?.has(inner.key.toLowerCase()) && inner.node.kind !== 'map') {
      addScript(inner.node, environment, state.collector);
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
    addShellText(node, environment, isBaked, state.collector);
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
    if (scalar && isNameOfParameter(scalar, path)) continue;
    if (scalar && isVariableName(entry.key, state.options.variableNames)) {
      addVariable(entry.key, scalar, entry, environment, isBaked, state.collector);
    } else if (entry.node.kind === 'list') {
      variables(entry.node, [...path, entry.key], environment, isBaked, state, depth + 1);
    } else if (!isGenerated(entry.node)) {
      const word = entry.node.kind === 'map' ? environmentOfWord(entry.key) : undefined;
      if (isVariableBlock(entry, state.options.bakedBlocks)) {
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
    if (state.options.isShell) addShellText(item, environment, isBaked, state.collector);
    else if (!addPairText(item, environment, isBaked, state.collector, state.options)) {
      // `secrets: [a, b]` is a list of values, such as the keys of a cookie session.
      const entry = { key: '', ...outerRange(item), node: item };
      setting(item, path, environment, entry, state);
    }
    return;
  }
  if (item.kind === 'list' || isSpent(state, depth)) return;
  const name =
    textAt(item, 'name') ??
    textAt(item, 'key') ??
    textAt(item, 'Name') ??
    textAt(item, 'option_name');
  if (name !== undefined) {
    const whole = { key: name, start: item.start, end: item.end, node: item };
    const scalar = scalarValue(item);
    const isVariable = scalar !== undefined || child(item, 'valueFrom') !== undefined;
    if (!isVariableName(name, 'any') || isGenerated(item)) return;
    if (scalar) addVariable(name, scalar, whole, environment, isBaked, state.collector);
    else addSecretKey(name, item, environment, state.collector);
    // Render: groups with a name and `envVars` of their own.
    if (!isVariable) walk(item, path, environment, undefined, state, depth + 1);
    return;
  }
  // CircleCI: a list of maps with one name each.
  variables(item, path, environment, isBaked, state, depth + 1);
}

/** A leaf outside of variable blocks, where such leaves are settings. */
function setting(
  scalar: ConfigScalar,
  path: readonly string[],
  environment: string | undefined,
  entry: ConfigEntry,
  { collector, options }: State,
): void {
  // Ansible's `lineinfile: { line: JWT_SECRET=... }`.
  if (entry.key === 'line' && isAssignment.test(scalar.stored.text))
    addPairText(scalar, environment, false, collector, options);
  else if (options.hasSettings) addSetting(scalar, path, environment, entry, collector);
}
