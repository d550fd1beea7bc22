// When parsing has to be given up: time, where effort cannot be counted.
import { processorMs } from './grammar-files.ts';

/** Parsing gives up where errors have taken so long, and so long for each hundred steps: ordinary ones take 0.3 ms. */
const inErrors = { ms: 800, eachMs: 2 };
/**
 * And where a hundred steps take so long all along: ordinary ones take 0.03 ms. Not before so many of them: the first
 * ones of a grammar that V8 is still compiling take up to 20 ms each, on an idle machine 35 ms for a hundred of them.
 */
const allAlong = { ms: 1_200, eachMs: 0.2, steps: 100 };
/** What parsing takes on the clock before the processor is asked, which takes as long as a small file to parse. */
const suspiciousMs = 300;
/** Of that time, what has to go by before it is asked again: on a busy machine every step is a slow one. */
const askedEach = 0.02;

/** Milliseconds, each from any beginning. */
export interface ParseClock {
  wallMs(): number;
  /** What the processor has done for us. */
  processorMs(): number;
}

const ownClock: ParseClock = { wallMs: () => performance.now(), processorMs };

/**
 * Says of each call of tree-sitter whether it gets nowhere. In an error below a thousand operators, in blocks that nobody
 * closes, on lines of which each is an error, steps take 20 to 3,000 times as long as they should, and what they take
 * cannot be counted. It is time of the processor, as far as that can be told: a busy machine gives up no sooner than an
 * idle one.
 */
export function createWatch(clock: ParseClock = ownClock): (hasError: boolean) => boolean {
  const startedMs = clock.wallMs();
  let lastMs = startedMs;
  let steps = 0;
  let errors = 0;
  let errorMs = 0;
  let asked: { readonly atMs: number; readonly usedMs: number } | undefined;
  let askAgainMs = 0;
  return (hasError) => {
    const nowMs = clock.wallMs();
    steps++;
    if (hasError) {
      errors++;
      errorMs += nowMs - lastMs;
    }
    lastMs = nowMs;
    const takenMs = nowMs - startedMs;
    if (takenMs < suspiciousMs) return false;
    asked ??= { atMs: nowMs, usedMs: clock.processorMs() };
    const isInErrors = errorMs > inErrors.ms && errorMs / errors > inErrors.eachMs;
    const isAllAlong =
      takenMs > allAlong.ms && steps > allAlong.steps && takenMs / steps > allAlong.eachMs;
    if ((!isInErrors && !isAllAlong) || nowMs < askAgainMs) return false;
    askAgainMs = nowMs + takenMs * askedEach;
    // The same again of what the processor did for us meanwhile.
    const share = Math.min(
      1,
      (clock.processorMs() - asked.usedMs) / Math.max(1, nowMs - asked.atMs),
    );
    return (
      (isInErrors &&
        errorMs * share > inErrors.ms &&
        (errorMs * share) / errors > inErrors.eachMs) ||
      (isAllAlong && takenMs * share > allAlong.ms && (takenMs * share) / steps > allAlong.eachMs)
    );
  };
}
