// Agreement of two lists of numbers on what comes before what: Spearman's coefficient.

/** The correlation of ranks, ties sharing theirs. */
export function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  const x = ranks(a);
  const y = ranks(b);
  const mean = (a.length - 1) / 2;
  let covariance = 0;
  let varianceX = 0;
  let varianceY = 0;
  for (let i = 0; i < a.length; i++) {
    const dx = (x[i] ?? 0) - mean;
    const dy = (y[i] ?? 0) - mean;
    covariance += dx * dy;
    varianceX += dx * dx;
    varianceY += dy * dy;
  }
  return covariance / Math.sqrt(varianceX * varianceY);
}

/** The place of each value in ascending order, from 0. */
export function ranks(values: readonly number[]): number[] {
  const order = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
  const result: number[] = [];
  for (let i = 0; i < order.length; ) {
    let end = i;
    while (end < order.length && order[end]?.value === order[i]?.value) end++;
    for (let k = i; k < end; k++) result[order[k]?.index ?? 0] = (i + end - 1) / 2;
    i = end;
  }
  return result;
}

/** The middle value; sorts what it is given. */
export function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
