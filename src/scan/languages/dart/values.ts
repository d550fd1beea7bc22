// What calls of Dart's libraries, and of dotenv, crypto and uuid, are as values.
import type { ValueRow } from '../../libraries/value-row.ts';

const set = (value: string): string => `final key = «${value}»;\n`;

export const dartValues: readonly ValueRow[] = [
  {
    path: ['Platform.environment', 'dotenv.env', 'DotEnv.#.env', 'DotEnv.#.map', 'DotEnv.#'],
    is: 'environment',
    example: set("Platform.environment['JWT_SECRET']"),
  },
  {
    path: ['String.fromEnvironment', 'EnvironmentConfig.get'],
    is: 'env',
    name: 0,
    fallback: { keyword: 'defaultValue' },
    example: set("String.fromEnvironment('JWT_SECRET', defaultValue: 'tutorial-value')"),
  },
  {
    path: ['dotenv.get', 'dotenv.maybeGet'],
    is: 'env',
    name: 0,
    fallback: { keyword: 'fallback' },
    example: set("dotenv.get('JWT_SECRET', fallback: 'tutorial-value')"),
  },
  {
    path: ['base64.decode', 'base64Decode'],
    is: 'decoded',
    of: 0,
    encoding: 'base64',
    example: set("base64.decode('dHV0b3JpYWw=')"),
  },
  {
    path: ['base64Url.decode', 'base64UrlDecode'],
    is: 'decoded',
    of: 0,
    encoding: 'base64url',
    example: set("base64Url.decode('dHV0b3JpYWw=')"),
  },
  {
    path: 'hex.decode',
    is: 'decoded',
    of: 0,
    encoding: 'hex',
    example: set("hex.decode('7475746f7269616c')"),
  },
  {
    path: ['base64.encode', 'base64Encode'],
    is: 'encoded',
    of: 0,
    encoding: 'base64',
    example: set("base64.encode(utf8.encode('tutorial'))"),
  },
  {
    path: ['base64Url.encode', 'base64UrlEncode'],
    is: 'encoded',
    of: 0,
    encoding: 'base64url',
    example: set("base64Url.encode(utf8.encode('tutorial'))"),
  },
  {
    path: ['utf8.encode', 'utf8.decode', 'Uint8List.fromList', 'String.fromCharCodes'],
    is: 'same',
    of: 0,
    example: set("utf8.encode('tutorial')"),
  },
  ...['md5', 'sha1', 'sha256', 'sha384', 'sha512'].map(
    (name): ValueRow => ({
      path: `${name}.convert`,
      is: 'hashed',
      of: 0,
      by: name,
      example: set(`${name}.convert(utf8.encode('tutorial'))`),
    }),
  ),
  {
    path: ['*.toString', '*.trim', '*.toLowerCase', '*.toUpperCase', '*.codeUnits', '*.bytes'],
    is: 'same',
    of: 'receiver',
    example: set("'tutorial'.trim()"),
  },
  {
    path: ['Random.secure.().nextInt', 'Random.secure.().nextDouble', 'Random.secure'],
    is: 'generated',
    by: 'Random.secure',
    isCryptographic: true,
    example: set('Random.secure().nextInt(256)'),
  },
  {
    path: ['Random.#.nextInt', 'Random.#.nextDouble', 'Random.#.nextBool'],
    is: 'generated',
    by: 'Random',
    isCryptographic: false,
    example: set('Random().nextInt(256)'),
  },
  {
    path: ['List.generate', 'Iterable.generate'],
    is: 'same',
    of: 1,
    example: set("List.generate(8, (i) => 'tutorial')"),
  },
  {
    path: '*.join',
    is: 'same',
    of: 'receiver',
    example: set("'tutorial'.join()"),
  },
  {
    path: ['Uuid.#.v1', 'Uuid.#.v4', 'Uuid.#.v7'],
    is: 'generated',
    by: 'uuid',
    isCryptographic: false,
    example: set('Uuid().v4()'),
  },
  {
    path: ['DateTime.now', 'DateTime.timestamp'],
    is: 'generated',
    by: 'DateTime.now',
    isCryptographic: false,
    example: set('DateTime.now()'),
  },
];
