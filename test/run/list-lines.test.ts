// A list that is shared out among readers: together they see every line once, however it is cut.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLineReader } from '../../src/run/tokens/list-lines.ts';

function read(pieces: readonly Buffer[], parts: number, maxLines = Number.POSITIVE_INFINITY) {
  const taken: string[] = [];
  const counts = Array.from({ length: parts }, (_, part) => {
    const reader = createLineReader({
      part,
      parts,
      maxLines,
      take: (bytes, from, to) => taken.push(Buffer.from(bytes.subarray(from, to)).toString()),
    });
    pieces.every((piece) => reader.write(piece));
    return reader.end();
  });
  return { taken: taken.sort(), counts: [...new Set(counts)] };
}

const line = fc.string({ minLength: 0, maxLength: 8, unit: fc.constantFrom('a', 'b', 'c', ' ') });

test('every line is taken by one reader, in pieces of any size', () => {
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 40 }),
      fc.constantFrom('\n', '\r\n'),
      fc.integer({ min: 1, max: 25 }),
      fc.integer({ min: 1, max: 4 }),
      fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
      (lines, ending, size, parts, maxLines) => {
        const bytes = Buffer.from(lines.join(ending));
        const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
          bytes.subarray(i * size, (i + 1) * size),
        );
        const { taken, counts } = read(pieces, parts, maxLines);
        const seen = lines.slice(0, maxLines);
        expect(taken).toEqual(seen.filter((text) => text !== '').sort());
        expect(counts).toHaveLength(1);
      },
    ),
    { numRuns: 500 },
  );
});

test('a line that is too long for a secret is passed over, not cut', () => {
  const long = 'x'.repeat(3000);
  const text = Buffer.from(`one\n${long}\ntwo\n${'y'.repeat(1024)}\n`);
  for (const size of [7, 500, 5000]) {
    const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
      text.subarray(i * size, (i + 1) * size),
    );
    expect(read(pieces, 2).taken).toEqual(['one', 'two', 'y'.repeat(1024)]);
  }
});
