// Why the two estimators differ on a family, for the table in bench/results/strength.md.

const reasons: readonly (readonly [family: RegExp, why: string])[] = [
  [
    /e-mail address/,
    'zxcvbn-ts has the provider as a word but no address: names, signs and `@` are strangers to each other',
  ],
  [/IP address/, 'zxcvbn-ts spells the address digit by digit; 192.168 leaves 16 bits to guess'],
  [
    /phone/,
    'both count digits, 3.3 bits each: other families of the same bits lie below for zxcvbn-ts',
  ],
  [
    /here|change me|replace/,
    'short words between hyphens: zxcvbn-ts spells out what stands between the words it knows',
  ],
  [/order/, 'digits that go past 9 to 0 are one sequence to keylint and two or more to zxcvbn-ts'],
];

const higher =
  'keylint charges for choosing each piece and for how it is written, zxcvbn-ts multiplies the ranks alone';
const lower =
  'keylint finds one habit (a separator, a case, a repeat) where zxcvbn-ts finds a stretch to spell out';

/** One clause; `apart` is positive where keylint puts the family higher. */
export function whyApart(family: string, apart: number): string {
  return reasons.find(([pattern]) => pattern.test(family))?.[1] ?? (apart > 0 ? higher : lower);
}
