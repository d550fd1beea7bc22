// Finds stretches of a fixed cycle. A widely used page that offers "encryption keys" of 128 to 4096 bits walks one order of
// 66 signs by threes and fours: each sign has two that can follow, and a key of 32 signs is one of some billions, not of
// 2^193. Whole ecosystems of tutorials sign with such keys, mostly written in hex. The pairs were read off keys that stand
// in public repositories.

/** A stretch of the cycle from the place that was asked for. */
export interface CycleStretch {
  readonly end: number;
  readonly bits: number;
}

/** A sign, and the two that can follow it. */
const pairs =
  '!zA $CB %CD &EF (GH )HJ *FG +KM -JK /AB 2rs 3st 4tu 5uv 6vw 7wx 8xy 9yz ?DE @MN A%? B&? C&* D(* E() F-) G+- H+@ J@a Kab ' +
  'Mbc Ncd Pde Qef Rfg Sgh Thj Ujk Vkm Wmn Xnp Ypq Zqr aNP bPQ cQR dRS eST fTU gUV hVW jWX kXY mYZ nZ2 p23 q34 r45 s56 t67 ' +
  'u78 v89 w9! x!/ y/$ z$%';

const signCount = pairs.split(' ').length;

/** Whether the second of two ASCII signs can follow the first, at 128 times the first and the second. */
const follows = new Uint8Array(128 * 128);
for (const [sign = '', ...others] of pairs.split(' ')) {
  for (const other of others) follows[128 * sign.charCodeAt(0) + other.charCodeAt(0)] = 1;
}

/** Chance makes a step in one of 33 cases, so that one random key of 2^55 has as many in a row. */
const fewestSigns = 12;
/** Where it begins, and one of two for each step. */
const startBits = Math.log2(signCount);

/** The stretch of the cycle that starts at `start`, and at no sign before. */
export function findCycle(text: string, start: number): CycleStretch | undefined {
  // First: in the middle of a long one every place would go to its end.
  if (isStep(text, start)) return undefined;
  let end = start + 1;
  while (isStep(text, end)) end++;
  return end - start < fewestSigns ? undefined : { end, bits: startBits + (end - start - 1) };
}

/** Whether the sign at `at` follows the one before; none does where there is none. */
function isStep(text: string, at: number): boolean {
  const [before, here] = [text.charCodeAt(at - 1), text.charCodeAt(at)];
  return before < 128 && here < 128 && follows[128 * before + here] === 1;
}
