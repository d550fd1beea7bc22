// HOCON: application.conf and reference.conf of Play, Akka, Ktor and Lightbend's config, `*.hocon`.
import type { Definition } from '../../model/facts.ts';
import { collectTree } from './config-walk.ts';
import { createCollector } from './definitions.ts';
import type { FormatReader } from './format.ts';
import { scanHocon } from './hocon-scan.ts';
import { formatNameOf } from './paths.ts';

export const hoconReader: FormatReader = {
  id: 'hocon',
  canRead(path) {
    return /\.hocon$|^(?:application|reference|common|base|overrides?)(?:[.\-_].{1,60})?\.conf$/.test(
      formatNameOf(path),
    );
  },
  read({ path, text, rangeOf }) {
    const collector = createCollector({ path, rangeOf, carrier: 'config', dialect: 'generic' });
    const root = scanHocon(text, (problem) => collector.cut(problem));
    collectTree(root, collector, { hasSettings: true, variableNames: 'screaming' });
    const { definitions, ...rest } = collector.result();
    return { ...rest, definitions: withDefaults(definitions, text) };
  },
};

/** `key = "dev"` and below it `key = ${?SECRET}`: what stands there first is taken where the variable is not set. */
function withDefaults(definitions: readonly Definition[], text: string): readonly Definition[] {
  const before = new Map<string, Definition>();
  const merged = new Map<Definition, Definition>();
  const dropped = new Set<Definition>();
  for (const definition of definitions) {
    const { name, value } = definition;
    const first = before.get(name);
    const isOptional = value.kind === 'env' && text.startsWith('${?', value.at.start);
    if (isOptional && first?.value.kind === 'text') {
      const fallback = first.value;
      merged.set(first, { ...first, value: { ...value, fallback, at: fallback.at } });
      dropped.add(definition);
    } else before.set(name, definition);
  }
  return definitions.filter((one) => !dropped.has(one)).map((one) => merged.get(one) ?? one);
}
