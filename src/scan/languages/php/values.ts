// What functions of PHP and of its frameworks are as values.
import type { ValueRow } from '../../libraries/value-row.ts';

const set = (value: string, imports = ''): string => `<?php\n${imports}$key = «${value}»;\n`;

/** Signers of lcobucci/jwt by the folder they stand in: what they are made with is a key of that family. */
const signers = { Hmac: 'HS', Rsa: 'RS', Ecdsa: 'ES' } as const;

export const phpValues: readonly ValueRow[] = [
  ...Object.entries(signers).flatMap(([folder, family]) =>
    ['256', '384', '512'].map(
      (bits): ValueRow => ({
        path: `Lcobucci.JWT.Signer.${folder}.Sha${bits}`,
        is: 'text',
        text: `${family}${bits}`,
        example: set(`new Sha${bits}()`, `use Lcobucci\\JWT\\Signer\\${folder}\\Sha${bits};\n`),
      }),
    ),
  ),
  { path: 'getenv.()', is: 'environment', example: set('getenv()') },
  { path: ['_ENV', '_SERVER'], is: 'environment', example: set("$_ENV['JWT_SECRET']") },
  { path: ['getenv', 'apache_getenv'], is: 'env', name: 0, example: set("getenv('JWT_SECRET')") },
  {
    path: ['env', 'Illuminate.Support.Env.get', 'Hyperf.Support.env'],
    is: 'env',
    name: 0,
    fallback: 1,
    example: set("env('JWT_SECRET', 'tutorial-value')"),
  },
  {
    path: ['config', 'Illuminate.Support.Facades.Config.get', 'Config.get'],
    is: 'setting',
    name: 0,
    fallback: 1,
    example: set("config('jwt.secret', 'tutorial-value')"),
  },
  {
    path: [
      'Symfony.Component.DependencyInjection.ParameterBag.ParameterBagInterface.#.get',
      'Symfony.Component.DependencyInjection.ContainerInterface.#.getParameter',
      '*.getParameter',
    ],
    is: 'setting',
    name: 0,
    example:
      '<?php\nuse Symfony\\Component\\DependencyInjection\\ParameterBag\\ParameterBagInterface;\n' +
      "class A { function key(ParameterBagInterface $p) { return «$p->get('jwt.secret')»; } }\n",
  },
  {
    path: 'base64_decode',
    is: 'decoded',
    of: 0,
    encoding: 'base64',
    example: set("base64_decode('dHV0b3JpYWw=')"),
  },
  {
    path: ['hex2bin', 'sodium_hex2bin'],
    is: 'decoded',
    of: 0,
    encoding: 'hex',
    example: set("hex2bin('7475746f7269616c')"),
  },
  {
    path: 'base64_encode',
    is: 'encoded',
    of: 0,
    encoding: 'base64',
    example: set("base64_encode('tutorial')"),
  },
  {
    path: ['bin2hex', 'sodium_bin2hex'],
    is: 'encoded',
    of: 0,
    encoding: 'hex',
    example: set("bin2hex('tutorial')"),
  },
  ...['md5', 'sha1', 'crc32'].map(
    (name): ValueRow => ({
      path: name,
      is: 'hashed',
      of: 0,
      by: name,
      example: set(`${name}('tutorial')`),
    }),
  ),
  {
    path: 'hash',
    is: 'hashed',
    of: 1,
    by: { argument: 0 },
    example: set("hash('sha256', 'tutorial')"),
  },
  {
    path: ['substr', 'mb_substr', 'strrev', 'strtoupper', 'strtolower'],
    is: 'same',
    of: 0,
    example: "<?php\n$key = «substr('tutorial', 0)»;\n",
  },
  {
    path: ['rand', 'mt_rand', 'uniqid', 'lcg_value', 'str_shuffle', 'array_rand', 'shuffle'],
    is: 'generated',
    by: 'mt_rand',
    isCryptographic: false,
    example: set('mt_rand()'),
  },
  {
    path: ['gethostname', 'php_uname', 'getmypid', 'get_current_user'],
    is: 'generated',
    by: 'the name of the machine',
    isCryptographic: false,
    from: 'fixed',
    example: set('gethostname()'),
  },
  {
    path: ['file_get_contents', 'parse_ini_file', 'yaml_parse_file'],
    is: 'file',
    name: 0,
    example: set("file_get_contents('jwt.key')"),
  },
  { path: 'json_decode', is: 'same', of: 0, example: set("json_decode('tutorial')") },
  {
    path: ['time', 'microtime', 'date'],
    is: 'generated',
    by: 'time',
    isCryptographic: false,
    example: set('time()'),
  },
  {
    path: [
      'Ramsey.Uuid.Uuid.uuid4',
      'Illuminate.Support.Str.uuid',
      'Symfony.Component.Uid.Uuid.v4',
    ],
    is: 'generated',
    by: 'uuid',
    isCryptographic: false,
    example: set('Str::uuid()', 'use Illuminate\\Support\\Str;\n'),
  },
  {
    path: ['random_bytes', 'openssl_random_pseudo_bytes'],
    is: 'generated',
    by: 'random_bytes',
    isCryptographic: true,
    bytes: 0,
    example: set('random_bytes(32)'),
  },
  {
    path: ['random_int', 'Illuminate.Support.Str.random', 'sodium_crypto_auth_keygen'],
    is: 'generated',
    by: 'random_int',
    isCryptographic: true,
    example: set('random_int(1, 9)'),
  },
  {
    path: ['trim', 'rtrim', 'strval', 'utf8_encode', 'stripslashes'],
    is: 'same',
    of: 0,
    example: set("trim('tutorial')"),
  },
  {
    path: 'sprintf',
    is: 'formatted',
    format: 0,
    example: set("sprintf('tutorial-%s', 'value')"),
  },
  {
    path: 'str_repeat',
    is: 'repeated',
    of: 0,
    times: 1,
    example: set("str_repeat('tutorial', 2)"),
  },
  {
    path: 'str_pad',
    is: 'padded',
    of: 0,
    length: 1,
    fill: 2,
    side: 'end',
    example: set("str_pad('tutorial', 32, '0')"),
  },
  {
    path: [
      'Lcobucci.JWT.Signer.Key.InMemory.plainText',
      'Lcobucci.JWT.Signer.Key',
      'Firebase.JWT.Key',
      'Lcobucci.JWT.Signer.Key.LocalFileReference.file',
    ],
    is: 'same',
    of: 0,
    example: set("InMemory::plainText('tutorial')", 'use Lcobucci\\JWT\\Signer\\Key\\InMemory;\n'),
  },
  {
    path: 'Lcobucci.JWT.Signer.Key.InMemory.base64Encoded',
    is: 'decoded',
    of: 0,
    encoding: 'base64',
    example: set(
      "InMemory::base64Encoded('dHV0b3JpYWw=')",
      'use Lcobucci\\JWT\\Signer\\Key\\InMemory;\n',
    ),
  },
];
