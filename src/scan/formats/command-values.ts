// What a command puts in its place: `$(openssl rand -hex 32)`, `date +%s`, `echo word | sha256sum`. Read from its text,
// nothing is run; what is not known here is unknown.
import type { Expression } from '../../model/expression.ts';
import type { RangeFinder } from '../../model/place.ts';

interface Made {
  readonly by: string;
  readonly isCryptographic: boolean;
  /** Random bytes drawn, where the command says so. */
  readonly bytes?: number;
}

/** No command that makes a key is longer. */
const maxLength = 500;

/** What alphabets of generators for people carry each character: letters and digits. */
const bitsOfCharacter = 5.95;

/** Programs of other languages that a command hands a line to; the first number is how many bytes it draws. */
const drawsBytes: readonly (readonly [string, RegExp])[] = [
  ['openssl rand', /\bopenssl\s{1,5}rand\b(?=[^|;&]*?\s(\d{1,6})(?:\s|$|[|;&]))/],
  ['randomBytes', /\brandomBytes\(\s?(\d{1,6})\s?\)/],
  ['secrets', /\btoken_(?:hex|urlsafe|bytes)\(\s?(\d{1,6})?\s?\)/],
  ['os.urandom', /\burandom\(\s?(\d{1,6})\s?\)/],
  ['random_bytes', /\brandom_bytes\(\s?(\d{1,6})\s?\)/],
  ['SecureRandom', /\bSecureRandom\.(?:hex|base64|urlsafe_base64|random_bytes)\(?\s?(\d{1,6})?/],
  ['gpg', /\bgpg2?\b[^|;&]{0,60}--gen-random\s{1,5}(?:--armor\s{1,5})?[012]\s{1,5}(\d{1,6})/],
  [
    '/dev/urandom',
    /\b(?:head|tail)\s{1,5}(?:-c\s{0,5}|--bytes[= ])(\d{1,6})\b[^|;&]{0,20}\/dev\/u?random/,
  ],
  [
    '/dev/urandom',
    /\b(?:od|xxd|hexdump)\b[^|;&]{0,60}?-[Nnl]\s{0,3}(\d{1,6})\b[^|;&]{0,60}\/dev\/u?random/,
  ],
];

const notRandom: readonly (readonly [string, RegExp])[] = [
  ['$RANDOM', /\$\{?S?RANDOM\b/],
  ['uuidgen', /\buuidgen\b|\brandom\/uuid\b|\buuid4?\b|\brandomUUID\b|\bNew-Guid\b|\bNewGuid\b/],
  ['date', /(?:^|[|;&(\s])date(?=\s|$)|\bDate\.now\b|\btime\.time\b|\bEPOCHSECONDS\b|\bGet-Date\b/],
  [
    'Math.random',
    /\bMath\.random\b|\brandom\.(?:choices?|random|randint|sample)\b|\bGet-Random\b|\bmt_rand\b|\brand\(/,
  ],
  ['git', /\bgit\s{1,5}(?:rev-parse|describe|log|config)\b/],
  ['hostname', /(?:^|[|;&(\s])(?:hostname|whoami|uname|id)(?=\s|$)/],
];

const dd = /\bdd\b(?=[^|;&]*if=\/dev\/u?random)[^|;&]*/;
const drawsCharacters = /\/dev\/u?random\b.*\btr\b|\btr\b.*\/dev\/u?random\b/;
const characterCount = /\b(?:head|fold)\s{1,5}(?:-[cw]\s{0,5}|--bytes[= ])(\d{1,6})/;
const hexDump = /\s-hex\b|\bxxd\b|\bod\b|\bhexdump\b|\bsha\d{1,3}sum\b|\bmd5sum\b/;
const cut = /\|\s{0,5}(?:head\s{1,5}(?:-c\s{0,5}|--bytes[= ])|cut\s{1,5}-c\s{0,5}1?-)(\d{1,6})/;
const passwordMaker = /\b(?:pwgen|apg|makepasswd|mkpasswd)\b[^|;&]*?\s(\d{1,4})(?=\s|$)/;
const digestOfText =
  /^\s{0,5}(?:echo(?:\s{1,5}-n)?|printf(?:\s{1,5}['"]?%s['"]?)?)\s{1,5}(["']?)([^"'|$`\\]{1,200}?)\1\s{0,5}\|\s{0,5}(?:openssl\s{1,5}(?:dgst\s{1,5})?-?(md5|sha\d{1,3})|(md5|sha\d{1,3})(?:sum)?|shasum|(base64))\b/;

/**
 * The value of a command that stands at `from` of the text that `rangeFor` counts in. `at` is the whole of it, with the
 * marks that have it run.
 */
export function valueOfCommand(
  command: string,
  from: number,
  at: Expression['at'],
  rangeFor: RangeFinder,
): Expression {
  if (command.length > maxLength) return { kind: 'unknown', at };
  const word = digestOfText.exec(command);
  if (word?.[2] !== undefined) {
    const start = from + word[0].indexOf(word[2]);
    const of = {
      kind: 'text',
      value: word[2],
      at: rangeFor(start, start + word[2].length),
    } as const;
    return { kind: 'hashed', by: word[3] ?? word[4] ?? word[5] ?? 'sha1', of, at };
  }
  const made = madeBy(command);
  return made ? { kind: 'generated', ...made, at } : { kind: 'unknown', at };
}

function madeBy(command: string): Made | undefined {
  for (const [by, pattern] of notRandom) {
    // `head -c 16 /dev/urandom` may stand beside a clock, as a pinch of salt.
    if (pattern.test(command) && !/urandom|openssl\s{1,5}rand/.test(command)) {
      return { by, isCryptographic: false };
    }
  }
  const bytes = bytesOf(command);
  if (!bytes) return undefined;
  const left = cut.exec(command)?.[1];
  // What is cut off was drawn for nothing.
  const kept =
    left === undefined ? undefined : Math.floor(Number(left) / (hexDump.test(command) ? 2 : 4 / 3));
  return {
    by: bytes.by,
    isCryptographic: true,
    ...(kept !== undefined && bytes.bytes !== undefined && kept < bytes.bytes
      ? { bytes: kept }
      : bytes.bytes === undefined
        ? {}
        : { bytes: bytes.bytes }),
  };
}

function bytesOf(command: string): Omit<Made, 'isCryptographic'> | undefined {
  const copied = dd.exec(command)?.[0];
  if (copied !== undefined) {
    const size = Number(/\bbs=(\d{1,6})\b/.exec(copied)?.[1] ?? 512);
    const count = Number(/\bcount=(\d{1,6})\b/.exec(copied)?.[1] ?? 1);
    return { by: 'dd', bytes: size * count };
  }
  if (drawsCharacters.test(command)) {
    const count = Number(characterCount.exec(command)?.[1] ?? Number.NaN);
    return { by: '/dev/urandom', ...(Number.isNaN(count) ? {} : { bytes: bytesOfText(count) }) };
  }
  for (const [by, pattern] of drawsBytes) {
    const found = pattern.exec(command);
    if (found) return { by, ...(found[1] === undefined ? {} : { bytes: Number(found[1]) }) };
  }
  const length = passwordMaker.exec(command)?.[1];
  return length === undefined ? undefined : { by: 'pwgen', bytes: bytesOfText(Number(length)) };
}

/** Characters of letters and digits; from 32 on there are as many as any algorithm asks of a text. */
function bytesOfText(count: number): number {
  return count >= 32 ? count : Math.floor((count * bitsOfCharacter) / 8);
}
