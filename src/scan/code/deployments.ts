// Variables of what is deployed by code - CDK, Pulumi, SST, CDK for Terraform: `environment: { JWT_SECRET: 'x' }`, and
// `{ name: 'JWT_SECRET', value: 'x' }` of containers.
import type { Expression } from '../../model/expression.ts';
import type { Definition } from '../../model/facts.ts';
import { type SyntaxNode, walkNodes } from '../../model/syntax-node.ts';
import { dottedName } from './dotted-name.ts';
import { at, shapeAs, sourceOf, type ValueReading } from './reading.ts';
import { nodeOf, type Slot } from './shape.ts';

/** Properties that hold the variables of what is deployed. */
const variableBlocks =
  /^(?:environment|env|envs|vars|variables|environmentVariables|environment_variables|containerEnvironment|container_environment|buildEnvironment|bindings|appSettings|app_settings|stringData|string_data)$/;

interface Entry {
  readonly key: string;
  readonly value: Slot;
}

/** What a file of infrastructure sets, blocks before items. */
export function deployedIn(reading: ValueReading, root: SyntaxNode): readonly Definition[] {
  const blocks: Definition[] = [];
  const items: Definition[] = [];
  const push = (to: Definition[], name: string, value: Slot): void => {
    const found = deployedVariable(reading, name, value);
    if (found) to.push(found);
  };
  walkNodes(root, (node) => {
    const named = namedIn(reading, node);
    for (const { key, value } of named) {
      const block = variableBlocks.test(key)
        ? shapeAs(reading, reading.unwrap(value), 'object')
        : undefined;
      for (const entry of block?.entries ?? []) push(blocks, entry.key, entry.value);
    }
    if (named.length < 2 || named.length > 4) return;
    const [name, value] = [slotOf(named, 'name'), slotOf(named, 'value')];
    const text = name && shapeAs(reading, name, 'text')?.value;
    if (value && text !== undefined && !isKeptInStore(reading, named)) push(items, text, value);
  });
  return [...blocks, ...items];
}

/** The definition of a variable, where the name is one and the value says something. */
export function deployedVariable(
  reading: ValueReading,
  name: string,
  slot: Slot,
): Definition | undefined {
  if (!/^[A-Z][A-Z0-9_]{2,}$/.test(name)) return undefined;
  const value = deployedValue(reading, slot);
  if (!value || (value.kind === 'env' && value.name === name)) return undefined;
  const node = nodeOf(slot);
  const where = at(reading, node.parent?.type === 'pair' ? node.parent : node);
  return { space: 'env', name, value, at: where, carrier: 'code' };
}

/** Entries of an object, or what a call is given by name. */
function namedIn(reading: ValueReading, slot: Slot): readonly Entry[] {
  const shape = reading.of(slot);
  if (shape?.kind === 'object') return shape.entries;
  if (shape?.kind !== 'call') return [];
  return shape.arguments.flatMap(({ keyword, value }) =>
    keyword === undefined ? [] : [{ key: keyword, value }],
  );
}

function slotOf(named: readonly Entry[], called: string): Slot | undefined {
  return named.find(({ key }) => key === called)?.value;
}

/** `type: SECRETS_MANAGER`: the value is where the secret lies, and no secret. */
function isKeptInStore(reading: ValueReading, named: readonly Entry[]): boolean {
  const type = slotOf(named, 'type');
  return (
    type !== undefined && /SECRETS_MANAGER|PARAMETER_STORE/.test(sourceOf(reading, nodeOf(type)))
  );
}

/**
 * A value, also where it is only marked as a secret one: `pulumi.secret('x')`, `SecretValue.unsafePlainText('x')`, and where
 * more is said of it: `{ value: 'x' }`, `BuildEnvironmentVariable(value="x")`.
 */
export function deployedValue(reading: ValueReading, slot: Slot): Expression | undefined {
  const named = namedIn(reading, reading.unwrap(slot));
  if (isKeptInStore(reading, named)) return undefined;
  const call = shapeAs(reading, reading.unwrap(slot), 'call');
  const first = call?.isNew ? undefined : call?.arguments[0]?.value;
  const marked =
    first &&
    call &&
    /(?:^|\.)(?:secret|output|plainText|unsafePlainText|unsafe_plain_text)$/.test(
      dottedName(reading, call.callee) ?? '',
    );
  const value = reading.lower(marked ? first : (slotOf(named, 'value') ?? slot));
  return value.kind === 'unknown' || value.kind === 'function' ? undefined : value;
}
