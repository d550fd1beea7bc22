// How eagerly V8 optimises. A run is over in seconds, and much of what V8 compiles on its second thread is never used.
import { setFlagsFromString } from 'node:v8';

/**
 * V8 counts what a function has done before it optimises it. Four times its own amount saves a fifth of the processor
 * time of a run: on a tree of 600 files as on one of 9,000 no slower on the clock, and often faster. Versions from 24 on
 * have a compiler between (Maglev), where it makes no difference.
 */
export function optimiseLater(versions: NodeJS.ProcessVersions): void {
  // Bun and Deno call themselves a version of Node, and have other engines or other doors to them.
  if (versions.bun !== undefined || versions.deno !== undefined) return;
  const flag = flagFor(Number.parseInt(versions.node, 10));
  if (flag) setFlagsFromString(flag);
}

/** V8 writes on standard error of a flag that it does not know, so it is asked for what each version has. */
export function flagFor(major: number): string | undefined {
  if (major === 20 || major === 21) return '--interrupt-budget=300000';
  if (major === 22 || major === 23) return '--invocation-count-for-turbofan=13000';
  return undefined;
}
