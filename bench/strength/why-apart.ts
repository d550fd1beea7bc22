// Why the two estimators differ on a family, for the table in bench/results/strength.md. Found by reading the pieces of
// both for samples of the family.

const onePiece =
  'both give it the same bits; of texts with several pieces zxcvbn-ts gives some ten bits less, so this one is higher in its order';
const signs =
  'to zxcvbn-ts each sign between the words is one more piece or a stretch to spell; to keylint it is one habit, paid once';

const reasons: readonly (readonly [family: RegExp, why: string])[] = [
  [/IP address/, 'zxcvbn-ts spells the address out; 192.168 leaves 16 bits to guess'],
  [
    /change me/,
    'change_this and its like are published: digits after one are all there is to guess; zxcvbn-ts spells out `_this`',
  ],
  [/here|replace|sentence|separators|quoted|purpose/i, signs],
  [/order/, 'digits that go on from 9 to 0 are one sequence to keylint and several to zxcvbn-ts'],
  [/phone/, onePiece],
  [/Unix|date and time/, 'zxcvbn-ts knows no clock: it takes the digits for two dates'],
  [
    /alternating/,
    'the case of all words is one habit to keylint; zxcvbn-ts counts it for each word',
  ],
  [
    /walk|counter|digits/,
    'zxcvbn-ts finds parts of the digits in its lists and as dates; keylint pays for each digit',
  ],
  [
    /padded/,
    'the padding costs zxcvbn-ts 8 bits; keylint pays for its sign, its length and that it comes at all',
  ],
  [/URL/, 'zxcvbn-ts spells out the signs; keylint knows what stands before and after them'],
  [
    /host|e-mail/,
    'keylint knows first label and ending for what they are, a few bits each; zxcvbn-ts spells them or counts each as a piece',
  ],
  [/company/, 'zxcvbn-ts spells an unknown name at 3.3 bits a letter; keylint at 4.7'],
  [
    /birthday|names|year/,
    'zxcvbn-ts multiplies ranks and the 365 days of a few years; keylint also pays for the choice of each piece',
  ],
];

const higher =
  'keylint pays for the choice of each piece and for how it is written; zxcvbn-ts multiplies the ranks alone';
const lower =
  'keylint finds one habit (a separator, a case, a repeat) where zxcvbn-ts finds a stretch to spell out';

/**
 * One clause; `apart` is positive where keylint puts the texts higher. Without a family: for the odd text of one that
 * both rate alike.
 */
export function whyApart(family: string | undefined, apart: number): string {
  const own = family && reasons.find(([pattern]) => pattern.test(family))?.[1];
  return own ?? (apart > 0 ? higher : lower);
}
