// Steps that may be spent on following values through a file. Whoever wrote the file decides how much there is to
// follow, and every choice on the way may double it: everything that follows takes its steps from one budget of the
// file, which grows with its size. Steps are counted, never time: a file says the same on every machine.

/** What is left to spend. */
export interface Budget {
  /** Takes one step, or as many as are told; false where they are not there. */
  take(steps?: number): boolean;
  /** Something asked for steps that were not there: what was found is not all there is. */
  readonly isSpent: boolean;
}

/** A budget of so many steps; when they are gone, of what is left in `reserve`, which several may share. */
export function createBudget(steps: number, reserve?: Budget): Budget {
  let left = steps;
  return {
    take: (wanted = 1) => {
      if (left < wanted && reserve?.take(wanted)) return true;
      left -= wanted;
      return left >= 0;
    },
    get isSpent() {
      return left < 0;
    },
  };
}

/** Said of a file whose budget was spent. */
export const tangledValues = 'its values refer to each other too often to follow them all';

/** What a file is worth when it is scanned. Hand-written code takes a step for some 300 characters. */
export function scanBudget(length: number): Budget {
  return createBudget(5_000 + length);
}
