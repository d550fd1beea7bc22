// What calls and members are as values in JavaScript: the environment, generators, conversions between text and bytes.
import type { Encoding } from '../../../model/expression.ts';
import type { ValueRow } from '../../libraries/value-row.ts';

/** An example: the expression, after the imports that it needs. */
const set = (value: string, imports = ''): string => `${imports}export const key = «${value}»\n`;

const imported = (names: string, module: string): string => `import ${names} from '${module}'\n`;

/** What a global is below, where it is not called by its bare name. */
const everywhere = (name: string): readonly string[] => [
  name,
  `globalThis.${name}`,
  `window.${name}`,
  `self.${name}`,
];

/** Web Crypto, by its global and by Node's module. */
const webCrypto = (name: string): readonly string[] => [
  ...everywhere(`crypto.${name}`),
  ...everywhere(`crypto.webcrypto.${name}`),
  name,
];

const environments: readonly ValueRow[] = [
  {
    path: [
      ...['process.env', 'globalThis.process.env', 'global.process.env', 'window.process.env'],
      ...['import.meta.env', 'Bun.env', 'bun.env', 'Deno.env.toObject.()'],
    ],
    is: 'environment',
    example: set('process.env'),
  },
  {
    path: ['static', 'dynamic'].flatMap((how) =>
      ['private', 'public'].flatMap((who) => [`$env/${how}/${who}`, `$env/${how}/${who}.env`]),
    ),
    is: 'environment',
    example: set('env.JWT_SECRET', imported('{ env }', '$env/dynamic/private')),
  },
  {
    path: ['astro:env/server', 'astro:env/client', 'cloudflare:workers', 'cloudflare:workers.env'],
    is: 'environment',
    example: set('env.JWT_SECRET', imported('{ env }', 'cloudflare:workers')),
  },
  {
    path: ['dotenv', 'dotenv-flow', 'dotenv-safe', 'dotenv-expand'].map(
      (module) => `${module}.config.().parsed`,
    ),
    is: 'environment',
    example: set('config().parsed', imported('{ config }', 'dotenv')),
  },
  {
    path: 'hono/adapter.env.()',
    is: 'environment',
    example: set('env(c).JWT_SECRET', imported('{ env }', 'hono/adapter')),
  },
];

