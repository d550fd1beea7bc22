// Times of the processor, and grammars as the build ships them: what benchmarks of reading compare with.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { Language, Parser } from 'web-tree-sitter';

/** Of this process, user and system. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** tree-sitter's own parser with a grammar of the build; after `Parser.init()`. */
export async function parserOf(grammar: string): Promise<Parser> {
  const path = resolve(`dist/grammars/tree-sitter-${grammar}.wasm`);
  const bytes = existsSync(path)
    ? readFileSync(path)
    : brotliDecompressSync(readFileSync(`${path}.br`));
  const parser = new Parser();
  parser.setLanguage(await Language.load(bytes));
  return parser;
}

export function two(value: number): number {
  return Math.round(value * 100) / 100;
}
