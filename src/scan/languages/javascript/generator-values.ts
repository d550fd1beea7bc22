// What generates values in JavaScript, and how much it draws.
import type { ValueRow } from '../../libraries/value-row.ts';
import { imported, set, webCrypto } from './value-examples.ts';

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
      ...[
        'Date.now',
        'performance.now',
        'perf_hooks.performance.now',
        'process.hrtime',
        'process.hrtime.bigint',
      ],
      ...['process.uptime', 'os.uptime'],
    ],
    is: 'generated',
    by: 'Date.now',
    isCryptographic: false,
    example: set('Date.now()'),
  },
  {
    path: [
      ...['moment', 'moment.utc', 'moment.unix', 'moment-timezone', 'dayjs', 'dayjs.utc'],
      ...['luxon.DateTime.now', 'luxon.DateTime.utc', 'luxon.DateTime.local'],
    ].map((path) => `${path}.().*`),
    is: 'generated',
    by: 'Date.now',
    isCryptographic: false,
    example: set("moment().format('YYYYMMDD')", imported('moment', 'moment')),
  },
  {
    path: [
      ...[
        ...['hostname', 'userInfo', 'networkInterfaces', 'machine', 'release', 'platform'],
        ...['arch', 'type', 'version', 'homedir', 'cpus', 'totalmem'],
      ].map((name) => `os.${name}`),
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
      ...['uniqid', 'random-string', 'randomatic', 'hat', 'bson-objectid'],
    ].flatMap((module) => [module, `${module}.*`]),
    is: 'generated',
    by: 'id generator',
    isCryptographic: false,
    example: set('ulid()', imported('{ ulid }', 'ulid')),
  },
  {
    path: ['mongodb', 'bson', 'mongoose.Types', 'mongoose.mongo'].flatMap((module) =>
      ['ObjectId', 'ObjectID'].flatMap((name) =>
        ['toString', 'toHexString'].map((method) => `${module}.${name}.#.${method}`),
      ),
    ),
    is: 'generated',
    by: 'id generator',
    isCryptographic: false,
    example: set('new ObjectId().toHexString()', imported('{ ObjectId }', 'mongodb')),
  },
  {
    path: [
      ...['seedrandom', 'random-seed', 'alea', 'mersenne-twister', 'random-js', 'pure-rand'],
      ...['prando', 'random-number', 'random-int', 'random-integer', 'math-random'],
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

export const generatorValues: readonly ValueRow[] = [...weak, ...strong];
