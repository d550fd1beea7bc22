// Defaults of command lines: `parser.add_argument('--jwt-secret', default='dev')` of argparse, whose value is
// `args.jwt_secret`, and `@click.option('--jwt-secret', default='dev')`, whose value is a parameter.
import type { Definition } from '../../../model/facts.ts';
import { childOf, type SyntaxNode, sourceAt, walkNodes } from '../../../model/syntax-node.ts';
import type { CodeFile, MoreReading } from '../../code/language.ts';
import { place, type Slot } from '../../code/shape.ts';
import type { PartialFacts } from '../../formats/format.ts';
import { tooLarge } from '../../formats/limits.ts';

/** For whatever their parser's arguments are held by. */
const maximumOptions = 5_000;

interface Option {
  /** As code reads it: `jwt_secret`. */
  readonly name: string;
  readonly fallback: SyntaxNode | undefined;
  /** A variable that is asked before the default. */
  readonly variable: string | undefined;
}

/** An option by the arguments of the call that declares it. */
function optionOf(call: SyntaxNode, text: string): Option | undefined {
  let [name, fallback, variable]: [string?, SyntaxNode?, string?] = [];
  for (const argument of childOf(call, 'arguments')?.children ?? []) {
    if (argument.type === 'string') {
      const written = /^["']--?([\w-]{2,80})/.exec(sourceAt(argument, text))?.[1];
      const plain = /^["']([a-z_]\w{1,80})["']$/.exec(sourceAt(argument, text))?.[1];
      name = plain ?? name ?? written?.replaceAll('-', '_');
    }
    const [key, value] = [childOf(argument, 'name'), childOf(argument, 'value')];
    if (argument.type !== 'keyword_argument' || !key || !value) continue;
    const word = sourceAt(key, text);
    if (word === 'default') fallback = value;
    else if (word === 'dest') name = sourceAt(value, text).slice(1, -1);
    else if (word === 'envvar') variable = /^["'](\w{1,100})["']$/.exec(sourceAt(value, text))?.[1];
  }
  return name === undefined ? undefined : { name, fallback, variable };
}

/** What click gives a parameter of a function that its decorators speak of. */
export function clickDefault(
  definition: SyntaxNode,
  parameter: string,
  text: string,
): Slot | undefined {
  if (definition.parent?.type !== 'decorated_definition') return undefined;
  for (const decorator of definition.parent.children) {
    const call = decorator.type === 'decorator' ? decorator.children[0] : undefined;
    const callee = call?.type === 'call' ? childOf(call, 'function') : undefined;
    if (!call || !callee || !/(?:^|\.)option$/.test(sourceAt(callee, text))) continue;
    const option = optionOf(call, text);
    if (option?.name !== parameter) continue;
    const { fallback, variable } = option;
    return variable === undefined
      ? fallback
      : place({ kind: 'env', name: variable, ...(fallback && { fallback }) }, decorator);
  }
  return undefined;
}

/** The values of argparse's options, below the name that the parsed arguments are given. */
export function parsedArguments(
  { text, root }: CodeFile,
  _facts: PartialFacts,
  reading: MoreReading,
): PartialFacts {
  if (!text.includes('.add_argument(')) return {};
  const holders = new Set<string>();
  const options: { readonly option: Option; readonly call: SyntaxNode }[] = [];
  walkNodes(root, (node) => {
    if (node.type !== 'call') return;
    const callee = childOf(node, 'function');
    const called = callee ? sourceAt(callee, text) : '';
    if (/\.add_argument$/.test(called)) {
      const option = optionOf(node, text);
      if (option?.fallback) options.push({ option, call: node });
    }
    const target = /\.parse_args$/.test(called)
      ? childOf(node.parent ?? undefined, 'left')
      : undefined;
    if (target?.type === 'identifier' && node.field === 'right')
      holders.add(sourceAt(target, text));
  });
  const most = Math.floor(maximumOptions / Math.max(1, holders.size));
  const definitions: Definition[] = [...holders].flatMap((holder) =>
    options.slice(0, most).flatMap(({ option, call }): Definition[] => {
      const of = option.fallback && reading.lower(option.fallback);
      if (!of || of.kind === 'unknown') return [];
      const at = reading.rangeOf(call.start, call.end);
      const given = { kind: 'unknown', at } as const;
      return [
        {
          space: 'code',
          name: `${holder}.${option.name}`,
          value: { kind: 'choice', how: 'fallback', options: [given, of], at },
          at,
          carrier: 'code',
        },
      ];
    }),
  );
  return {
    definitions,
    ...(options.length > most && { problem: tooLarge(`more than ${most} settings`) }),
  };
}
