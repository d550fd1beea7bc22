// What calls of Foundation, Crypto and Vapor are as values.
import type { ValueRow } from '../../libraries/value-row.ts';

const set = (value: string): string => `let key = «${value}»\n`;

export const swiftValues: readonly ValueRow[] = [
  {
    path: 'Environment.get',
    is: 'env',
    name: 0,
    example: set('Environment.get("JWT_SECRET")'),
  },
  {
    path: 'ProcessInfo.processInfo.environment',
    is: 'environment',
    example: set('ProcessInfo.processInfo.environment["JWT_SECRET"]'),
  },
  {
    path: [
      'Data',
      'Array',
      'String',
      'Data.from',
      'HMACKey',
      'HMACKey.from',
      'HMACKey.key',
      'SymmetricKey.data',
      'String.data',
      'String.decoding',
      'String.describing',
    ],
    is: 'same',
    of: 0,
    example: set('HMACKey(from: "tutorial")'),
  },
  {
    path: [
      '*.utf8',
      '*.makeBytes',
      '*.data',
      '*.description',
      '*.bytes',
      '*.rawValue',
      '*.uuidString',
      '*.trimmingCharacters',
      '*.lowercased',
      '*.uppercased',
    ],
    is: 'same',
    of: 'receiver',
    example: set('Data("tutorial".utf8)'),
  },
  {
    path: 'Data.base64Encoded',
    is: 'decoded',
    of: 0,
    encoding: 'base64',
    example: set('Data(base64Encoded: "dHV0b3JpYWw=")'),
  },
  {
    path: '*.base64EncodedString',
    is: 'encoded',
    of: 'receiver',
    encoding: 'base64',
    example: set('Data("tutorial".utf8).base64EncodedString()'),
  },
  ...['SHA256', 'SHA384', 'SHA512', 'Insecure.SHA1', 'Insecure.MD5'].map(
    (name): ValueRow => ({
      path: `${name}.hash`,
      is: 'hashed',
      of: { keyword: 'data' },
      by: name.replace('Insecure.', ''),
      example: set(`${name}.hash(data: Data("tutorial".utf8))`),
    }),
  ),
  ...['sha256', 'sha384', 'sha512'].map(
    (name): ValueRow => ({
      path: [`implicit.${name}`, `DigestAlgorithm.${name}`],
      is: 'text',
      text: name,
      example: set(`.${name}`),
    }),
  ),
  {
    path: 'SymmetricKey.size',
    is: 'generated',
    by: 'SymmetricKey',
    isCryptographic: true,
    example: set('SymmetricKey(size: .bits256)'),
  },
  {
    // The default generator of Swift is the system's.
    path: ['Int.random', 'UInt8.random', 'UInt64.random', '*.randomElement', '*.shuffled'],
    is: 'generated',
    by: 'SystemRandomNumberGenerator',
    isCryptographic: true,
    example: set('UInt8.random(in: 0 ... 255)'),
  },
  {
    path: 'UUID',
    is: 'generated',
    by: 'UUID',
    isCryptographic: false,
    example: set('UUID().uuidString'),
  },
  {
    path: ['drand48', 'rand', 'random', 'lrand48'],
    is: 'generated',
    by: 'rand',
    isCryptographic: false,
    example: set('drand48()'),
  },
  {
    path: ['Date', 'Date.#.timeIntervalSince1970', 'Date.now'],
    is: 'generated',
    by: 'Date',
    isCryptographic: false,
    example: set('Date().timeIntervalSince1970'),
  },
];
