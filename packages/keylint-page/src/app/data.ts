// The data of the page: compressed, in the page itself, unpacked once by the browser.
import { Buffer } from 'buffer';
import { type Bundle, decodeBundle } from '../../../../src/strength/lists/layout.ts';
import { unpackLists } from '../lists.ts';

let bundle: Bundle | undefined;

/** The word lists. In the place of `src/strength/lists/load.ts`. */
export function loadBundle(): Bundle {
  if (!bundle) throw new Error('the word lists are not unpacked yet');
  return bundle;
}

const files = new Map<string, Uint8Array>();

/** Unpacks what rating and linting need. */
export async function unpackAll(): Promise<void> {
  for (const element of document.querySelectorAll('script[type="application/gzip"]')) {
    files.set(element.id.slice('data-'.length), await unpack(element.textContent ?? ''));
    // The text is no longer needed, and it is megabytes.
    element.remove();
  }
  const lists = files.get('lists');
  bundle = lists && decodeBundle(unpackLists(lists));
  files.delete('lists');
}

async function unpack(base64: string): Promise<Uint8Array> {
  const bytes = new Uint8Array(Buffer.from(base64.trim(), 'base64'));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** What tree-sitter is started with: its own code, which it would fetch otherwise. */
export const parserOptions = {
  get wasmBinary() {
    return files.get('tree-sitter');
  },
  // Where it would be fetched from.
  locateFile: (name: string) => name,
};

/** In the place of `src/scan/languages/grammar-files.ts`. */
export function readGrammar(name: string): Uint8Array {
  const grammar = files.get(name);
  if (!grammar) throw new Error(`no grammar for ${name}`);
  return grammar;
}

export function processorMs(): number {
  return performance.now();
}
