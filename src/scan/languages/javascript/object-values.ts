// Objects that calls make of texts and lists: `JSON.parse('...')`, `dotenv.parse('...')`, `new Map([...])`,
// `Object.fromEntries([...])`, defaults of rc and minimist; and how a map is asked for what it holds.
import { anyParts } from '../../../model/any-parts.ts';
import type { Expression, Text } from '../../../model/expression.ts';
import { isFileSetting } from '../../../model/file-setting.ts';
import type { ConfigNode } from '../../formats/config-tree.ts';
import { scanDotenv } from '../../formats/dotenv-scan.ts';
import { scanJson } from '../../formats/json-scan.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import type { CallParts } from './call-parts.ts';
import { type Collector, define } from './collector.ts';
import { constantText } from './environment.ts';
import { literalText } from './literals.ts';
import { lower } from './lower.ts';
import { propertyOf } from './members.ts';
import { dottedName, originOf, textOfOrigin } from './origin.ts';
import { at, type Reading, textOf } from './reading.ts';
import { resolveLocally } from './resolve-locally.ts';
import { argumentsOf, propertyName, unwrap } from './shapes.ts';

type Properties = Record<string, Expression>;

/** Longer texts are data. */
const longestText = 20_000;

/** What a call makes of a text, a list or a map; `undefined` where it is none of these calls. */
export function objectValue(reading: Reading, call: CallParts): Expression | undefined {
  const [first, second] = call.arguments;
  if (!first) return undefined;
  if (call.method === 'get' && call.object) return mapRead(reading, call, call.object, first);
  const data = dataOfFile(reading, call, first);
  if (data) return data;
  const where = at(reading, call.node);
  if (call.method === 'parse' || call.method === 'fromEntries') {
    const name = dottedName(reading, call.callee);
    if (name === 'Object.fromEntries') return ofPairs(reading, first, where);
    if (name === 'JSON.parse') return ofText(reading, first, jsonValue);
    const origin = originOf(reading, call.callee);
    return origin?.module === 'dotenv' ? ofText(reading, first, dotenvValue) : undefined;
  }
  if (!second) return undefined;
  const { module, path } = originOf(reading, call.callee) ?? {};
  if (path?.length !== 0) return undefined;
  if (module === 'rc') return lower(reading, second);
  // `minimist(argv, { default: { key: 'x' } })`
  if (module !== 'minimist') return undefined;
  return propertyOf(reading, lower(reading, second), 'default', where);
}

/** Readers of data by module and name. */
const dataReaders =
  /^(?:JSON\.parse|json5\.parse|js-yaml\.(?:load|safeLoad)|yaml\.(?:parse|load)|yamljs\.parse|(?:toml|@iarna\/toml|smol-toml|@ltd\/j-toml|ini|hjson|jsonc-parser|comment-json|strip-json-comments)(?:\.\w+)?)$/;

/** `JSON.parse(readFileSync('app.json'))`, `yaml.load(readFileSync('app.yml'))`: what the file holds. */
function dataOfFile(reading: Reading, { callee, method }: CallParts, first: SyntaxNode) {
  if (!/^(?:parse|load|safeLoad|decode)/.test(method)) return;
  const origin = originOf(reading, callee);
  if (!origin || !dataReaders.test(textOfOrigin(origin))) return;
  let of = resolveLocally(reading, lower(reading, first));
  while (of.kind === 'encoded' || of.kind === 'decoded') of = resolveLocally(reading, of.of);
  return of.kind === 'setting' && isFileSetting(of.path) ? of : undefined;
}

/** `new Map([['access', 'x']])` as an object. */
export function mapValue(reading: Reading, node: SyntaxNode): Expression | undefined {
  const [first] = argumentsOf(node);
  return first && ofPairs(reading, first, at(reading, node));
}

/** Whether `node` names a map of this file. */
function isMap(reading: Reading, node: SyntaxNode): boolean {
  if (node.type !== 'identifier') return false;
  const value = reading.scopes.lookUp(node, textOf(reading, node))?.value;
  const made = value && unwrap(value);
  if (made?.type !== 'new_expression') return false;
  const type = childOf(made, 'constructor');
  return type !== undefined && textOf(reading, type) === 'Map';
}

