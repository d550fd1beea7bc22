// Syntax trees for planning fixes, from the grammars that the scan uses.
import type { SyntaxTree } from '../../model/syntax-node.ts';
import { startParser } from '../../scan/languages/parser.ts';
import { parseForRepair } from '../../scan/repairs.ts';

export type Parse = (path: string, text: string) => SyntaxTree | undefined;

/** Starts the parser and gives a function that knows the grammar of each path. */
export async function createParse(): Promise<Parse> {
  await startParser();
  return parseForRepair;
}
