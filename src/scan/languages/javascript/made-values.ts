// Rows of texts and bytes that JavaScript makes of what is written down.
import type { ValueRow } from '../../libraries/value-row.ts';
import { set } from './value-examples.ts';

const cuts: readonly ValueRow[] = (
  [
    ['*.slice', 'slice'],
    ['*.subarray', 'slice'],
    ['*.substring', 'substring'],
    ['*.substr', 'length'],
  ] as const
).map(([path, how]) => ({
  path,
  is: 'cut',
  of: 'receiver',
  from: 0,
  to: 1,
  how,
  example: set(`'a text that is too long'${path.slice(1)}(2, 9)`),
}));

/** All of them. */
export const madeValues: readonly ValueRow[] = [
  ...cuts,
  {
    path: '*.repeat',
    is: 'repeated',
    of: 'receiver',
    times: 0,
    example: set("'once'.repeat(4)"),
  },
  {
    path: '*.padEnd',
    is: 'padded',
    of: 'receiver',
    length: 0,
    fill: 1,
    side: 'end',
    example: set("'short'.padEnd(32, '0')"),
  },
  {
    path: '*.padStart',
    is: 'padded',
    of: 'receiver',
    length: 0,
    fill: 1,
    side: 'start',
    example: set("'short'.padStart(32, '0')"),
  },
  {
    path: ['Buffer.from', 'buffer.Buffer.from', 'Uint8Array.from'],
    is: 'bytes',
    of: 0,
    example: set('Buffer.from([119, 101, 97, 107])'),
  },
  {
    path: ['Buffer.of', 'buffer.Buffer.of', 'Uint8Array.of'],
    is: 'bytes',
    of: 'all',
    example: set('Uint8Array.of(119, 101, 97, 107)'),
  },
  {
    path: ['String.fromCharCode', 'String.fromCodePoint'],
    is: 'letters',
    of: 'all',
    example: set('String.fromCharCode(119, 101, 97, 107)'),
  },
  {
    path: ['alloc', 'allocUnsafe'].flatMap((name) => [`Buffer.${name}`, `buffer.Buffer.${name}`]),
    is: 'filled',
    size: 0,
    fill: 1,
    example: set("Buffer.alloc(32, 'k')"),
  },
  {
    path: '*.fill',
    is: 'filled',
    size: 'receiver',
    fill: 0,
    example: set("new Uint8Array(32).fill('k')"),
  },
];
