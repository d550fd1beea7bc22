// Answers that are kept between runs: of this file as it is, to this question, and to nobody without the key.
import { expect, test } from 'vitest';
import { createByteReader, createByteWriter } from '../../src/input/bytes.ts';
import { createKnownAnswers } from '../../src/input/known-answers.ts';

const stamps = new Map([
  ['a.ts', '1 one'],
  ['b.ts', '1 one'],
]);

function opened(body?: Buffer, key = Buffer.alloc(32, 1), changed?: string) {
  const known = createKnownAnswers(key, (path) => {
    const text = changed ?? stamps.get(path);
    return text === undefined ? undefined : { sizeBytes: text.length, text };
  });
  if (body) known.read(createByteReader(body));
  const written = (): Buffer => {
    const writer = createByteWriter();
    known.write(writer);
    return writer.written();
  };
  return { ...known.answers, written };
}

function learned(): Buffer {
  const memory = opened();
  memory.learn('a.ts', 'look', 0);
  memory.learn('a.ts', 'speaks', 1);
  return memory.written();
}

test('what was learned of a file is known of it, as long as it is the same', () => {
  const body = learned();
  const memory = opened(body);
  expect(memory.recall('a.ts', 'look')).toBe(0);
  expect(memory.recall('a.ts', 'speaks')).toBe(1);
  expect(memory.sizeOf('a.ts')).toBe(5);
  expect(opened(body, undefined, '1 two').recall('a.ts', 'look')).toBeUndefined();
});

test('another file with the same stamp, another question and another key know nothing', () => {
  const body = learned();
  expect(opened(body).recall('b.ts', 'look')).toBeUndefined();
  expect(opened(body).recall('a.ts', 'holds')).toBeUndefined();
  expect(opened(body, Buffer.alloc(32, 2)).recall('a.ts', 'look')).toBeUndefined();
});

test('of what has no stamp nothing is learned', () => {
  const memory = opened();
  memory.learn('c.ts', 'look', 0);
  expect(memory.recall('c.ts', 'look')).toBeUndefined();
  expect(opened(memory.written()).recall('c.ts', 'look')).toBeUndefined();
});

test('a stamp is taken before the file is read, and not again behind that', () => {
  let stamp = 'before';
  const known = createKnownAnswers(Buffer.alloc(32, 1), () => ({ sizeBytes: 1, text: stamp }));
  expect(known.answers.recall('a.ts', 'look')).toBeUndefined();
  stamp = 'behind';
  known.answers.learn('a.ts', 'look', 0);
  const writer = createByteWriter();
  known.write(writer);
  expect(opened(writer.written(), undefined, 'behind').recall('a.ts', 'look')).toBeUndefined();
  expect(opened(writer.written(), undefined, 'before').recall('a.ts', 'look')).toBe(0);
});

test('what the last run has not asked is kept, within reason', () => {
  const memory = opened(learned());
  memory.learn('b.ts', 'look', 1);
  const next = opened(memory.written());
  expect([next.recall('a.ts', 'look'), next.recall('b.ts', 'look')]).toEqual([0, 1]);
});

test.each([0, 1, 127, 128, 300, 2 ** 31, 2 ** 32 + 5, 2 ** 52 - 1, Number.MAX_SAFE_INTEGER])(
  'the number %i comes back',
  (number) => {
    const writer = createByteWriter();
    writer.number(number);
    writer.float(-1.5);
    writer.bytes(Buffer.from('end'));
    const reader = createByteReader(writer.written());
    expect([reader.number(), reader.float(), reader.bytes(3).toString()]).toEqual([
      number,
      -1.5,
      'end',
    ]);
    expect(() => reader.bytes(1)).toThrow(RangeError);
  },
);
