// What the values of HCL mean: a tree of configuration whose scalars are texts, or references to variables, locals and
// resources, looked through the functions that hand a value on.
import type { Expression } from '../../model/expression.ts';
import type { Range, RangeFinder } from '../../model/place.ts';
import type { ConfigEntry, ConfigNode } from './config-tree.ts';
import type { HclEntry, HclPart, HclText, HclValue } from './hcl-tree.ts';
import type { StoredText } from './stored-text.ts';
import { isVaultReference } from './whole-values.ts';

export interface HclContext {
  readonly text: string;
  readonly rangeOf: RangeFinder;
  /** What `random_password.jwt.result` is made by, by `random_password.jwt`. */
  readonly generators: ReadonlyMap<string, HclGenerator>;
}

export interface HclGenerator {
  readonly by: string;
  readonly isCryptographic: boolean;
  readonly bytes?: number;
}

/** Functions whose result is one of their arguments, or all of them taken together. */
const handingOn: ReadonlySet<string> = new Set([
  ...[
    'jsonencode',
    'yamlencode',
    'tomap',
    'toset',
    'tolist',
    'tostring',
    'sensitive',
    'nonsensitive',
  ],
  ...['trimspace', 'chomp', 'ephemeralasnull', 'one', 'distinct', 'compact', 'flatten'],
]);
const firstThatIsSet: ReadonlySet<string> = new Set(['coalesce', 'coalescelist', 'try', 'lookup']);
const screaming = /^[A-Z][A-Z0-9_]*$/;
const digest = /^(?:file)?(?:base64)?(md5|sha1|sha256|sha512|bcrypt)$/;

/** The blocks and attributes of a file as one map; labels of blocks are keys on the way to them. */
export function lowerHcl(entries: readonly HclEntry[], context: HclContext): ConfigNode {
  const { length } = context.text;
  const lowered = entries.flatMap((entry) => lowerTopEntry(entry, context));
  return { kind: 'map', start: 0, end: length, entries: lowered, isRepeatable: true };
}

/** The default of a variable is the value of that variable; what else is said of it is no value. */
function lowerTopEntry(entry: HclEntry, context: HclContext): ConfigEntry[] {
  const [name] = entry.labels ?? [];
  if (entry.key !== 'variable' || name === undefined) return [lowerEntry(entry, context)];
  const said = entry.value.kind === 'object' ? entry.value.entries : [];
  const value = said.find(({ key, labels }) => key === 'default' && !labels);
  return value ? [{ ...lowerEntry(value, context), key: name }] : [];
}

function lowerEntry(
  { key, labels, value, start, end }: HclEntry,
  context: HclContext,
): ConfigEntry {
  const inner = lowerNode(value, context, labels);
  const node = (labels ?? []).reduceRight<ConfigNode>(
    (below, label) => ({
      kind: 'map',
      start,
      end,
      entries: [{ key: label, start, end, node: below }],
    }),
    inner,
  );
  return { key, start, end, node };
}

/** `name = "JWT_SECRET"` beside `value = ...`: one variable, or one setting of a chart. */
function lowerPair(
  entries: readonly HclEntry[],
  labels: readonly string[],
  context: HclContext,
): ConfigEntry | undefined {
  const attribute = (pattern: RegExp) =>
    entries.find(({ key, labels: own }) => !own && pattern.test(key));
  const value = attribute(/^(?:value|secret_string|secret_data|plaintext_value)$/);
  if (!value) return undefined;
  const [only, ...more] = named(attribute(/^(?:name|key|secret_name|variable_name)$/)) ?? [];
  const stated = only?.kind === 'literal' && more.length === 0 ? only.value : undefined;
  // `/prod/api/jwt_secret` of a parameter store; the label of the resource where the name is put together.
  const name = stated?.split('/').at(-1) ?? labels.at(-1);
  if (name === undefined || name === '') return undefined;
  const { start } = entries[0] ?? value;
  const end = entries.at(-1)?.end ?? value.end;
  return { key: name, start, end, node: lowerNode(value.value, context) };
}

function named(attribute: HclEntry | undefined): readonly HclPart[] | undefined {
  return attribute?.value.kind === 'text' ? attribute.value.parts : undefined;
}

function lowerNode(value: HclValue, context: HclContext, labels?: readonly string[]): ConfigNode {
  const { start, end } = value;
  if (value.kind === 'object') {
    const pair = lowerPair(value.entries, labels ?? [], context);
    if (pair)
      return screaming.test(pair.key)
        ? mapOf({ ...pair, key: 'env', node: mapOf(pair) })
        : mapOf(pair);
    const entries = value.entries.map((entry) => lowerEntry(entry, context));
    return { kind: 'map', start, end, entries, isRepeatable: true };
  }
  if (value.kind === 'list') {
    return { kind: 'list', start, end, items: value.items.map((item) => lowerNode(item, context)) };
  }
  const structure = value.kind === 'call' ? structureOf(value, context) : undefined;
  return structure ?? scalarOf(value, context);
}

function mapOf(entry: ConfigEntry): ConfigNode {
  return { kind: 'map', start: entry.start, end: entry.end, entries: [entry] };
}

/** `jsonencode({ ... })`, `merge(a, { ... })`, `concat([ ... ], x)`: what is spelled out in the arguments. */
function structureOf(
  { name, args, start, end }: Extract<HclValue, { kind: 'call' }>,
  context: HclContext,
): ConfigNode | undefined {
  const isJoining = name === 'merge' || name === 'concat';
  if (!isJoining && !(handingOn.has(name) && args.length === 1)) return undefined;
  const nodes = args.map((arg) => lowerNode(arg, context));
  if (!isJoining) return nodes[0]?.kind === 'scalar' ? undefined : nodes[0];
  if (name === 'concat') {
    return {
      kind: 'list',
      start,
      end,
      items: nodes.flatMap((node) => (node.kind === 'list' ? node.items : [])),
    };
  }
  const entries = nodes.flatMap((node) => (node.kind === 'map' ? node.entries : []));
  return { kind: 'map', start, end, entries };
}