/** `keys.set('access', 'x')` of a map. */
export function defineEntry(reading: Reading, collector: Collector, node: SyntaxNode): void {
  const callee = childOf(node, 'function');
  const [key, value] = argumentsOf(node);
  const map = childOf(callee, 'object');
  if (!callee || !key || !value || !map || propertyName(callee, reading.text) !== 'set') return;
  const name = literalText(key, reading.text);
  const target = isMap(reading, map) ? lower(reading, map) : undefined;
  if (name === undefined || target?.kind !== 'name') return;
  define(collector, [...target.path, name].join('.'), lower(reading, value), at(reading, node));
}

/** What a map holds under a key; any of its values where the key is not known. */
function mapRead(
  reading: Reading,
  call: CallParts,
  object: SyntaxNode,
  key: SyntaxNode,
): Expression | undefined {
  if (!isMap(reading, object)) return undefined;
  const where = at(reading, call.node);
  const map = lower(reading, object);
  const name = literalText(key, reading.text) ?? constantText(reading, key);
  if (name !== undefined) return propertyOf(reading, map, name, where);
  const written = resolveLocally(reading, map);
  if (written.kind !== 'object' || map.kind !== 'name') return undefined;
  const values = anyParts(Object.entries(written.properties), ([, value]) => value);
  const options = values.map(([one]) => ({ ...map, path: [...map.path, one] }));
  return options.length === 0 ? undefined : { kind: 'choice', how: 'either', options, at: where };
}

/** `[['access', 'x'], ...]`, or `Object.entries({ access: 'x' })`. */
function ofPairs(
  reading: Reading,
  wrapped: SyntaxNode,
  where: Expression['at'],
): Expression | undefined {
  const node = unwrap(wrapped);
  const callee = node.type === 'call_expression' ? childOf(node, 'function') : undefined;
  if (callee && dottedName(reading, callee) === 'Object.entries') {
    const [object] = argumentsOf(node);
    return object && lower(reading, object);
  }
  const pairs = resolveLocally(reading, lower(reading, node));
  if (pairs.kind !== 'list') return undefined;
  const properties: Properties = Object.create(null);
  for (const pair of pairs.items) {
    if (pair.kind !== 'list') continue;
    const [key, value] = pair.items;
    if (key?.kind === 'text' && value) properties[key.value] = value;
  }
  return { kind: 'object', properties, spreads: [], at: where };
}

/** A text as it stands in the source: the place of a part of it is known where nothing in it is escaped. */
interface Source {
  readonly text: string;
  /** A part of the text. */
  part(value: string, start: number): Text;
}

function ofText(
  reading: Reading,
  node: SyntaxNode,
  read: (source: Source) => Expression | undefined,
): Expression | undefined {
  const given = resolveLocally(reading, lower(reading, node));
  const of = given.kind === 'decoded' && given.encoding === 'utf8' ? given.of : given;
  if (of.kind !== 'text' || of.value.length > longestText) return undefined;
  const isPlain = reading.text.startsWith(of.value, of.at.start);
  return read({
    text: of.value,
    part: (value, start) => {
      const from = of.at.start + start;
      const place = isPlain ? reading.rangeOf(from, from + value.length) : of.at;
      return { kind: 'text', value, at: place };
    },
  });
}

function jsonValue(source: Source): Expression | undefined {
  const { root } = scanJson(source.text);
  return root && jsonExpression(source, root, 0);
}

const deepest = 8;

function jsonExpression(source: Source, node: ConfigNode, depth: number): Expression {
  const whole = source.part(source.text, 0).at;
  if (depth > deepest) return { kind: 'unknown', at: whole };
  if (node.kind === 'scalar') {
    const { text, start } = node.stored;
    return node.isText ? source.part(text, start) : { kind: 'unknown', at: whole };
  }
  if (node.kind === 'list') {
    const items = node.items.map((item) => jsonExpression(source, item, depth + 1));
    return { kind: 'list', items, at: whole };
  }
  const properties: Properties = Object.create(null);
  for (const entry of node.entries) {
    properties[entry.key] = jsonExpression(source, entry.node, depth + 1);
  }
  return { kind: 'object', properties, spreads: [], at: whole };
}

/** A text that is parsed in code holds no more. */
const mostVariables = 1_000;

function dotenvValue(source: Source): Expression {
  const properties: Properties = Object.create(null);
  for (const { name, value } of scanDotenv(source.text, mostVariables)) {
    properties[name] = source.part(value.text, value.start);
  }
  return { kind: 'object', properties, spreads: [], at: source.part(source.text, 0).at };
}
