// The one tree-sitter of a process: started once, with memory of ours to see how much is used, and with the counter that
// the build has put into it (.ci/meter-wasm.mjs).
import { Parser } from 'web-tree-sitter';
import { readParser } from './grammar-files.ts';
import type { TreeSitterExports } from './tree-cursor.ts';

/** What is called past web-tree-sitter. */
interface Exports {
  keylint_work(): number;
  emscripten_stack_get_current(): number;
  _emscripten_stack_restore(address: number): void;
}

// The project compiles without DOM types, which is where TypeScript keeps WebAssembly.
interface WasmMemory {
  readonly buffer: ArrayBuffer;
}
interface WasmInstance {
  readonly exports: Exports;
}
declare const WebAssembly: {
  readonly Memory: new (pages: {
    readonly initial: number;
    readonly maximum: number;
  }) => WasmMemory;
  instantiate(
    bytes: Uint8Array,
    imports: unknown,
  ): Promise<{ readonly instance: WasmInstance; readonly module: unknown }>;
};

/** The sizes, in pages of 64 kB, are those that tree-sitter would choose. */
const memory = new WebAssembly.Memory({ initial: 512, maximum: 32_768 });
let exported: Exports | undefined;
let ready: Promise<void> | undefined;

/** What tree-sitter is started with, and what it puts its exports into. */
const binding = {
  wasmMemory: memory,
  async instantiateWasm(
    imports: unknown,
    receive: (instance: WasmInstance, module: unknown) => void,
  ): Promise<void> {
    const { instance, module } = await WebAssembly.instantiate(readParser(), imports);
    exported = instance.exports;
    receive(instance, module);
  },
};

/** Starts tree-sitter; must resolve before anything else here is asked. */
export function startParser(): Promise<void> {
  ready ??= Parser.init(binding);
  return ready;
}

/** What cursors call. */
export function parserExports(): TreeSitterExports {
  return binding as unknown as TreeSitterExports;
}

/** What tree-sitter has done so far: turns of its loops, characters given to its lexers. Full at 2^32, then 0 again. */
export function parserWork(): number {
  return exported?.keylint_work() ?? 0;
}

/** Bytes that tree-sitter holds; they never become fewer. */
export function parserBytes(): number {
  return memory.buffer.byteLength;
}

/** Gives what takes back the stack that a call needed which has thrown. */
export function enterParser(): () => void {
  const address = exported?.emscripten_stack_get_current();
  return () => {
    if (address !== undefined) exported?._emscripten_stack_restore(address);
  };
}
