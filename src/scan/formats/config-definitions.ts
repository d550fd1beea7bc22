// The definitions that the parts of a configuration tree make: variables, texts with assignments, scripts, settings.
// Which part is which is for the walk to say.
import { readAssignment, scanAssignments } from './assignments.ts';
import { isVariableName } from './config-shapes.ts';
import {
  type ConfigEntry,
  type ConfigNode,
  type ConfigScalar,
  child,
  outerRange,
} from './config-tree.ts';
import type { DefinitionCollector } from './definitions.ts';
import { addFlagItems, addFlags } from './flags.ts';
import { sliceStored } from './stored-text.ts';

/** A variable whose value is one scalar. */
export function addVariable(
  name: string,
  scalar: ConfigScalar,
  entry: ConfigEntry,
  environment: string | undefined,
  isBaked: boolean,
  collector: DefinitionCollector,
): void {
  if (!scalar.isText) return;
  const { start, end } = entry;
  const value = scalarContent(scalar, collector);
  collector.add({ space: 'env', name, value, start, end, environment, isImageBaked: isBaked });
}

/** `JWT_SECRET=abc` as one text: everything after the first `=` is the value. False where it is no such text. */
export function addPairText(
  scalar: ConfigScalar,
  environment: string | undefined,
  isBaked: boolean,
  collector: DefinitionCollector,
  { isQuoteTrimmed }: { readonly isQuoteTrimmed?: boolean },
): boolean {
  const { text, start, end } = scalar.stored;
  const sign = text.indexOf('=');
  const name = text.slice(0, Math.max(0, sign));
  if (!isVariableName(name, 'any')) return false;
  const isQuoted = isQuoteTrimmed === true && /^(['"]).*\1$/s.test(text.slice(sign + 1));
  const inset = isQuoted && text.length > sign + 2 ? 1 : 0;
  const value = sliceStored(scalar.stored, sign + 1 + inset, text.length - inset);
  collector.add({ space: 'env', name, value, start, end, environment, isImageBaked: isBaked });
  return true;
}

/** Variables that a script sets: a text, or a list of commands. */
export function addScript(
  node: ConfigNode,
  environment: string | undefined,
  collector: DefinitionCollector,
): void {
  if (node.kind === 'list') addFlagItems(node.items, collector);
  for (const item of node.kind === 'list' ? node.items : [node]) {
    if (item.kind !== 'scalar' || !item.isText) continue;
    addFlags(item.stored, collector);
    for (const { name, value, from, to } of scanAssignments(item.stored)) {
      // `$$NAME` of Compose is `$NAME` to the shell, of all others a process id: neither is a literal.
      if (value.text.includes('$$')) continue;
      const { start, end } = sliceStored(item.stored, from, to);
      collector.add({ space: 'env', name, value, start, end, environment, dialect: 'shell' });
    }
  }
}

/** `A=1 B="2"`: all of them. */
export function addShellText(
  scalar: ConfigScalar,
  environment: string | undefined,
  isBaked: boolean,
  collector: DefinitionCollector,
): void {
  if (!scalar.isText || !readAssignment(scalar.stored, 0)) return;
  for (const { name, value, from, to } of scanAssignments(scalar.stored)) {
    const { start, end } = sliceStored(scalar.stored, from, to);
    collector.add({ space: 'env', name, value, start, end, environment, isImageBaked: isBaked });
  }
}

/** `valueFrom.secretKeyRef.key` under another name: the variable is what that key of the Secret says. */
export function addSecretKey(
  name: string,
  item: ConfigNode,
  environment: string | undefined,
  collector: DefinitionCollector,
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

/** A setting by its dotted path. */
export function addSetting(
  scalar: ConfigScalar,
  path: readonly string[],
  environment: string | undefined,
  { start, end }: ConfigEntry,
  collector: DefinitionCollector,
): void {
  if (!scalar.isText) return;
  const name = settingPath(path);
  if (name === '' || isOfSchema(path)) return;
  collector.add({
    space: 'setting',
    name,
    value: scalarContent(scalar, collector),
    start,
    end,
    environment,
  });
}

/** What a schema shows as an example of a property that it describes: OpenAPI, JSON Schema. */
function isOfSchema(path: readonly string[]): boolean {
  const described = path.indexOf('properties');
  if (described < 0) return false;
  return path.some((key, at) => at > described && /^examples?$/.test(key));
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
