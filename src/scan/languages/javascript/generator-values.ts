// What generates values in JavaScript, and how much it draws.
import type { ValueRow } from '../../libraries/value-row.ts';
import { imported, set, webCrypto } from './value-examples.ts';
import { weakGenerators } from './weak-generators.ts';

const alphanumeric = Math.log2(62);

/** As many letters as it is asked for. */
const letters = {
  is: 'generated',
  isCryptographic: true,
  bytes: { keyword: 'length', argument: 0 },
  unit: 'letters',
} as const;

const strong: readonly ValueRow[] = [
  {
    path: ['nanoid', 'nanoid.nanoid'],
    // Its 64 letters are drawn from the generator of the platform.
    ...letters,
    by: 'nanoid',
    bitsEach: 6,
    drawn: 21,
    example: set('nanoid()', imported('{ nanoid }', 'nanoid')),
  },
  {
    path: 'randomstring.generate',
    ...letters,
    by: 'randomstring',
    bitsEach: alphanumeric,
    drawn: 32,
    example: set('randomstring.generate(20)', imported('randomstring', 'randomstring')),
  },
  {
    path: ['generate-password.generate', 'generate-password'],
    ...letters,
    by: 'generate-password',
    // Letters of both cases, unless more is asked for.
    bitsEach: Math.log2(52),
    drawn: 10,
    example: set('generate({ length: 40 })', imported('{ generate }', 'generate-password')),
  },
  {
    path: ['rand-token', 'uid2'].flatMap((module) => [
      module,
      `${module}.generate`,
      `${module}.uid`,
    ]),
    ...letters,
    by: 'random letters',
    bitsEach: alphanumeric,
    drawn: 16,
    example: set('generate(32)', imported('{ generate }', 'rand-token')),
  },
  {
    path: ['', '.cryptoRandomString', '.async'].map((name) => `crypto-random-string${name}`),
    ...letters,
    by: 'crypto-random-string',
    bitsEach: 4,
    drawn: 0,
    example: set(
      'cryptoRandomString({ length: 64 })',
      imported('{ cryptoRandomString }', 'crypto-random-string'),
    ),
  },
  {
    path: 'secure-random-string',
    ...letters,
    by: 'secure-random-string',
    bitsEach: 6,
    drawn: 32,
    example: set('string()', imported('string', 'secure-random-string')),
  },
  {
    path: ['crypto-js', 'crypto-es'].map((module) => `${module}.lib.WordArray.random`),
    is: 'generated',
    by: 'crypto-js',
    isCryptographic: true,
    bytes: 0,
    example: set('CryptoJS.lib.WordArray.random(32)', imported('CryptoJS', 'crypto-js')),
  },
  {
    path: ['uid-safe.sync', 'uid-safe'],
    is: 'generated',
    by: 'uid-safe',
    isCryptographic: true,
    bytes: 0,
    example: set('uid.sync(18)', imported('uid', 'uid-safe')),
  },
  {
    path: ['randomBytes', 'pseudoRandomBytes'].flatMap((name) => [name, `crypto.${name}`]),
    is: 'generated',
    by: 'crypto.randomBytes',
    isCryptographic: true,
    bytes: 0,
    example: set('randomBytes(32)', imported('{ randomBytes }', 'node:crypto')),
  },
  {
    path: '*.randomBytes',
    onlyUnknown: true,
    is: 'generated',
    by: 'crypto.randomBytes',
    isCryptographic: true,
    bytes: 0,
    example: 'export const make = (deps) => ({ key: «deps.randomBytes(32)» })\n',
  },
  {
    path: ['randomInt', 'crypto.randomInt'],
    is: 'generated',
    by: 'crypto.randomInt',
    isCryptographic: true,
    bytes: 0,
    unit: 'range',
    example: set('crypto.randomInt(1000)', imported('crypto', 'node:crypto')),
  },
  {
    path: [
      ...webCrypto('generateKeySync'),
      ...webCrypto('generateKey'),
      ...webCrypto('subtle.generateKey'),
    ],
    is: 'generated',
    by: 'crypto.generateKey',
    isCryptographic: true,
    bytes: { keyword: 'length' },
    unit: 'bits',
    example: set("crypto.generateKeySync('hmac', { length: 64 })", imported('crypto', 'crypto')),
  },
  {
    path: [...webCrypto('getRandomValues'), ...webCrypto('randomFillSync')],
    is: 'generated',
    by: 'crypto.getRandomValues',
    isCryptographic: true,
    bytes: 0,
    example: set('crypto.getRandomValues(new Uint8Array(32))'),
  },
  {
    path: 'jose.generateSecret',
    is: 'generated',
    by: 'jose.generateSecret',
    isCryptographic: true,
    example: set("generateSecret('HS256')", imported('{ generateSecret }', 'jose')),
  },
  {
    path: [
      ...['unique-string', 'secure-random', '@noble/hashes/utils', 'oslo/crypto'],
      ...['@oslojs/crypto', 'tweetnacl', 'libsodium-wrappers', 'csprng', 'crypto-random'],
    ].flatMap((module) => [module, `${module}.*`]),
    is: 'generated',
    by: 'secure random',
    isCryptographic: true,
    example: set('csprng.random(256)', imported('csprng', 'csprng')),
  },
];

export const generatorValues: readonly ValueRow[] = [...weakGenerators, ...strong];