/** Values of which anybody can tell what they were. UUIDs are among them: their form says what they are. */
const weak: readonly ValueRow[] = [
  {
    path: 'Math.random',
    is: 'generated',
    by: 'Math.random',
    isCryptographic: false,
    example: set('Math.random()'),
  },
  {
    path: [
      ...['Date.now', 'performance.now', 'process.hrtime', 'process.hrtime.bigint'],
      ...['process.uptime', 'os.uptime'],
    ],
    is: 'generated',
    by: 'Date.now',
    isCryptographic: false,
    example: set('Date.now()'),
  },
  {
    path: [
      ...['hostname', 'userInfo', 'networkInterfaces', 'machine', 'release'].map(
        (name) => `os.${name}`,
      ),
      ...['node-machine-id.machineId', 'node-machine-id.machineIdSync'],
    ],
    is: 'generated',
    by: 'the name of the machine',
    isCryptographic: false,
    from: 'fixed',
    example: set('os.hostname()', imported('os', 'node:os')),
  },
  {
    path: 'process.cwd',
    is: 'generated',
    by: 'the path of the program',
    isCryptographic: false,
    from: 'fixed',
    example: set('process.cwd()'),
  },
  {
    path: [
      'uuid',
      ...['uuidv4', 'uuid4', 'short-uuid', '@lukeed/uuid', 'uuid-random', 'node-uuid'].flatMap(
        (module) => [module, `${module}.*`],
      ),
      ...[1, 2, 3, 4, 5, 6, 7, 8].flatMap((version) => [
        `uuid.v${version}`,
        `uuid/v${version}`,
        `uuid/v${version}.v${version}`,
      ]),
    ],
    is: 'generated',
    by: 'uuid',
    isCryptographic: false,
    example: set('v4()', imported('{ v4 }', 'uuid')),
  },
  {
    path: webCrypto('randomUUID'),
    is: 'generated',
    by: 'crypto.randomUUID',
    isCryptographic: false,
    example: set('crypto.randomUUID()'),
  },
  {
    // A receiver that is handed in: the method cannot mean anything else.
    path: '*.randomUUID',
    onlyUnknown: true,
    is: 'generated',
    by: 'crypto.randomUUID',
    isCryptographic: false,
    example: 'export const make = (deps) => ({ key: «deps.randomUUID()» })\n',
  },
  {
    path: ['nanoid', 'customAlphabet', 'customAlphabet.()'].map(
      (name) => `nanoid/non-secure.${name}`,
    ),
    is: 'generated',
    by: 'nanoid/non-secure',
    isCryptographic: false,
    example: set('nanoid()', imported('{ nanoid }', 'nanoid/non-secure')),
  },
  {
    path: [
      ...['shortid', 'cuid', '@paralleldrive/cuid2', 'ulid', 'ksuid', 'xid-js', 'hyperid'],
      ...['uniqid', 'random-string', 'randomatic'],
    ].flatMap((module) => [module, `${module}.*`]),
    is: 'generated',
    by: 'id generator',
    isCryptographic: false,
    example: set('ulid()', imported('{ ulid }', 'ulid')),
  },
  {
    path: [
      ...['seedrandom', 'random-seed', 'alea', 'mersenne-twister', 'random-js', 'pure-rand'],
      'prando',
    ].flatMap((module) => [module, `${module}.*`]),
    is: 'generated',
    by: 'a generator that is seeded',
    isCryptographic: false,
    example: set('seedrandom(1)()', imported('seedrandom', 'seedrandom')),
  },
  {
    path: ['@faker-js/faker.*', 'faker.*', 'chance.*', 'casual.*'],
    is: 'generated',
    by: 'faker',
    isCryptographic: false,
    example: set('faker.string.alpha()', imported('{ faker }', '@faker-js/faker')),
  },
  {
    path: ['lodash', 'lodash-es', 'lodash/random']
      .flatMap((module) =>
        ['', '.random', '.uniqueId', '.sample', '.sampleSize', '.shuffle'].map(
          (name) => module + name,
        ),
      )
      .filter((path) => path !== 'lodash' && path !== 'lodash-es'),
    is: 'generated',
    by: 'lodash.random',
    isCryptographic: false,
    example: set('_.random(9)', imported('_', 'lodash')),
  },
];

const alphanumeric = Math.log2(62);

