// Defaults that django-environ is told with the scheme: `env = environ.Env(SECRET_KEY=(str, 'dev'))`.
// https://django-environ.readthedocs.io/en/latest/types.html
import type { Definition } from '../../../model/facts.ts';
import { childOf, sourceAt, walkNodes } from '../../../model/syntax-node.ts';
import type { CodeFile, MoreReading } from '../../code/language.ts';

/** The variables of the scheme, each with its default. */
export function schemeDefaults(
  { text, root }: CodeFile,
  reading: MoreReading,
): readonly Definition[] {
  if (!/\benviron\b/.test(text) || !/\bEnv\(/.test(text)) return [];
  const definitions: Definition[] = [];
  walkNodes(root, (node) => {
    const callee = node.type === 'call' ? childOf(node, 'function') : undefined;
    if (!callee || !/^(?:environ\.)?(?:FileAware)?Env$/.test(sourceAt(callee, text))) return;
    for (const argument of childOf(node, 'arguments')?.children ?? []) {
      const [key, value] = [childOf(argument, 'name'), childOf(argument, 'value')];
      const fallback = value?.type === 'tuple' ? value.children[1] : undefined;
      if (argument.type !== 'keyword_argument' || !key || !fallback) continue;
      const name = sourceAt(key, text);
      const at = reading.rangeOf(argument.start, argument.end);
      definitions.push({
        space: 'env',
        name,
        value: { kind: 'env', name, fallback: reading.lower(fallback), at },
        at,
        carrier: 'schema',
      });
    }
  });
  return definitions;
}
