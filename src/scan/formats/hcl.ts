// HCL: Terraform and OpenTofu with their variable files, Terragrunt, Packer, Nomad, docker-bake. Nothing but quoted
// texts and here documents is a text here; what is made or kept elsewhere is referred to.
import { collectTree } from './config-walk.ts';
import { createCollector } from './definitions.ts';
import type { FormatReader } from './format.ts';
import { scanHcl } from './hcl-scan.ts';
import type { HclEntry } from './hcl-tree.ts';
import { type HclGenerator, lowerHcl } from './hcl-values.ts';
import { baseNameOf, formatNameOf } from './paths.ts';

/** Attributes that hold scripts: of machines, provisioners, tasks. */
const scripts: ReadonlySet<string> = new Set([
  ...['user_data', 'user_data_base64', 'custom_data', 'startup_script', 'metadata_startup_script'],
  ...['inline', 'command', 'data', 'startup-script', 'local_exec'],
]);

export const hclReader: FormatReader = {
  id: 'hcl',
  canRead(path) {
    return (
      /\.(?:tf|tofu|tfvars|hcl|nomad)$/.test(formatNameOf(path)) &&
      !/\.lock\.hcl$/.test(baseNameOf(path).toLowerCase())
    );
  },
  read({ path, text, rangeOf }) {
    const collector = createCollector({ path, rangeOf, carrier: 'config', dialect: 'shell' });
    const entries = scanHcl(text, (problem) => collector.cut(problem));
    const root = lowerHcl(entries, { text, rangeOf, generators: generatorsOf(entries, text) });
    const isBake = /^docker-bake\b/.test(baseNameOf(path).toLowerCase());
    collectTree(root, collector, {
      hasSettings: true,
      variableNames: 'screaming',
      scriptKeys: scripts,
      ...(isBake && { bakedBlocks: new Set(['args']) }),
    });
    return collector.result();
  },
};

/** Resources that make random values, by `type.name`. */
function generatorsOf(
  entries: readonly HclEntry[],
  text: string,
): ReadonlyMap<string, HclGenerator> {
  const found = new Map<string, HclGenerator>();
  for (const { key, labels, value } of entries) {
    const [type = '', name = ''] = labels ?? [];
    if (key !== 'resource' || value.kind !== 'object') continue;
    const generator = generatorOf(type, value.entries, text);
    if (generator) found.set(`${type}.${name}`, generator);
  }
  return found;
}

function generatorOf(
  type: string,
  entries: readonly HclEntry[],
  text: string,
): HclGenerator | undefined {
  const stated = (name: string): string | undefined => {
    const value = entries.find(({ key }) => key === name)?.value;
    return value?.kind === 'other' ? text.slice(value.start, value.end) : undefined;
  };
  if (/^random_(?:uuid|pet|integer|shuffle)$/.test(type))
    return { by: type, isCryptographic: false };
  if (!/^random_(?:password|string|id|bytes)$/.test(type)) return undefined;
  const made = { by: type, isCryptographic: true };
  const size = sizeOf(stated(type === 'random_id' ? 'byte_length' : 'length'));
  if (size === undefined) return made;
  // Few characters carry less than so many bytes; from 32 on no more is asked of them.
  const isText = /_(?:password|string)$/.test(type) && size < 32;
  const bitsEach = stated('special') === 'false' ? 5.95 : 6.37;
  return { ...made, bytes: isText ? Math.floor((size * bitsEach) / 8) : size };
}

function sizeOf(text: string | undefined): number | undefined {
  const size = Number(text);
  return Number.isInteger(size) && size > 0 ? size : undefined;
}
