// The JavaScript and TypeScript adapter: picks the grammar, reads one file, hands on its facts.
import { scanBudget, tangledValues } from '../../../model/budget.ts';
import type { PartialFacts, ScanInput } from '../../formats/format.ts';
import { createPlaceMemory } from '../../libraries/place-memory.ts';
import { type CommentSpan, holdsMarks } from '../../suppression-comments.ts';
import type { LanguageAdapter } from '../adapter.ts';
import { type GrammarName, grammarOf, type SyntaxNode, startParser } from '../syntax.ts';
import { collectCalls } from './calls.ts';
import { add, createCollector } from './collector.ts';
import { collectDefinitions } from './definitions.ts';
import { collectDeployments } from './deployments.ts';
import { collectExports } from './exports.ts';
import { collectFallbacks } from './fallbacks.ts';
import { collectGuards } from './guards.ts';
import { collectLeaks } from './leaks.ts';
import { mayUse } from './may-use.ts';
import { prune } from './prune.ts';
import { groupNodes, type Reading } from './reading.ts';
import { collectSchemas } from './schemas.ts';
import { type Binding, buildScopes } from './scope.ts';
import { markupComments, scriptText } from './script-blocks.ts';
import { collectSettings } from './settings.ts';
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

function grammarNameOf(path: string): GrammarName | undefined {
  return extensions.get(path.slice(path.lastIndexOf('.') + 1).toLowerCase());
}

/** Runners of tests and what is used beside them only: who imports one is test code, wherever the file lies. */
const testModules =
  /^(?:node:test|vitest|@jest\/globals|jest|mocha|chai|ava|tap|tape|uvu|jasmine|bun:test|cypress|supertest|@playwright\/test|@nestjs\/testing)$/;

/** `import`s resolve nothing here: link joins files. */
export const javascriptAdapter: LanguageAdapter = {
  id: 'javascript',
  canRead: (path) => grammarNameOf(path) !== undefined,
  isWorthParsing,
  mayUse,
  mayPassOn: (text) => /export\s*\*|module\.exports\s*=|exportStar|\.\.\.\s*require/.test(text),
  load: startParser,
  read(input) {
    const grammar = grammarOf(grammarNameOf(input.path) ?? 'javascript', { leaves });
    const tree = grammar.parse(scriptText(input.path, input.text));
    if (!tree) {
      return { problem: { reason: 'parse-error', detail: 'the syntax is too tangled to parse' } };
    }
    const comments = withMarkup(input, tree.comments);
    const facts = { ...readTree(input, tree.root), comments };
    return tree.hasErrors ? { ...facts, hasSyntaxErrors: true } : facts;
  },
};

/** Comments of the script, and of the markup around it. */
function withMarkup(
  { path, text }: ScanInput,
  comments: readonly CommentSpan[],
): readonly CommentSpan[] {
  const others = holdsMarks(text) ? markupComments(path, text) : [];
  if (others.length === 0) return comments;
  return [...comments, ...others].sort((a, b) => a.start - b.start);
}

/** Words of which a file that sets, names, passes on or uses a signing secret holds at least one. */
const telling =
  /secret|jwt|webtoken|jws\b|jose\b|hmac|CryptoHasher|passport|signing|signer|(?:sign|issue|create|generate|verify|make|get)_?(?:access|refresh|auth)?_?tokens?\b|tokens?_?(?:key|salt)|importKey|passphrase|process\.env|import\.meta\.env|(?:Bun|Deno)\.env|\$env\/|\benv\(|ConfigService|config(?:uration)?\.get|registerAs|convict|nconf|cookie-?(?:parser|session|signature)|signed-?cookie|['"]cookies['"]|\biron\b|iron-webcrypto|-session\b|session\(|\.keys\s?=|keygrip|oidc-provider|private_?key|app_?key|api_?key|auth_?key|split\(\s*['"`]\.['"`]\s*\)/i;

/** Small files that only pass on what others define. */
const passingOn =
  /export\s*(?:\*|\{[^}]{0,500}\})\s*from|module\.exports\s*=|export\s+default|export\s+const\s+\w*(?:config|settings|env)/i;

const smallLength = 3_000;

function isWorthParsing({ path, text }: ScanInput): boolean {
  // Declaration files hold no values.
  if (/\.d\.[cm]?ts$/i.test(path)) return false;
  return telling.test(text) || (text.length < smallLength && passingOn.test(text));
}

function readTree(input: ScanInput, root: SyntaxNode): PartialFacts {
  const scopes = buildScopes(root, input.text);
  const budget = scanBudget(input.text.length);
  const byKey = new Map<string, Binding>(scopes.all.map((binding) => [binding.key, binding]));
  const reading: Reading = {
    path: input.path,
    text: input.text,
    root,
    rangeOf: input.rangeOf,
    scopes,
    nodes: groupNodes(root),
    lowered: new Map(),
    origins: new Map(),
    readers: new Map(),
    requiredModules: new Set(),
    importedInstances: new Map(),
    exits: new Map(),
    bindingOfKey: (key) => byKey.get(key),
    budget,
    memory: createPlaceMemory(budget),
  };
  const collector = createCollector();
  collectDefinitions(reading, collector);
  collectFallbacks(reading, collector);
  collectExports(reading, collector);
  collectSchemas(reading, collector);
  collectSettings(reading, collector);
  collectDeployments(reading, collector);
  collectUses(reading, collector);
  collectLeaks(reading, collector);
  collectGuards(reading, collector);
  collectCalls(reading, collector);
  for (const module of reading.requiredModules) {
    add(collector.imports, { local: `require:${module}`, imported: '*', from: module });
  }
  for (const instance of reading.importedInstances.values()) add(collector.imports, instance);
  const isTestCode = collector.imports.some(({ from }) => testModules.test(from));
  return {
    ...prune(collector),
    ...(isTestCode && { isTestCode }),
    ...(budget.isSpent && { problem: { reason: 'budget', detail: tangledValues } }),
  };
}
