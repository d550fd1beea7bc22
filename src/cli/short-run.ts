// V8 told that the program ends soon: a commit hook lives for less than half a second, and compiling its hottest
// functions to the best of code takes longer than that code saves.
import process from 'node:process';
import { setFlagsFromString } from 'node:v8';

/** First major version of node, and how its V8 is told to wait longer before it optimizes JavaScript. */
const patience: readonly (readonly [major: number, flag: string])[] = [
  [22, '--invocation-count-for-turbofan=20000'],
  [20, '--interrupt-budget=300000'],
];

/** WebAssembly is compiled once and quickly; what V8 derives from the first flag at its start is said as well. */
const quickWebAssembly = ['--liftoff-only', '--no-wasm-tier-up', '--no-wasm-dynamic-tiering'];

/** V8 prints an error for a flag that it does not know, so none is set where nobody has tried them. */
const newestTried = 26;

/** The flags for a version of node (`20.19.0`), none for one that they were not tried with. */
export function shortRunFlags(version: string): readonly string[] {
  const major = Number.parseInt(version, 10);
  const found = patience.find(([first]) => major >= first);
  return found && major <= newestTried ? [...quickWebAssembly, found[1]] : [];
}

/** Must be called before the first WebAssembly is compiled; what runs on for seconds gets a tenth slower by it. */
export function expectShortRun(): void {
  // Other programs that run JavaScript call themselves node too, without its V8.
  if (process.release.name !== 'node' || 'bun' in process.versions) return;
  for (const flag of shortRunFlags(process.versions.node)) setFlagsFromString(flag);
}
