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

const followers: ReadonlyMap<number, readonly number[]> = new Map(
  pairs
    .split(' ')
    .map((pair) => [pair.charCodeAt(0), [pair.charCodeAt(1), pair.charCodeAt(2)]] as const),
);

/** Chance makes a step in one of 33 cases, so that one random key of 2^55 has as many in a row. */
const fewestSigns = 12;
/** Where it begins, and one of two for each step. */
const startBits = Math.log2(followers.size);

/** The stretch of the cycle that starts at `start`. */
export function findCycle(text: string, start: number): CycleStretch | undefined {
  let end = start + 1;
  while (end < text.length && isStep(text, end)) end++;
  if (end - start < fewestSigns || (start > 0 && isStep(text, start))) return undefined;
  return { end, bits: startBits + (end - start - 1) };
}

function isStep(text: string, at: number): boolean {
  return followers.get(text.charCodeAt(at - 1))?.includes(text.charCodeAt(at)) === true;
}
