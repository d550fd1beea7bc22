// Copies the parser, with a counter put in, and the grammars that keylint reads code with from the packages they come in
// to dist/grammars: the parser and JavaScript's uncompressed, since a commit hook loads them, the others compressed. A
// grammar that NOTICE does not name is not shipped.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { meter } from './meter-wasm.mjs';

const packages = ['@vscode/tree-sitter-wasm/wasm', '@cursorless/tree-sitter-wasms/out'];
const plain = new Set(['javascript', 'typescript', 'tsx']);
const target = 'dist/grammars';

mkdirSync(target, { recursive: true });
const parser = 'web-tree-sitter.wasm';
writeFileSync(`${target}/${parser}`, meter(readFileSync(`node_modules/web-tree-sitter/${parser}`)));
const names = [...readFileSync('NOTICE', 'utf8').matchAll(/^== tree-sitter-([\w-]+) /gm)].map(
  (match) => match[1],
);
for (const name of names) {
  const from = packages
    .map((path) => `node_modules/${path}/tree-sitter-${name}.wasm`)
    .find((path) => existsSync(path));
  if (!from) throw new Error(`no package has the grammar ${name}`);
  const to = `${target}/tree-sitter-${name}.wasm${plain.has(name) ? '' : '.br'}`;
  if (existsSync(to) && statSync(to).mtimeMs > statSync(from).mtimeMs) continue;
  const bytes = readFileSync(from);
  const options = {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 9,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      [constants.BROTLI_PARAM_LGWIN]: 24,
    },
  };
  writeFileSync(to, plain.has(name) ? bytes : brotliCompressSync(bytes, options));
}