const strong: readonly ValueRow[] = [
  {
    path: ['nanoid', 'nanoid.nanoid'],
    is: 'generated',
    by: 'nanoid',
    isCryptographic: true,
    // Its 64 letters are drawn from the generator of the platform.
    bytes: { keyword: 'length', argument: 0 },
    unit: 'letters',
    bitsEach: 6,
    drawn: 21,
    example: set('nanoid()', imported('{ nanoid }', 'nanoid')),
  },
  {
    path: 'randomstring.generate',
    is: 'generated',
    by: 'randomstring',
    isCryptographic: true,
    bytes: { keyword: 'length', argument: 0 },
    unit: 'letters',
    bitsEach: alphanumeric,
    drawn: 32,
    example: set('randomstring.generate(20)', imported('randomstring', 'randomstring')),
  },
  {
    path: ['generate-password.generate', 'generate-password'],
    is: 'generated',
    by: 'generate-password',
    isCryptographic: true,
    bytes: { keyword: 'length', argument: 0 },
    unit: 'letters',
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
    is: 'generated',
    by: 'random letters',
    isCryptographic: true,
    bytes: { keyword: 'length', argument: 0 },
    unit: 'letters',
    bitsEach: alphanumeric,
    drawn: 16,
    example: set('generate(32)', imported('{ generate }', 'rand-token')),
  },
  {
    path: ['crypto-random-string', 'crypto-random-string.cryptoRandomString'],
    is: 'generated',
    by: 'crypto-random-string',
    isCryptographic: true,
    bytes: { keyword: 'length', argument: 0 },
    unit: 'letters',
    bitsEach: 4,
    drawn: 0,
    example: set(
      'cryptoRandomString({ length: 64 })',
      imported('{ cryptoRandomString }', 'crypto-random-string'),
    ),
  },
  {
    path: 'crypto-random-string.async',
    is: 'generated',
    by: 'crypto-random-string',
    isCryptographic: true,
    bytes: { keyword: 'length', argument: 0 },
    unit: 'letters',
    bitsEach: 4,
    drawn: 0,
    example: set('random.async({ length: 64 })', imported('random', 'crypto-random-string')),
  },
  {
    path: 'secure-random-string',
    is: 'generated',
    by: 'secure-random-string',
    isCryptographic: true,
    bytes: { keyword: 'length', argument: 0 },
    unit: 'letters',
    bitsEach: 6,
    drawn: 32,
    example: set('string()', imported('string', 'secure-random-string')),
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

/** Bytes of a text, and texts of bytes. */
const conversions: readonly ValueRow[] = [
  {
    path: everywhere('atob'),
    is: 'decoded',
    encoding: 'base64',
    of: 0,
    example: set('atob(process.env.KEY)'),
  },
  {
    path: everywhere('btoa'),
    is: 'encoded',
    encoding: 'base64',
    of: 0,
    example: set('btoa(process.env.KEY)'),
  },
  {
    path: ['TextEncoder.#.encode', 'util.TextEncoder.#.encode'],
    is: 'decoded',
    encoding: 'utf8',
    of: 0,
    example: set('new TextEncoder().encode(process.env.KEY)'),
  },
  {
    path: ['TextDecoder.#.decode', 'util.TextDecoder.#.decode'],
    is: 'encoded',
    encoding: 'utf8',
    of: 0,
    example: set('new TextDecoder().decode(process.env.KEY)'),
  },
  {
    path: [
      'jose.base64url.decode',
      'jose.decode',
      'jose/util/base64url.decode',
      'jose/base64url.decode',
    ],
    is: 'decoded',
    encoding: 'base64url',
    of: 0,
    example: set('base64url.decode(process.env.KEY)', imported('{ base64url }', 'jose')),
  },
  {
    path: [
      'jose.base64url.encode',
      'jose.encode',
      'jose/util/base64url.encode',
      'jose/base64url.encode',
    ],
    is: 'encoded',
    encoding: 'base64url',
    of: 0,
    example: set('base64url.encode(process.env.KEY)', imported('{ base64url }', 'jose')),
  },
  {
    path: 'jose.JWK.asKey',
    is: 'same',
    of: 0,
    example: set('JWK.asKey(process.env.KEY)', imported('{ JWK }', 'jose')),
  },
  ...(
    [
      ['Utf8', 'utf8'],
      ['Base64', 'base64'],
      ['Base64url', 'base64url'],
      ['Hex', 'hex'],
      ['Latin1', 'latin1'],
    ] satisfies [string, Encoding][]
  ).map(
    ([name, encoding]): ValueRow => ({
      path: [`crypto-js.enc.${name}.parse`, `crypto-es.enc.${name}.parse`],
      is: 'decoded',
      encoding,
      of: 0,
      example: set(
        `CryptoJS.enc.${name}.parse(process.env.KEY)`,
        imported('CryptoJS', 'crypto-js'),
      ),
    }),
  ),
  ...['base64url', 'js-base64', 'base-64', 'b64u-lite'].flatMap((module): readonly ValueRow[] => {
    const encoding = module === 'base64url' ? 'base64url' : 'base64';
    const below = (names: readonly string[]): readonly string[] =>
      names.flatMap((name) => [`${module}.${name}`, `${module}.Base64.${name}`]);
    return [
      {
        path: below(['decode', 'toBuffer', 'fromBase64', 'toUint8Array']),
        is: 'decoded',
        encoding,
        of: 0,
        example: set('coder.decode(process.env.KEY)', imported('coder', module)),
      },
      {
        path: below(['encode', 'toBase64']),
        is: 'encoded',
        encoding,
        of: 0,
        example: set('coder.encode(process.env.KEY)', imported('coder', module)),
      },
    ];
  }),
  {
    path: 'base64url',
    is: 'encoded',
    encoding: 'base64url',
    of: 0,
    example: set('base64url(process.env.KEY)', imported('base64url', 'base64url')),
  },
];

/** All of them. */
export const javascriptValues: readonly ValueRow[] = [
  ...environments,
  ...weak,
  ...strong,
  ...conversions,
];
