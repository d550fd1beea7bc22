// Syntax trees for planning fixes, from the grammars that the scan uses.
import type { SyntaxTree } from '../../model/syntax-node.ts';
import { type GrammarName, grammarOf, startParser } from '../../scan/languages/syntax.ts';

const grammars: Readonly<Record<string, GrammarName>> = {
  js: 'javascript',
  jsx: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  ts: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  tsx: 'tsx',
};

export type Parse = (path: string, text: string) => SyntaxTree | undefined;

/** Starts the parser and gives a function that knows the grammar of each path. */
export async function createParse(): Promise<Parse> {
  await startParser();
  return (path, text) => {
    const extension = path.split('.').at(-1) ?? '';
    const name = Object.hasOwn(grammars, extension) ? grammars[extension] : undefined;
    return name && grammarOf(name, { leaves: new Set() }).parse(text);
  };
}
