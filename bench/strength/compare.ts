// The texts that both estimators rate, and the table of families on which they differ. The mix was laid down before
// anything was measured: all families in turn, every tenth text random, whatever is under 40 characters.
import { assess } from '../../src/strength/assess.ts';
import { randomSource } from '../../test/strength/cells.ts';
import { drawFrom, families } from '../../test/strength/families.ts';
import { rankCorrelation, ranks } from './ranks.ts';
import { whyApart } from './why-apart.ts';
import { informedZxcvbn, plainZxcvbn } from './zxcvbn.ts';

/** One text with its estimates in bits. */
export interface Compared {
  readonly family: string;
  readonly text: string;
  readonly keylint: number;
  readonly keylintPieces: string;
  readonly plain: number;
  readonly informed: number;
  readonly informedPieces: string;
}

const tooLong = 40;

/** `count` texts under 40 characters, random ones among them. */
function mixedTexts(count: number): { family: string; text: string }[] {
  const texts: { family: string; text: string }[] = [];
  const draws = families.map(({ name }) => drawFrom(`compare ${name}`));
  const random = randomSource('compare');
  for (let i = 0; texts.length < count; i++) {
    const family = families[i % families.length];
    const draw = draws[i % families.length];
    if (!family || !draw) break;
    const isRandom = i % 10 === 9;
    const text = isRandom ? random(6 + (i % 18)).toString('base64url') : family.make(draw);
    if (text.length < tooLong) texts.push({ family: isRandom ? 'random' : family.name, text });
  }
  return texts;
}

/** Rates `count` texts with all three; minutes, nearly all of them zxcvbn's. */
export function compare(count: number): Compared[] {
  const plain = plainZxcvbn({ isMerged: true });
  const informed = informedZxcvbn();
  return mixedTexts(count).map(({ family, text }) => {
    const { bits, segments } = assess(text);
    const theirs = informed(text);
    return {
      family,
      text,
      keylint: bits,
      keylintPieces: segments.map((piece) => `${piece.what} ${piece.bits.toFixed(0)}`).join(', '),
      plain: plain(text).bits,
      informed: theirs.bits,
      informedPieces: theirs.pieces,
    };
  });
}

/** Agreement with one of the two references, to three places. */
export function agreement(samples: readonly Compared[], reference: 'plain' | 'informed'): string {
  return rankCorrelation(
    samples.map(({ keylint }) => keylint),
    samples.map((sample) => sample[reference]),
  ).toFixed(3);
}

/**
 * Of every hundred secrets: encodings, placeholders, patterns, words with what is put around them. About as the 38
 * different values under 40 bytes are that were labelled in public repositories (none, 5, 11 and 22 of them, published
 * words counted as words), with a little room for encodings, which so small a sample need not show.
 */
const shares: readonly (readonly [percent: number, pattern: RegExp | undefined])[] = [
  [3, /base64|hex|percent|quoted|md5|sha|SHA/],
  [15, /here|change me|replace/],
  [25, /walk|again|order|alphabet|mashed|doubled|padded|Unix|date and time|phone|IP address/],
  [57, undefined],
];

/** As many of the samples, first come first taken, as there are with those shares. */
export function asInRepositories(human: readonly Compared[]): Compared[] {
  const groups = shares.map((): Compared[] => []);
  for (const sample of human) {
    const index = shares.findIndex(([, pattern]) => !pattern || pattern.test(sample.family));
    groups[index]?.push(sample);
  }
  const hundreds = Math.min(
    ...shares.map(([percent], index) => (groups[index]?.length ?? 0) / percent),
  );
  return shares.flatMap(([percent], index) => groups[index]?.slice(0, hundreds * percent) ?? []);
}

/** Ranks further apart than this are a large disagreement. */
const large = 0.2;

interface Apart extends Compared {
  /** Share of all texts between the two ranks; positive where keylint puts the text higher. */
  readonly apart: number;
}

/** How many texts are far apart, and a row for every family that has one, the worst first. */
export function disagreements(human: readonly Compared[]): { count: number; rows: string[] } {
  const ours = ranks(human.map(({ keylint }) => keylint));
  const theirs = ranks(human.map(({ informed }) => informed));
  const byFamily = new Map<string, Apart[]>();
  human.forEach((sample, i) => {
    const apart = ((ours[i] ?? 0) - (theirs[i] ?? 0)) / human.length;
    byFamily.set(sample.family, [...(byFamily.get(sample.family) ?? []), { ...sample, apart }]);
  });
  const isFar = ({ apart }: Apart): boolean => Math.abs(apart) > large;
  const families = [...byFamily.values()].map((samples) => {
    samples.sort((a, b) => a.apart - b.apart);
    return { samples, far: samples.filter(isFar) };
  });
  const rows = families
    .filter(({ far }) => far.length > 0)
    .sort((a, b) => b.far.length / b.samples.length - a.far.length / a.samples.length)
    .map(({ samples, far }) => describeFamily(samples, far));
  return { count: families.reduce((sum, { far }) => sum + far.length, 0), rows };
}

function describeFamily(samples: readonly Apart[], far: readonly Apart[]): string {
  const middle = far[far.length >> 1] as Apart;
  const percent = (share: number): string => `${share > 0 ? '+' : ''}${Math.round(share * 100)} %`;
  const mean = far.reduce((sum, { apart }) => sum + apart, 0) / far.length;
  const isTypical = far.length * 4 >= samples.length;
  const cells = [
    middle.family,
    percent(mean),
    `${far.length} of ${samples.length}`,
    `\`${middle.text.replaceAll('|', ' ')}\``,
    `${middle.keylint.toFixed(0)}: ${middle.keylintPieces}`,
    `${middle.informed.toFixed(0)}: ${middle.informedPieces}`,
    whyApart(isTypical ? middle.family : undefined, mean),
  ];
  return `| ${cells.join(' | ')} |`;
}
