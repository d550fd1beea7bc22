// Values that a build puts into what browsers download: the public part of Nuxt's runtimeConfig, `env` and
// publicRuntimeConfig of Next, `define` of Vite, webpack's DefinePlugin and EnvironmentPlugin, `extra` of Expo.
import type { Expression } from '../../../model/expression.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { literalText } from './literals.ts';
import { dottedName } from './origin.ts';
import { at, nodesOf, type Reading, textOf } from './reading.ts';
import { argumentsOf } from './shapes.ts';

/** What one of them publishes: a node that holds values, or a variable that is named. */
export interface Published {
  readonly by: string;
  readonly value: SyntaxNode | Expression;
}

/** Properties of configuration files, with the property that they stand in where one is asked for. */
const properties: readonly {
  readonly file: RegExp;
  readonly key: string;
  readonly inside?: string;
  readonly by: string;
}[] = [
  { file: /nuxt\.config\./, key: 'public', inside: 'runtimeConfig', by: 'runtimeConfig.public' },
  { file: /next\.config\./, key: 'env', by: 'env of next.config' },
  { file: /next\.config\./, key: 'publicRuntimeConfig', by: 'publicRuntimeConfig' },
  { file: /(?:vite|vitest|rsbuild|astro)\.config\./, key: 'define', by: 'define' },
  { file: /(?:^|\/)app\.config\.[cm]?[jt]s$/, key: 'extra', by: 'extra of Expo' },
];

export function publishedIn(reading: Reading): readonly Published[] {
  const wanted = properties.filter(({ file }) => file.test(reading.path));
  const found: Published[] = [];
  for (const pair of wanted.length === 0 ? [] : nodesOf(reading, 'pair')) {
    const value = childOf(pair, 'value');
    const row = wanted.find(
      ({ key, inside }) =>
        keyOf(reading, pair) === key &&
        (inside === undefined || keyOf(reading, pair.parent?.parent) === inside),
    );
    if (row && value?.type === 'object') found.push({ by: row.by, value });
  }
  for (const node of nodesOf(reading, 'new_expression')) found.push(...plugin(reading, node));
  return found;
}

function keyOf(reading: Reading, pair: SyntaxNode | null | undefined): string | undefined {
  const key = pair?.type === 'pair' ? childOf(pair, 'key') : undefined;
  return key && (literalText(key, reading.text) ?? textOf(reading, key));
}

/** https://webpack.js.org/plugins/environment-plugin/: a list of names, or an object with what stands in for each. */
function plugin(reading: Reading, node: SyntaxNode): readonly Published[] {
  const callee = childOf(node, 'constructor');
  const name =
    callee &&
    /(?:^|\.)(DefinePlugin|EnvironmentPlugin)$/.exec(dottedName(reading, callee) ?? '')?.[1];
  const [first] = argumentsOf(node);
  if (name === undefined || !first) return [];
  if (name === 'DefinePlugin') return [{ by: name, value: first }];
  const names =
    first.type === 'object' ? first.children.map((pair) => childOf(pair, 'key')) : first.children;
  return names.flatMap((key) => {
    const text =
      key &&
      (literalText(key, reading.text) ??
        (key.type === 'property_identifier' ? textOf(reading, key) : undefined));
    return key && text !== undefined
      ? [{ by: name, value: { kind: 'env', name: text, at: at(reading, key) } as const }]
      : [];
  });
}
