// V8 told that the program ends soon: a commit hook lives for less than half a second, and compiling its hottest
// functions to the best of code takes longer than that code saves. What every run is told is in engine.ts.
import process from 'node:process';
import { setFlagsFromString } from 'node:v8';

/** First major version of node, and how its V8 is told to wait longer before it optimizes JavaScript. */
const patience: readonly (readonly [major: number, flag: string])[] = [
  [22, '--invocation-count-for-turbofan=20000'],
  [20, '--interrupt-budget=300000'],
];

/** V8 prints an error for a flag that it does not know, so none is set where nobody has tried them. */
const newestTried = 26;

/** The flag for a version of node (`20.19.0`), none for one that it was not tried with. */
export function shortRunFlag(version: string): string | undefined {
  const major = Number.parseInt(version, 10);
  const found = patience.find(([first]) => major >= first);
  return found && major <= newestTried ? found[1] : undefined;
}

/** What runs on for seconds gets a tenth slower by it. */
export function expectShortRun(): void {
  // Other programs that run JavaScript call themselves node too, without its V8.
  if (process.release.name !== 'node' || 'bun' in process.versions) return;
  const flag = shortRunFlag(process.versions.node);
  if (flag) setFlagsFromString(flag);
}
