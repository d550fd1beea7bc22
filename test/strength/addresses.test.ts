// Host names, e-mail addresses and URLs are read as one piece, named as what they are, and worth their names only.
import { describe, expect, test } from 'vitest';
import type { AssessOptions } from '../../src/model/strength.ts';
import { assess } from '../../src/strength/assess.ts';
import { randomSource } from './cells.ts';

interface Sample {
  readonly text: string;
  /** The piece that must be found, as it stands in the text, and what it is called. */
  readonly piece: string;
  readonly what: string;
  readonly atMostBits: number;
  readonly options?: AssessOptions;
}

const samples: readonly Sample[] = [
  { text: 'www.fintrack.net', piece: 'www.fintrack.net', what: 'host name', atMostBits: 50 },
  { text: 'api.umbrella.co.uk', piece: 'api.umbrella.co.uk', what: 'host name', atMostBits: 42 },
  { text: 'WWW.SILVER.COM', piece: 'WWW.SILVER.COM', what: 'host name', atMostBits: 40 },
  { text: 'silver.local!', piece: 'silver.local', what: 'host name', atMostBits: 45 },
  { text: 'umbrella.io2024', piece: 'umbrella.io', what: 'host name', atMostBits: 50 },
  { text: 'umbrella.com-secret', piece: 'umbrella.com', what: 'host name', atMostBits: 50 },
  { text: 'jwt_auth.silver.dev', piece: 'auth.silver.dev', what: 'host name', atMostBits: 60 },
  { text: 'localhost:3000', piece: 'localhost:3000', what: 'host name', atMostBits: 20 },
  { text: '127.0.0.1:8080', piece: '127.0.0.1:8080', what: 'host name', atMostBits: 25 },
  { text: 'anna@gmail.com', piece: 'anna@gmail.com', what: 'e-mail address', atMostBits: 35 },
  {
    text: 'peter.silver@umbrella.com',
    piece: 'peter.silver@umbrella.com',
    what: 'e-mail address',
    atMostBits: 80,
  },
  {
    text: 'https://silver.com/auth',
    piece: 'https://silver.com',
    what: 'URL',
    atMostBits: 55,
  },
  {
    text: 'http://localhost:8080/api',
    piece: 'http://localhost:8080',
    what: 'URL',
    atMostBits: 45,
  },
  { text: 'redis://cache', piece: 'redis://cache', what: 'URL', atMostBits: 40 },
  { text: 'http://10.0.0.1', piece: 'http://10.0.0.1', what: 'URL', atMostBits: 42 },
];

describe('addresses', () => {
  test.each(samples)('$text', ({ text, piece, what, atMostBits, options }) => {
    const strength = assess(text, options);
    const named = strength.segments.map((segment) => [
      text.slice(segment.start, segment.end),
      segment.what,
    ]);
    expect(named).toContainEqual([piece, what]);
    expect(strength.bits).toBeLessThan(atMostBits);
    expect(strength.reason).toBe('dictionary');
    expect(strength.explanation).toContain(what);
  });

  test('one on the name of the project is a secret built on it', () => {
    const options = { projectNames: ['zorblatt'] };
    for (const text of ['www.zorblatt.com', 'dev@zorblatt.io', 'https://zorblatt.dev']) {
      const named = assess(text, options);
      expect(named.reason).toBe('project-name');
      expect(named.bits).toBeLessThan(assess(text).bits);
      expect(named.segments[0]?.what).not.toContain('project');
    }
  });
});

const others = ['p@ssword', 'me@home', 'node.silver.river', 'version 1.2.3', 'a.b.c.d', 'key:12'];

test.each(others)('%s is none', (text) => {
  for (const { what } of assess(text).segments) {
    expect(['host name', 'e-mail address', 'URL']).not.toContain(what);
  }
});

describe('random text with an address in it', () => {
  const random = randomSource('addresses');
  const wrappings: readonly (readonly [string, (key: string) => string])[] = [
    ['as a label', (key) => `https://${key}.com`],
    ['as a mailbox', (key) => `${key}@gmail.com`],
    ['after a host', (key) => `api.silver.io/${key}`],
  ];

  test.each(wrappings)('%s keeps its bits', (_, wrap) => {
    for (let i = 0; i < 200; i++) {
      const key = random(22).toString('hex');
      const strength = assess(wrap(key), { minBytes: 16 });
      expect(strength.bits).toBeGreaterThan(0.97 * 176);
      expect(strength.predictable).toBeNull();
    }
  });
});
