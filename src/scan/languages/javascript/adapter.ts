// The JavaScript and TypeScript adapter: picks the grammar, reads one file, hands on its facts.
import type { PartialFacts, ScanInput } from '../../formats/format.ts';
import type { LanguageAdapter } from '../adapter.ts';
import { type GrammarName, grammarOf, type SyntaxNode, startParser } from '../syntax.ts';
import { add, createCollector } from './collector.ts';
import { collectDefinitions } from './definitions.ts';
import { collectExports } from './exports.ts';
import { prune } from './prune.ts';
import type { Reading } from './reading.ts';
import { type Binding, buildScopes } from './scope.ts';
import { scriptText } from './script-blocks.ts';
import { collectUses } from './uses.ts';

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
const leaves: ReadonlySet<string> = new Set([
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

/** Longer texts are bundles or data; parsing them costs seconds and finds nothing that a person wrote. */
const maximumLength = 1_000_000;

function grammarNameOf(path: string): GrammarName | undefined {
  return extensions.get(path.slice(path.lastIndexOf('.') + 1).toLowerCase());
}

/** `import`s resolve nothing here: link joins files. */
export const javascriptAdapter: LanguageAdapter = {
  id: 'javascript',
  canRead: (path) => grammarNameOf(path) !== undefined,
  isWorthParsing: ({ text }) => worthParsing.test(text),
  load: startParser,
  read(input) {
    if (input.text.length > maximumLength) return { problem: { reason: 'too-large' } };
    const grammar = grammarOf(grammarNameOf(input.path) ?? 'javascript', { leaves });
    const tree = grammar.parse(scriptText(input.path, input.text));
    if (!tree) {
      return { problem: { reason: 'parse-error', detail: 'the syntax is too tangled to parse' } };
    }
    const facts = readTree(input, tree.root);
    return tree.hasErrors ? { ...facts, hasSyntaxErrors: true } : facts;
  },
};

/** Words of which a file that sets, names, passes on or uses a signing secret holds at least one. */
const worthParsing =
  /secret|jwt|jws|jose|token|hmac|passport|session|cookie|signing|signature|importKey|process\.env|import\.meta\.env|\benv\b|config|settings|module\.exports\s*=\s*require|export\s*(?:\*|\{[^}]{0,500}\})\s*from/i;

function readTree(input: ScanInput, root: SyntaxNode): PartialFacts {
  const scopes = buildScopes(root, input.text);
  const byKey = new Map<string, Binding>(scopes.all.map((binding) => [binding.key, binding]));
  const reading: Reading = {
    path: input.path,
    text: input.text,
    root,
    rangeOf: input.rangeOf,
    scopes,
    lowered: new Map(),
    requiredModules: new Set(),
    bindingOfKey: (key) => byKey.get(key),
  };
  const collector = createCollector();
  collectDefinitions(reading, collector);
  collectExports(reading, collector);
  collectUses(reading, collector);
  for (const module of reading.requiredModules) {
    add(collector.imports, { local: `require:${module}`, imported: '*', from: module });
  }
  return prune(collector);
}
