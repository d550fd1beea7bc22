// From a Language to the adapter that the scanner asks: the grammar, the cheap tests, the shared reader.
import type { SyntaxNode } from '../../model/syntax-node.ts';
import type { PartialFacts, ScanInput } from '../formats/format.ts';
import type { LanguageAdapter } from '../languages/adapter.ts';
import { grammarOf, startParser } from '../languages/syntax.ts';
import type { Language } from './language.ts';
import { createMayUse } from './may-use.ts';
import { readCode } from './read-code.ts';

/** Words of which a file that sets, names, passes on or uses a signing secret holds at least one, in any language. */
const telling =
  /secret|jwt|jwk|jws\b|jose\b|hmac|signing|signer|sign_?key|itsdangerous|securecookie|pepper|app_?key|auth_?key|token_?key|api_?key|private_?key|access_?key|cookie_?key|encryption_?key|session_?key|keypair|cookie_?store|cookie\W{1,3}key|sessions?[/"']|session_secret|session\W{1,3}cookie|csrf\W|mac\b|joken|default_signer|sessionconfig/i;

/** The adapter of a language that is read through its shapes. */
export function adapterOf(language: Language): LanguageAdapter {
  const leaves = new Set(language.leaves);
  let mayUse: ((text: string) => boolean) | undefined;
  return {
    id: language.id,
    canRead: (path) => language.endings.includes(endingOf(path)),
    isWorthParsing: ({ text }) => telling.test(text),
    mayUse(text) {
      mayUse ??= createMayUse(language);
      return mayUse(text);
    },
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
      return tree.hasErrors ? { ...facts, hasSyntaxErrors: true } : facts;
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
