// The counter that the build puts into tree-sitter counts turns of loops, calls of functions that others are handed, and
// bytes that are moved; what the module does stays the same.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Meter {
  meter(bytes: Uint8Array): Uint8Array;
}
declare const WebAssembly: {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
  ) => { readonly exports: Record<string, (...numbers: number[]) => number> };
};

const { meter }: Meter = await import(new URL('../.ci/meter-wasm.mjs', import.meta.url).href);

const sized = (...bytes: number[]): number[] => [bytes.length, ...bytes];
const name = (text: string): number[] => sized(...Buffer.from(text));

/** `turns(n)` goes through a loop n times, `fill(n)` writes n zeros, `call(n)` calls a function of a table n times. */
const module = Uint8Array.from([
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  // Types: a number to nothing, nothing to nothing.
  ...[1, ...sized(2, 0x60, 1, 0x7f, 0, 0x60, 0, 0)],
  ...[3, ...sized(4, 0, 0, 1, 0)],
  // A table with one place, a page of memory.
  ...[4, ...sized(1, 0x70, 0, 1)],
  ...[5, ...sized(1, 0, 1)],
  ...[6, ...sized(0)],
  ...[7, ...sized(3, ...name('turns'), 0, 0, ...name('fill'), 0, 1, ...name('call'), 0, 3)],
  ...[9, ...sized(1, 0, 0x41, 0, 0x0b, 1, 2)],
  10,
  ...sized(
    4,
    // loop: n - 1, tee; again unless 0
    ...sized(0, ...[0x03, 0x40, 0x20, 0, 0x41, 1, 0x6b, 0x22, 0, 0x0d, 0, 0x0b], 0x0b),
    ...sized(0, 0x41, 0, 0x41, 0, 0x20, 0, 0xfc, 11, 0, 0x0b),
    ...sized(0, 0x0b),
    ...sized(
      0,
      ...[0x03, 0x40, 0x41, 0, 0x11, 1, 0, 0x20, 0, 0x41, 1, 0x6b, 0x22, 0, 0x0d, 0, 0x0b],
      0x0b,
    ),
  ),
]);

const { exports } = new WebAssembly.Instance(new WebAssembly.Module(meter(module)));

function countOf(call: string, argument: number): number {
  const before = exports.keylint_work?.() ?? Number.NaN;
  exports[call]?.(argument);
  return (exports.keylint_work?.() ?? Number.NaN) - before;
}

test.each([
  ['each turn of a loop', 'turns', 7, 7],
  ['each 64 bytes that are filled', 'fill', 640, 10],
  ['each call of a function in a table, besides its loop', 'call', 5, 10],
])('counts %s', (_, call, argument, count) => {
  expect(countOf(call, argument)).toBe(count);
});

test('tree-sitter with a counter is WebAssembly all the same', () => {
  const bytes = readFileSync(`node_modules/web-tree-sitter/web-tree-sitter.wasm`);
  expect(WebAssembly.validate(meter(bytes))).toBe(true);
});

const nothing = [0x01];
const withInstructions = (...instructions: number[]): Uint8Array =>
  Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[1, ...sized(1, 0x60, 0, 0)],
    ...[3, ...sized(1, 0)],
    ...[6, ...sized(0)],
    ...[7, ...sized(0)],
    ...[10, ...sized(1, ...sized(0, ...instructions, 0x0b))],
  ]);

test('an instruction that it does not know ends the build', () => {
  expect(WebAssembly.validate(meter(withInstructions(...nothing)))).toBe(true);
  // 0xfd begins instructions on many numbers at once.
  expect(() => meter(withInstructions(0xfd, 0))).toThrow('0xfd');
});

test('so does a part that is missing', () => {
  expect(() => meter(module.subarray(0, 8))).toThrow('no section');
});
