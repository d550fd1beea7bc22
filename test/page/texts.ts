// Texts to be rated here and there: what people use as secrets, and what nobody would. All of them plainly fake.
import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { HmacAlgorithm } from '../../src/model/algorithms.ts';
import type { Encoding } from '../../src/model/expression.ts';

export interface RatingRequest {
  readonly text: string;
  readonly alg: HmacAlgorithm;
  readonly encoding: Encoding;
}

const words =
  'secret password dragon jwt token letmein summer berlin auth super key change me please admin 2024 42 correct horse battery staple geheim contraseña motdepasse пароль 秘密 🔑 qwerty asdf zxcvbn acme prod dev'.split(
    ' ',
  );
const joins = ['', '-', '_', ' ', '.', '123', '!'];
const algorithms: readonly HmacAlgorithm[] = ['HS256', 'HS384', 'HS512'];
const encodings: readonly Encoding[] = ['utf8', 'base64', 'base64url', 'hex', 'utf16', 'latin1'];

/** As many as are asked for, always the same. */
export function ratingRequests(count: number): readonly RatingRequest[] {
  return Array.from({ length: count }, (_, number) => {
    const digest = createHash('sha512').update(`text ${number}`).digest();
    const pick = <T>(list: readonly T[], byte: number): T =>
      list[(digest[byte] ?? 0) % list.length] as T;
    return {
      text: textOf(digest, pick),
      alg: pick(algorithms, 60),
      encoding: (digest[61] ?? 0) < 160 ? 'utf8' : pick(encodings, 62),
    };
  });
}

function textOf(digest: Buffer, pick: <T>(list: readonly T[], byte: number) => T): string {
  const length = 1 + ((digest[1] ?? 0) % 64);
  const phrase = [2, 3, 4, 5].slice(0, 1 + ((digest[6] ?? 0) % 4)).map((byte) => pick(words, byte));
  switch ((digest[0] ?? 0) % 12) {
    case 0:
      return digest.subarray(0, length).toString('base64');
    case 1:
      return digest.subarray(0, length).toString('hex');
    case 2:
      return digest.subarray(0, length).toString('base64url');
    case 3:
      return Buffer.from(phrase.join(pick(joins, 7))).toString('base64');
    case 4:
      return createHash('md5').update(pick(words, 2)).digest('hex');
    case 5:
      return createHash('sha256').update(pick(words, 2)).digest('hex');
    case 6:
      return deflateSync(Buffer.from(phrase.join(' '))).toString('base64');
    case 7:
      return pick(words, 2).repeat(1 + length / 8);
    case 8:
      return digest
        .subarray(0, length)
        .toString('latin1')
        .replace(/[\r\n]/g, 'x');
    case 9:
      return JSON.stringify({ kty: 'oct', k: digest.subarray(0, length).toString('base64url') });
    default:
      return `${phrase.join(pick(joins, 7))}${(digest[8] ?? 0) < 128 ? digest[9] : ''}`;
  }
}

/** A rating as JSON; engines of JavaScript differ in the last digit of a power. */
export function rounded(rating: unknown): unknown {
  return JSON.parse(
    JSON.stringify(rating, (key, value: unknown) =>
      key === 'crackSeconds' && typeof value === 'number' ? value.toPrecision(12) : value,
    ),
  );
}
