// The expected hashes were printed by github/codeql-action's own fingerprint function (f3f1edbed) for these texts.
import { describe, expect, test } from 'vitest';
import { createLineHashes } from '../../src/report/line-hash.ts';

function hashesOf(text: string, lines: number): (string | undefined)[] {
  const hashOf = createLineHashes(text, { secrets: [] });
  return Array.from({ length: lines }, (_, index) => hashOf(index + 1));
}

describe('the hashes of GitHub’s upload action', () => {
  test.each([
    { name: 'an empty file', text: '', hashes: ['c129715d7a2bc9a3:1'] },
    { name: 'an empty line', text: '\n', hashes: ['3c5bef55b72b93c9:1', 'c129715d7a2bc9a3:1'] },
    { name: 'a line without end', text: 'a', hashes: ['53b5d4aabe50d64:1'] },
    {
      name: 'two lines',
      text: 'const a = 1;\nconst b = 2;\n',
      hashes: ['77ceeeaab7cad7d3:1', '5af7d9c197e4cf4:1', 'c129715d7a2bc9a3:1'],
    },
    {
      name: 'CRLF, repeated lines',
      text: 'x\r\ny\r\nx\r\ny\r\n',
      hashes: [
        '126ee11c114b74c5:1',
        '430fb6ac00e4ef3b:1',
        '1f7b9f1ae97918ec:1',
        'c33be7e0cf7c3ca:1',
        'c129715d7a2bc9a3:1',
      ],
    },
    {
      name: 'blanks, empty lines and a lone CR',
      text: '\ta b\r\n\n\n  c\rd\n',
      hashes: [
        '9de44d55ebf3db47:1',
        '89ec50c60f83f3ae:1',
        'f707869a3ef1a5bc:1',
        'bbf64e4519cc61c2:1',
        'c13b9b1f9cee4e29:1',
        'c129715d7a2bc9a3:1',
      ],
    },
    {
      name: 'characters beyond one byte and one unit',
      text: 'é漢😀\n'.repeat(4),
      hashes: [
        '5ee6a80978c331cb:1',
        '5cb896e160256a15:1',
        'f6f081f18069c3a7:1',
        '6dfc141d77c51e21:1',
        'c129715d7a2bc9a3:1',
      ],
    },
    {
      name: 'a byte order mark',
      text: '\ufeffJWT=1\nJWT=1\n',
      hashes: ['f8704ce2f775597c:1', 'a220d2fbb1346844:1', 'c129715d7a2bc9a3:1'],
    },
    {
      name: 'a blank between CR and LF',
      text: 'a\r \nb\n',
      hashes: [
        '818c3a85b988abe4:1',
        'bf4c4d48992e2ca5:1',
        'ade70578248be16f:1',
        'c129715d7a2bc9a3:1',
      ],
    },
  ])('$name', ({ text, hashes }) => {
    expect(hashesOf(text, hashes.length + 1)).toEqual([...hashes, undefined]);
  });

  test('equal windows are counted from the top', () => {
    const line = `${'k'.repeat(120)}\n`;
    expect(hashesOf(line.repeat(3), 3).map((hash) => hash?.split(':')[1])).toEqual(['1', '2', '3']);
  });
});

describe('values of secrets', () => {
  const text = `const a = 1;\nconst key = 'aaaa';\n${'// far away from it\n'.repeat(9)}`;
  const start = text.indexOf('aaaa');
  const secrets = [{ start, end: start + 4 }];

  test('a line whose window holds one has no hash; lines before the window and after do', () => {
    const hashOf = createLineHashes(text, { secrets });
    const plainHashOf = createLineHashes(text, { secrets: [] });
    expect([1, 2].map((line) => hashOf(line))).toEqual([undefined, undefined]);
    expect(hashOf(3)).toBe(plainHashOf(3));
    const far = `${'x'.repeat(100)}${text}`;
    expect(createLineHashes(far, { secrets: [{ start: start + 100, end: start + 104 }] })(1)).toBe(
      createLineHashes(far, { secrets: [] })(1),
    );
  });

  test('the 100th character counts as inside, the 101st as outside', () => {
    const line = 'x'.repeat(120);
    expect(createLineHashes(line, { secrets: [{ start: 99, end: 104 }] })(1)).toBeUndefined();
    expect(createLineHashes(line, { secrets: [{ start: 100, end: 104 }] })(1)).toBeDefined();
  });

  test('offsets count from after a byte order mark', () => {
    const marked = `\ufeff${'x'.repeat(98)}kk`;
    expect(createLineHashes(marked, { secrets: [{ start: 98, end: 100 }] })(1)).toBeUndefined();
    expect(createLineHashes(marked, { secrets: [{ start: 99, end: 100 }] })(1)).toBeDefined();
  });

  test('skip-value: the same hash whatever the value, another one than the line has', () => {
    const other = text.replace('aaaa', 'bbbbbb');
    const hash = createLineHashes(text, { secrets, nearSecrets: 'skip-value' })(2);
    expect(hash).toMatch(/^[0-9a-f]{1,16}:1$/);
    expect(hash).toBe(
      createLineHashes(other, {
        secrets: [
          { start, end: start + 2 },
          { start: start + 1, end: start + 6 },
        ],
        nearSecrets: 'skip-value',
      })(2),
    );
    expect(hash).not.toBe(createLineHashes(text, { secrets: [] })(2));
  });

  test('many secrets and many lines take linear time', () => {
    const lines = 40_000;
    const long = 'A=bb\n'.repeat(lines);
    const ranges = Array.from({ length: lines }, (_, line) => ({
      start: line * 5 + 2,
      end: line * 5 + 4,
    }));
    expect(createLineHashes(long, { secrets: ranges })(lines)).toBeUndefined();
  });
});
