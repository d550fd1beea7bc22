// How fast a host may be written to. GitHub asks for a second between two writes and takes about 80 a minute and 500 an
// hour of what notifies people; who writes more is locked out, with all else that the token is used for.
// https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
// https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
import type { Clock } from '../../github/patience.ts';

export interface Pace {
  /** Resolves when the next write may be sent. `notifies`: an issue that people are told of. */
  next(notifies: boolean): Promise<void>;
}

const betweenMs = 1_000;
const hourMs = 3_600_000;
/** A little less than GitHub takes: others may use the same account. */
const mostAnHour = 450;

/** `before`: when an earlier start of the same run has written what notifies, milliseconds since 1970. */
export function createPace(clock: Clock, before: readonly number[] = []): Pace {
  const recent = [...before].sort((a, b) => a - b);
  let last = recent.at(-1) ?? Number.NEGATIVE_INFINITY;
  return {
    async next(notifies) {
      await until(last + betweenMs);
      if (notifies) {
        const oldest = recent[recent.length - mostAnHour];
        if (oldest !== undefined) await until(oldest + hourMs);
        recent.push(clock.now());
      }
      last = clock.now();
    },
  };

  async function until(moment: number): Promise<void> {
    const wait = moment - clock.now();
    if (wait > 0) await clock.sleep(wait);
  }
}
