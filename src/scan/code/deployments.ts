// Variables of what is deployed by code - CDK, Pulumi, SST, CDK for Terraform: `environment: { JWT_SECRET: 'x' }`, and
// `{ name: 'JWT_SECRET', value: 'x' }` of containers.
import type { Expression } from '../../model/expression.ts';
import type { Definition } from '../../model/facts.ts';
import { type SyntaxNode, walkNodes } from '../../model/syntax-node.ts';
import { dottedName } from './dotted-name.ts';
import { at, shapeAs, type ValueReading } from './reading.ts';
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
    const shape = reading.of(node);
    const named: readonly Entry[] =
      shape?.kind === 'object'
        ? shape.entries
        : shape?.kind === 'call'
          ? shape.arguments.flatMap(({ keyword, value }) =>
              keyword === undefined ? [] : [{ key: keyword, value }],
            )
          : [];
    for (const { key, value } of named) {
      const block = variableBlocks.test(key)
        ? shapeAs(reading, reading.unwrap(value), 'object')
        : undefined;
      for (const entry of block?.entries ?? []) push(blocks, entry.key, entry.value);
    }
    if (named.length < 2 || named.length > 4) return;
    const name = named.find(({ key }) => key === 'name')?.value;
    const value = named.find(({ key }) => key === 'value')?.value;
    const text = name && shapeAs(reading, name, 'text')?.value;
    if (value && text !== undefined) push(items, text, value);
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

/** `{ value: 'x' }`, `BuildEnvironmentVariable(value="x")`: a variable that says more than its value. */
function valueIn(reading: ValueReading, slot: Slot): Slot | undefined {
  const shape = reading.of(reading.unwrap(slot));
  if (shape?.kind === 'object') return shape.entries.find(({ key }) => key === 'value')?.value;
  if (shape?.kind !== 'call') return undefined;
  return shape.arguments.find(({ keyword }) => keyword === 'value')?.value;
}

/** A value, also where it is only marked as a secret one: `pulumi.secret('x')`, `SecretValue.unsafePlainText('x')`. */
export function deployedValue(reading: ValueReading, slot: Slot): Expression | undefined {
  const call = shapeAs(reading, reading.unwrap(slot), 'call');
  const first = call?.isNew ? undefined : call?.arguments[0]?.value;
  const marked =
    first &&
    call &&
    /(?:^|\.)(?:secret|output|plainText|unsafePlainText|unsafe_plain_text)$/.test(
      dottedName(reading, call.callee) ?? '',
    );
  const value = reading.lower(marked ? first : (valueIn(reading, slot) ?? slot));
  return value.kind === 'unknown' || value.kind === 'function' ? undefined : value;
}
