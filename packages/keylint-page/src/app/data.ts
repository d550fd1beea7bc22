// The data of the page: compressed, in the page itself, unpacked once by the browser. The word lists when it is opened, the
// grammars when a file is linted.
import type { Bundle } from '../../../../src/strength/lists/layout.ts';
import { unpackLists } from '../lists.ts';
import { fromSevenBits } from '../seven-bits.ts';

let bundle: Bundle | undefined;

/** The word lists. In the place of `src/strength/lists/load.ts`. */
export function loadBundle(): Bundle {
  if (!bundle) throw new Error('the word lists are not unpacked yet');
  return bundle;
}

/** Unpacks what rating needs. */
export async function unpackBundle(): Promise<void> {
  bundle = unpackLists(await unpack('lists'));
}

const files = new Map<string, Uint8Array>();
let unpacked: Promise<unknown> | undefined;

/** Unpacks the parser and all grammars: a file may hold another language, as a notebook does. */
export function unpackGrammars(): Promise<unknown> {
  const names = Array.from(
    document.querySelectorAll<HTMLElement>('script[data-grammar]'),
    ({ dataset }) => dataset.grammar ?? '',
  );
  unpacked ??= Promise.all(names.map(async (name) => files.set(name, await unpack(name))));
  return unpacked;
}

async function unpack(name: string): Promise<Uint8Array> {
  const bytes = fromSevenBits(document.getElementById(`data-${name}`)?.textContent ?? '');
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** These two in the place of `src/scan/languages/grammar-files.ts`. */
export function readParser(): Uint8Array {
  const parser = files.get('tree-sitter');
  if (!parser) throw new Error('no parser');
  return parser;
}

export function readGrammar(name: string): Uint8Array {
  const grammar = files.get(name);
  if (!grammar) throw new Error(`no grammar for ${name}`);
  return grammar;
}
