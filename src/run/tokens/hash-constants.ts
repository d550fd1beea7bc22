// The constants of SHA-2 (FIPS 180-4, sections 4.2 and 5.3), computed as they are defined: the first bits of the
// fractional parts of roots of the first primes. Those of SHA-256 are the upper halves of those of SHA-512.

function primes(count: number): number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate++) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
}

/** The largest whole number whose `power`-th power is not above `value`. */
function root(value: bigint, power: bigint): bigint {
  let low = 0n;
  let high = 1n << 80n;
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** power <= value) low = middle;
    else high = middle - 1n;
  }
  return low;
}

/** 64 bits behind the point of the root of a number. */
function fractionOfRoot(value: number, power: 2n | 3n): bigint {
  return root(BigInt(value) << (64n * power), power) & 0xffff_ffff_ffff_ffffn;
}

let constants: readonly bigint[] | undefined;

/** 80 words of 64 bits; the upper halves of the first 64 are those of SHA-256. */
export function roundConstants(): readonly bigint[] {
  constants ??= primes(80).map((prime) => fractionOfRoot(prime, 3n));
  return constants;
}

/** Square roots of the first eight primes; of SHA-384, of the next eight. */
export function initialState(name: 'sha256' | 'sha384' | 'sha512'): bigint[] {
  const all = primes(16).map((prime) => fractionOfRoot(prime, 2n));
  if (name === 'sha384') return all.slice(8);
  const first = all.slice(0, 8);
  return name === 'sha256' ? first.map((word) => word >> 32n) : first;
}
