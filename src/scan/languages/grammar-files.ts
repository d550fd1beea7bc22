// What parsing asks of the machine: the bytes of the parser and its grammars. Apart from the parser, so that a build for
// elsewhere (packages/keylint-page) brings its own.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';

/** tree-sitter's own WebAssembly, with a counter in it (.ci/meter-wasm.mjs). */
export function readParser(): Uint8Array {
  return readShipped('web-tree-sitter.wasm');
}

/** The WebAssembly of a grammar. */
export function readGrammar(name: string): Uint8Array {
  return readShipped(`tree-sitter-${name}.wasm`);
}

/** The files lie beside the compiled program; run from the sources they are found in dist. */
function readShipped(name: string): Uint8Array {
  const from = dirname(fileURLToPath(import.meta.url));
  for (let directory = from; ; directory = dirname(directory)) {
    for (const place of ['grammars', 'dist/grammars']) {
      const path = join(directory, place, name);
      if (existsSync(path)) return readFileSync(path);
      if (existsSync(`${path}.br`)) return brotliDecompressSync(readFileSync(`${path}.br`));
    }
    if (dirname(directory) === directory) break;
  }
  throw new Error(`dist/grammars has no ${name}: run \`npm run build\``);
}
