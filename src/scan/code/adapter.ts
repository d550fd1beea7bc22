// From a Language to the adapter that the scanner asks: the grammar, the cheap tests, the shared reader.
import type { SyntaxNode } from '../../model/syntax-node.ts';
import type { PartialFacts, ScanInput } from '../formats/format.ts';
import type { LanguageAdapter } from '../languages/adapter.ts';
import { startParser } from '../languages/parser.ts';
import { grammarOf, withTree } from '../languages/syntax.ts';
import type { Language } from './language.ts';
import { createUseTest, type UseTest } from './may-use.ts';
import { readCode } from './read-code.ts';
import { createWorthTest } from './worth-parsing.ts';

/** The adapter of a language that is read through its shapes. */
export function adapterOf(language: Language): LanguageAdapter {
  const leaves = new Set(language.leaves);
  let made: UseTest | undefined;
  const useTest = (): UseTest => {
    made ??= createUseTest(language);
    return made;
  };
  const mayUse = (text: string): boolean => useTest().mayUse(text);
  return {
    id: language.id,
    canRead: (path) =>
      language.endings.includes(endingOf(path)) ||
      language.fileNames?.test(path.slice(path.lastIndexOf('/') + 1)) === true,
    isWorthParsing: createWorthTest(language, mayUse),
    mayUse,
    mayPassOn: (text) => /import\s*\*|from\s+[.\w]+\s+import/.test(text),
    load: startParser,
    read(given: ScanInput): PartialFacts {
      const input = language.layOpen ? { ...given, text: language.layOpen(given.text) } : given;
      const tree = grammarOf(language.grammarOf(input.path), { leaves }).parse(input.text);
      if (!tree)
        return { problem: { reason: 'parse-error', detail: 'the syntax is too tangled to parse' } };
      language.prepare?.(tree.root);
      leaveOutTests(tree.root, input.text, language);
      const facts = { ...readCode(input, tree.root, language), comments: tree.comments };
      const { path, text } = input;
      return withTree(facts, { path, text, language: language.id, tree, ...useTest() });
    },
  };
}

/** In place: the nodes below know their parents. */
function leaveOutTests(root: SyntaxNode, text: string, { isTest }: Language): void {
  if (!isTest) return;
  const children = root.children.filter((node) => !isTest(node, text));
  if (children.length < root.children.length) Object.assign(root, { children });
}

function endingOf(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot < 0 ? '' : path.slice(dot).toLowerCase();
}
