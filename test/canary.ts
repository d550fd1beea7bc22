// A unique text that is planted in every input format, and what would give it away.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect } from 'vitest';

export const canary = 'Canary-7f3q-PlainlyFake-x9zt';
export const canaryBytes = Buffer.from(canary);
export const canaryFixtures = join(import.meta.dirname, '../fixtures/canary');

/** The value as people and programs write it, and pieces of it that are long enough to be no accident. */
const traces = [
  canary,
  canary.toLowerCase(),
  [...canary].reverse().join(''),
  canaryBytes.toString('base64').replace(/=+$/, ''),
  canaryBytes.toString('hex'),
  encodeURIComponent(canary),
  ...Array.from({ length: canary.length - 7 }, (_, at) => canary.slice(at, at + 8)),
];

/** The trace itself is a fake, but a failing test should teach the same habit: name the place, not the value. */
export function expectNoTrace(output: string): void {
  expect(traces.findIndex((trace) => output.includes(trace))).toBe(-1);
}

/** Relative paths of the files that hold it. */
export function canaryPaths(): string[] {
  return readdirSync(canaryFixtures, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(canaryFixtures, join(parentPath, name)));
}

export function readCanaryFixture(path: string): Buffer {
  return readFileSync(join(canaryFixtures, path));
}
