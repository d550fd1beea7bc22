// JavaScript and TypeScript: grammars, the shapes of their nodes, and words by which the shared reader knows them.
import type { Branch } from '../../code/branches.ts';
import type { StageWords } from '../../code/language.ts';
import { rowsOf } from '../../libraries/index.ts';
import { elsewhereWord } from '../../stage-names.ts';
import { childOf, type GrammarName, type SyntaxNode } from '../syntax.ts';
import { blocks, declaring } from './declarations.ts';
import { javascriptLogs } from './logs.ts';
import { shapeOfJavaScript } from './shapes.ts';
import { javascriptValues } from './values.ts';

const extensions: ReadonlyMap<string, GrammarName> = new Map([
  ['js', 'javascript'],
  ['mjs', 'javascript'],
  ['cjs', 'javascript'],
  ['jsx', 'javascript'],
  ['ts', 'typescript'],
  ['mts', 'typescript'],
  ['cts', 'typescript'],
  ['tsx', 'tsx'],
  ['vue', 'typescript'],
  ['svelte', 'typescript'],
  ['astro', 'typescript'],
]);

/** Types, comments and markup hold no values; their inside is not walked. */
export const leaves: ReadonlySet<string> = new Set([
  'identifier',
  'property_identifier',
  'private_property_identifier',
  'shorthand_property_identifier',
  'shorthand_property_identifier_pattern',
  'type_identifier',
  'string',
  'number',
  'regex',
  'type_annotation',
  'type_arguments',
  'type_parameters',
  'interface_declaration',
  'type_alias_declaration',
  'accessibility_modifier',
  'override_modifier',
  'jsx_text',
  'string_fragment',
  'escape_sequence',
  'this',
  'super',
  'null',
  'undefined',
  'true',
  'false',
  'optional_chain',
  'hash_bang_line',
]);

/** The grammar that reads a path, by its ending. */
export function grammarNameOf(path: string): GrammarName | undefined {
  return extensions.get(path.slice(path.lastIndexOf('.') + 1).toLowerCase());
}

/** What the shared reader asks of the language. */
export const javascript = {
  shapeOf: shapeOfJavaScript,
  blocks,
  declaring,
  uses: rowsOf('javascript'),
  values: javascriptValues,
  logs: javascriptLogs,
  words: {
    constructor: 'constructor',
    nothing: /^(?:undefined|null)$/,
    // What the running program is called is always set.
    unset: { word: 'undefined', never: 'process' },
  },
  stages: {
    telling: /prod|NODE_ENV|isDev|IS_DEV|development|_ENV\b/i,
    stops: /^(?:.*\.)?(?:exit|abort|fatal|panic|invariantViolation)$/,
    // `dev` alone: programs call what they compare once so.
    elsewhere: new RegExp(`^${elsewhereWord}$`, 'i'),
    asserts: /^(?:assert|assert\.ok|console\.assert|invariant|tiny-?invariant|ok|ensure|must)$/,
    branchOf: operandsOf,
  } satisfies StageWords,
};

/** `isProduction && required()`, `isTest || refuse()`. */
function operandsOf(node: SyntaxNode, text: string): Branch | undefined {
  if (node.type !== 'binary_expression') return undefined;
  const [test, right] = [childOf(node, 'left'), childOf(node, 'right')];
  if (!test || !right) return undefined;
  const operator = /^\s*(?:&&|\|\|)/.exec(text.slice(test.end, right.start))?.[0].trim();
  if (operator === '&&') return { test, holds: [right], fails: [] };
  return operator === '||' ? { test, holds: [], fails: [right] } : undefined;
}
