// Keys side by side give what node's own HMAC gives one by one.
import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { initialState, roundConstants } from '../../src/run/tokens/hash-constants.ts';
import { createHmacLanes } from '../../src/run/tokens/hmac-lanes.ts';
import { createKeyTrier, type SignedText } from '../../src/run/tokens/key-trier.ts';

const hashes = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' } as const;

function sign(algorithm: SignedText['algorithm'], key: Uint8Array, signed: string): SignedText {
  const signature = createHmac(hashes[algorithm], key).update(signed, 'latin1').digest();
  return { algorithm, signed, signature };
}

test('the constants are those of the standard', () => {
  expect(roundConstants()[0]).toBe(0x428a2f98d728ae22n);
  expect(roundConstants()[79]).toBe(0x6c44198c4a475817n);
  expect(initialState('sha256')[7]).toBe(0x5be0cd19n);
  expect(initialState('sha384')[0]).toBe(0xcbbb9d5dc1059ed8n);
  expect(initialState('sha512')[7]).toBe(0x5be0cd19137e2179n);
});

describe.each(['HS256', 'HS384', 'HS512'] as const)('%s', (algorithm) => {
  test('every key is found on the texts that it signs, and on no other', () => {
    const key = fc.uint8Array({ maxLength: 200 });
    const text = fc.string({ maxLength: 300 });
    fc.assert(
      fc.property(
        fc.array(key, { minLength: 1, maxLength: 9 }),
        fc.array(fc.tuple(text, fc.nat()), { minLength: 1, maxLength: 4 }),
        (keys, texts) => {
          const tokens = texts.map(([signed, number]) =>
            sign(algorithm, keys[number % keys.length] ?? new Uint8Array(), signed),
          );
          const pairs = (isPlain: boolean): string[] => {
            const found: string[] = [];
            const note = (token: number, bytes: Buffer) =>
              found.push(`${token} ${bytes.toString('hex')}`);
            const trier = createKeyTrier(tokens, note, { isPlain });
            for (const bytes of keys) trier.try(bytes);
            trier.flush();
            return found.sort();
          };
          expect(pairs(false)).toEqual(pairs(true));
          expect(pairs(false).length).toBeGreaterThanOrEqual(texts.length);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('the lanes alone find them, at every length around the size of a block', () => {
    for (let length = 0; length <= 140; length++) {
      const key = createHash('sha512').update(String(length)).digest().toString('hex').repeat(2);
      const bytes = Buffer.from(key.slice(0, length));
      const text = Buffer.from('x'.repeat(length));
      const wanted = createHmac(hashes[algorithm], bytes).update(text).digest();
      const found: string[] = [];
      const lanes = createHmacLanes(hashes[algorithm], [{ text, wanted }], (_, one) =>
        found.push(Buffer.from(one).toString()),
      );
      // A longer key before it in the same lane must leave nothing behind.
      for (let lane = 0; lane < 4; lane++) lanes.add(Buffer.alloc(60, 1), 0, 60);
      const line = Buffer.concat([Buffer.from('ab'), bytes, Buffer.from('cd')]);
      lanes.add(line, 2, 2 + length);
      lanes.run();
      expect(found).toEqual([bytes.toString()]);
    }
  });
});
