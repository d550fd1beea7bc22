// What the page holds besides its script: word lists, tables, the parser and its grammars, compressed and as text.
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { brotliDecompressSync, gzipSync } from 'node:zlib';
import { packLists } from '../src/lists.ts';
import { toSevenBits } from '../src/seven-bits.ts';

/** The elements that hold the data; `here` is the package, `tables` JSON. */
export function dataBlocks(here: string, tables: string): string {
  const lists = compressed(here, 'lists', 'dist/data/strength.bin', packLists);
  const grammars = readdirSync('dist/grammars')
    .filter((file) => /\.wasm(?:\.br)?$/.test(file))
    .map((file) => {
      const name = basename(file).replace(/\.wasm(?:\.br)?$/, '');
      const read = file.endsWith('.br') ? brotliDecompressSync : same;
      const id = name === 'web-tree-sitter' ? 'tree-sitter' : name.replace(/^tree-sitter-/, '');
      return block(
        id,
        compressed(here, id, `dist/grammars/${file}`, read),
        ` data-grammar="${id}"`,
      );
    });
  return [block('tables', pack(Buffer.from(tables))), block('lists', lists), ...grammars].join(
    '\n',
  );
}

function block(name: string, bytes: Uint8Array, more = ''): string {
  return `<script type="application/gzip" id="data-${name}"${more}>${toSevenBits(bytes)}</script>`;
}

function same(bytes: Uint8Array): Uint8Array {
  return bytes;
}

function pack(bytes: Uint8Array): Uint8Array {
  return gzipSync(bytes, { level: 9, memLevel: 9 });
}

/** Compressing takes seconds: what has not changed since is taken from the last build. */
function compressed(
  here: string,
  name: string,
  from: string,
  read: (bytes: Uint8Array) => Uint8Array,
): Uint8Array {
  const kept = `${here}/dist-data/${name}.gz`;
  const makers = ['lists.ts', 'made-digests.ts'].map((file) => `${here}/src/${file}`);
  if (existsSync(kept)) {
    const { mtimeMs } = statSync(kept);
    if ([from, ...makers].every((file) => statSync(file).mtimeMs < mtimeMs))
      return readFileSync(kept);
  }
  const packed = pack(read(readFileSync(from)));
  mkdirSync(`${here}/dist-data`, { recursive: true });
  writeFileSync(kept, packed);
  return packed;
}