function scalarOf(value: HclValue, context: HclContext): ConfigNode {
  const { start, end } = value;
  if (value.kind !== 'text') {
    const stored: StoredText = { text: context.text.slice(start, end), start, end, isOpaque: true };
    const isText = value.kind !== 'other';
    return {
      kind: 'scalar',
      stored,
      outerEnd: end,
      isText,
      expression: lowerValue(value, context),
    };
  }
  const stored = storedText(value, context);
  return {
    kind: 'scalar',
    stored,
    outerEnd: end,
    isText: true,
    expression: lowerValue(value, context),
  };
}

/** The text as it stands, with the marks of what is filled in: a script in a here document is read from it. */
function storedText(value: HclText, { text }: HclContext): StoredText {
  const offsets: number[] = [];
  let joined = '';
  for (const part of value.parts) {
    if (part.kind === 'literal') {
      joined += part.value;
      for (let index = 0; index < part.value.length; index++)
        offsets.push(part.offsets[index] ?? 0);
    } else {
      joined += text.slice(part.start, part.end);
      for (let offset = part.start; offset < part.end; offset++) offsets.push(offset);
    }
  }
  const { start, end } = value.inner;
  return {
    text: joined,
    start,
    end,
    offsets: [...offsets, end],
    quote: value.isHereDocument ? 'block' : 'double',
  };
}

function lowerValue(value: HclValue, context: HclContext): Expression {
  const at = context.rangeOf(value.start, value.end);
  switch (value.kind) {
    case 'text':
      return lowerText(value, context);
    case 'reference':
      return lowerReference(value.path, at, context);
    case 'choice':
      return lowerChoice(value, at, context);
    case 'call':
      return lowerCall(value, at, context);
    default:
      return { kind: 'unknown', at };
  }
}

function lowerText(value: HclText, context: HclContext): Expression {
  const { start, end } = value.inner;
  const at = context.rangeOf(start, end);
  const [only] = value.parts;
  if (value.parts.length === 0) return { kind: 'text', value: '', at };
  if (value.parts.length === 1 && only) return lowerPart(only, at, context);
  const parts = value.parts.map((part) => lowerPart(part, undefined, context));
  return { kind: 'concat', parts, at };
}

function lowerPart(part: HclPart, whole: Range | undefined, context: HclContext): Expression {
  if (part.kind === 'filled') return lowerValue(part.value, context);
  const { value, offsets } = part;
  const at = whole ?? context.rangeOf(offsets[0] ?? 0, offsets.at(-1) ?? 0);
  return whole && isVaultReference(value) ? { kind: 'unknown', at } : { kind: 'text', value, at };
}

/** Variables and locals are settings by their names; a resource is known where this file says how it is made. */
function lowerReference(
  path: readonly string[],
  at: Range,
  { generators }: HclContext,
): Expression {
  const [first, ...rest] = path;
  if (first === 'var' && rest.length > 0) return { kind: 'setting', path: rest.join('.'), at };
  if (first === 'local' && rest.length > 0)
    return { kind: 'setting', path: ['locals', ...rest].join('.'), at };
  const generator = generators.get(path.slice(0, 2).join('.'));
  return generator ? { kind: 'generated', ...generator, at } : { kind: 'unknown', at };
}

/** `var.x != "" ? var.x : "dev"` is a fallback; any other is one or the other. */
function lowerChoice(
  { yes, no }: Extract<HclValue, { kind: 'choice' }>,
  at: Range,
  context: HclContext,
): Expression {
  const options = [lowerValue(yes, context), lowerValue(no, context)];
  const read = options.find(({ kind }) => kind === 'setting');
  const literal = options.find(({ kind }) => kind === 'text');
  if (read?.kind === 'setting' && literal && !read.fallback)
    return { ...read, fallback: literal, at };
  return { kind: 'choice', how: 'either', options, at };
}

function lowerCall(
  { name, args }: Extract<HclValue, { kind: 'call' }>,
  at: Range,
  context: HclContext,
): Expression {
  const [first, ...rest] = args;
  if (!first) return { kind: 'unknown', at };
  if (handingOn.has(name)) return lowerValue(first, context);
  if (name === 'base64encode')
    return { kind: 'encoded', encoding: 'base64', of: lowerValue(first, context), at };
  if (name === 'base64decode')
    return { kind: 'decoded', encoding: 'base64', of: lowerValue(first, context), at };
  const by = digest.exec(name)?.[1];
  if (by && !name.startsWith('file'))
    return { kind: 'hashed', by, of: lowerValue(first, context), at };
  if (!firstThatIsSet.has(name)) return { kind: 'unknown', at };
  // `lookup(map, key, default)`
  const options = (name === 'lookup' ? rest.slice(1) : args).map((arg) => lowerValue(arg, context));
  const [lead, ...others] = options;
  if (!lead) return { kind: 'unknown', at };
  if (name === 'lookup')
    return { kind: 'choice', how: 'fallback', options: [{ kind: 'unknown', at }, lead], at };
  const [fallback] = others;
  if (lead.kind === 'setting' && fallback && others.length === 1) return { ...lead, fallback, at };
  return { kind: 'choice', how: 'fallback', options, at };
}
