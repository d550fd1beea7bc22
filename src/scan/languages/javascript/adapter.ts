// The JavaScript and TypeScript adapter: picks the grammar, reads one file, hands on its facts.
import { scanBudget, tangledValues } from '../../../model/budget.ts';
import { isDeclarationPath } from '../../../model/declaration-path.ts';
import { branchOf } from '../../code/branches.ts';
import { createFunctions } from '../../code/functions.ts';
import { createShapes } from '../../code/reading.ts';
import { rowIndexOf } from '../../code/row-index.ts';
import { nodeOf } from '../../code/shape.ts';
import type { PartialFacts, ScanInput } from '../../formats/format.ts';
import { createCut } from '../../fullness.ts';
import { createPlaceMemory } from '../../libraries/place-memory.ts';
import { type CommentSpan, holdsMarks } from '../../suppression-comments.ts';
import type { LanguageAdapter } from '../adapter.ts';
import { startParser } from '../parser.ts';
import { childOf, grammarOf, type SyntaxNode, withTree } from '../syntax.ts';
import { type Binding, bindNames, type Changes } from './bindings.ts';
import { collectCalls } from './calls.ts';
import { add, createCollector, factsOf } from './collector.ts';
import { collectOptions } from './command-lines.ts';
import { collectDefinitions } from './definitions.ts';
import { collectDeployments } from './deployments.ts';
import { createDynamicTest } from './environment.ts';
import { collectExports } from './exports.ts';
import { collectFallbacks } from './fallbacks.ts';
import { lengthOfArray } from './generators.ts';
import { collectGuards } from './guards.ts';
import { grammarNameOf, javascript, leaves } from './language.ts';
import { collectLeaks } from './leaks.ts';
import { lowerSlot } from './lower.ts';
import { mayExport, mayPassOn } from './may-export.ts';
import { mayUse, moduleWordsOf } from './may-use.ts';
import { numberOf } from './numbers.ts';
import { originOf, textOfOrigin } from './origin.ts';
import { groupNodes, type Reading, readingWithin } from './reading.ts';
import { resolveLocally } from './resolve-locally.ts';
import { collectSchemas } from './schemas.ts';
import { markupComments, scriptText } from './script-blocks.ts';
import { collectSettings } from './settings.ts';
import { argumentShapes, propertyName } from './shapes.ts';
import { collectUses } from './uses.ts';
import { isWorthParsing } from './worth-parsing.ts';

/** Runners of tests and what is used beside them only: who imports one is test code, wherever the file lies. */
const testModules =
  /^(?:node:test|vitest|@jest\/globals|jest|mocha|chai|ava|tap|tape|uvu|jasmine|bun:test|cypress|supertest|@playwright\/test|@nestjs\/testing)$/;

/** `import`s resolve nothing here: link joins files. */
export const javascriptAdapter: LanguageAdapter = {
  id: 'javascript',
  canRead: (path) => grammarNameOf(path) !== undefined,
  isWorthParsing,
  mayUse,
  mayPassOn,
  mayExport,
  load: startParser,
  read(input) {
    const grammar = grammarOf(grammarNameOf(input.path) ?? 'javascript', { leaves });
    const text = scriptText(input.path, input.text);
    const tree = grammar.parse(text);
    if (!tree) {
      return { problem: { reason: 'parse-error', detail: 'the syntax is too tangled to parse' } };
    }
    const comments = withMarkup(input, tree.comments);
    const facts = { ...readTree(input, tree.root), comments };
    const { path } = input;
    return withTree(facts, {
      ...{ path, text, tree, language: 'javascript' },
      mayUse: (whole, part) => !isDeclarationPath(path) && mayUse(whole, part),
      moduleWordsOf: (whole) => (isDeclarationPath(path) ? [] : moduleWordsOf(whole)),
    });
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

function readTree(input: ScanInput, root: SyntaxNode): PartialFacts {
  const nodes = groupNodes(root);
  const shapes = createShapes(javascript, input.text);
  const scopes = bindNames(root, shapes, nodes);
  const budget = scanBudget(input.text.length);
  const byKey = new Map<string, Binding>(scopes.all.map((binding) => [binding.key, binding]));
  const changesOf = (key: string): Changes | undefined => {
    const binding = byKey.get(key);
    return binding && scopes.changesOf(binding);
  };
  const reading: Reading = {
    ...shapes,
    path: input.path,
    root,
    rangeOf: input.rangeOf,
    language: javascript,
    lower: (slot) => lowerSlot(reading, slot),
    rows: rowIndexOf(javascript),
    originOf: (slot) => {
      const origin = originOf(reading, nodeOf(slot));
      return origin && textOfOrigin(origin);
    },
    countOf: (slot) =>
      numberOf(reading, nodeOf(slot))?.value ?? lengthOfArray(reading, nodeOf(slot)),
    resolve: (expression) => resolveLocally(reading, expression),
    branchOf: (node) =>
      node.type === 'binary_expression'
        ? javascript.stages.branchOf(node, input.text)
        : branchOf(node),
    insideOf: (node) => {
      const around = scopes.functionAround(node);
      return around && scopes.idOf(around);
    },
    functionById: createFunctions(shapes, scopes),
    readsByName: createDynamicTest(() => reading),
    stages: {
      areTold: javascript.stages.telling.test(input.text),
      exits: new Map(),
      around: new Map(),
    },
    scopes,
    nodes,
    following: new Set(),
    lowered: new Map(),
    origins: new Map(),
    readers: new Map(),
    requiredModules: new Set(),
    importedInstances: new Map(),
    bindingOfKey: (key) => byKey.get(key),
    isAssigned: (path) => {
      const end = path.lastIndexOf('.');
      return changesOf(path.slice(0, end))?.assignedProperties.has(path.slice(end + 1)) === true;
    },
    callsOn: (key, method) => {
      const calls = changesOf(key)?.methodCalls.filter((node) => {
        const callee = childOf(node, 'function');
        return callee && propertyName(callee, input.text) === method;
      });
      return calls?.map(argumentShapes);
    },
    budget,
    memory: createPlaceMemory(budget),
  };
  const collector = createCollector();
  collectUses(reading, collector);
  const isKept = createCut(collector.uses);
  const near = isKept ? readingWithin(reading, isKept) : reading;
  collectDefinitions(near, collector);
  collectFallbacks(near, collector);
  collectExports(near, collector);
  collectSchemas(near, collector);
  collectSettings(near, collector);
  collectDeployments(near, collector);
  collectOptions(near, collector);
  collectLeaks(near, collector);
  collectGuards(near, collector);
  // Who calls what matters no more where not even the uses are all looked at.
  if (!isKept) collectCalls(reading, collector);
  const facts = factsOf(collector);
  for (const module of reading.requiredModules) {
    add(collector.imports, { local: `require:${module}`, imported: '*', from: module });
  }
  for (const instance of reading.importedInstances.values()) add(collector.imports, instance);
  const isTestCode = collector.imports.some(({ from }) => testModules.test(from));
  return {
    ...facts,
    ...(isTestCode && { isTestCode }),
    ...(budget.isSpent && { problem: { reason: 'budget', detail: tangledValues } }),
  };
}
