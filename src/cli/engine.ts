// How eagerly V8 optimises. A run is over in seconds, and much of what V8 compiles on its second thread is never used.
import { setFlagsFromString } from 'node:v8';

/**
 * WebAssembly is compiled once and quickly. The best of code for a grammar costs what it saves where thousands of files
 * are parsed, and the lexer of Swift is one function that keeps it busy for 8 to 20 seconds of processor time, in which
 * a run of two lines waits for its end (Kotlin: 2). What V8 derives from the first flag at its start is said as well.
 */
const quickWebAssembly = ['--liftoff-only', '--no-wasm-tier-up', '--no-wasm-dynamic-tiering'];

/** The versions of node that these were tried with: V8 writes on standard error of a flag that it does not know. */
const tried = { oldest: 20, newest: 26 };

/**
 * V8 counts what a function has done before it optimises it, on a thread of its own. Told to wait four times as long, a run
 * takes less of the processor: an eighth for a commit, a sixth to a fifth for 600 files as for 9,000. The thread that does
 * the work takes 1 to 4 % more in the long ones, which is what a machine with nothing else to do may see. Versions from 24
 * on have a compiler between (Maglev), where it makes no difference. A commit hook is over before most of what V8 would
 * optimise is called again: told to wait three times as long once more, it takes another sixth less.
 */
export function optimiseLater(versions: NodeJS.ProcessVersions, { isShort = false } = {}): void {
  // Bun and Deno call themselves a version of Node, and have other engines or other doors to them.
  if (versions.bun !== undefined || versions.deno !== undefined) return;
  const major = Number.parseInt(versions.node, 10);
  for (const flag of flagsFor(major, isShort)) setFlagsFromString(flag);
}

/** Must be set before the first WebAssembly is compiled. */
export function flagsFor(major: number, isShort = false): readonly string[] {
  if (!(major >= tried.oldest && major <= tried.newest)) return [];
  if (major < 22)
    return [...quickWebAssembly, `--interrupt-budget=${isShort ? 1_000_000 : 300_000}`];
  if (major < 24) return [...quickWebAssembly, '--invocation-count-for-turbofan=13000'];
  return quickWebAssembly;
}
