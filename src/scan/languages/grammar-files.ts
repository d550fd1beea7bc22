// What parsing asks of the machine: the bytes of grammars and a clock. Apart from the parser, so that a build for
// elsewhere (packages/keylint-page) brings its own.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';

/** What tree-sitter is started with besides its memory; here it finds its own file. */
export const parserOptions: Readonly<Record<string, unknown>> = {};

/** The grammars lie beside the compiled program; run from the sources they are found in dist. */
export function readGrammar(name: string): Uint8Array {
  const from = dirname(fileURLToPath(import.meta.url));
  for (let directory = from; ; directory = dirname(directory)) {
    for (const place of ['grammars', 'dist/grammars']) {
      const path = join(directory, place, `tree-sitter-${name}.wasm`);
      if (existsSync(path)) return readFileSync(path);
      if (existsSync(`${path}.br`)) return brotliDecompressSync(readFileSync(`${path}.br`));
    }
    if (dirname(directory) === directory) break;
  }
  throw new Error(`dist/grammars has no grammar for ${name}: run \`npm run build\``);
}

/** Time that the processor has spent on us. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
