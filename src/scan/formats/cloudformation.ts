// CloudFormation and SAM: parameters of a template, whose defaults are taken where nobody gives another value.
import { type ConfigNode, child } from './config-tree.ts';
import type { DefinitionCollector } from './definitions.ts';

/** Whether a file describes resources of AWS. */
export function isCloudFormation(root: ConfigNode): boolean {
  return child(root, 'Resources')?.kind === 'map';
}

/** Adds the default of each parameter under the parameter's name: what `!Ref` leads to. */
export function collectParameters(root: ConfigNode, collector: DefinitionCollector): void {
  const parameters = child(root, 'Parameters');
  for (const { key, node } of parameters?.kind === 'map' ? parameters.entries : []) {
    const value = child(node, 'Default');
    if (value?.kind !== 'scalar' || !value.isText) continue;
    const { start, end } = value.stored;
    collector.add({ space: 'setting', name: key, value: value.stored, start, end });
  }
}
