// What makes values in JavaScript that can be told from outside: clocks, names of machines, generators that are not
// cryptographic.
import type { ValueRow } from '../../libraries/value-row.ts';
import { imported, set, webCrypto } from './value-examples.ts';

/** Values of which anybody can tell what they were. UUIDs are among them: their form says what they are. */
export const weakGenerators: readonly ValueRow[] = [
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
