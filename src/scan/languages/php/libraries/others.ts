// Rows of middleware for Slim, of WordPress, and of PHP's own hash_hmac.
import type { LibraryRow } from '../../../libraries/row.ts';

const file = (uses: readonly string[], body: string): string =>
  `<?php\n${uses.map((one) => `use ${one};\n`).join('')}${body}\n`;

export const otherPhpRows: readonly LibraryRow[] = [
  ...[
    'Tuupola.Middleware.JwtAuthentication',
    'Slim.Middleware.JwtAuthentication',
    'JimTools.JwtAuth.Middleware.JwtAuthentication',
  ].map(
    (type): LibraryRow => ({
      library: 'slim-jwt-auth',
      modules: [type.slice(0, type.lastIndexOf('.'))],
      shape: { kind: 'new', type: 'JwtAuthentication' },
      call: `new ${type.split('.')[0]} JwtAuthentication`,
      role: 'verify',
      kind: 'jwt',
      key: [{ argument: 0, path: ['secret'] }],
      keyEncoding: 'utf8',
      algorithm: [{ argument: 0, path: ['algorithm'] }],
      defaultAlgorithm: 'HS256',
      verification: 'pinned',
      example: file(
        [type.replaceAll('.', '\\')],
        "$m = new JwtAuthentication(['secret' => '«tutorial-value»']);",
      ),
    }),
  ),
  // twilio/twilio-php: src/Twilio/Jwt/AccessToken.php. Twilio draws the secret itself.
  {
    library: 'twilio',
    modules: ['Twilio.Jwt'],
    shape: { kind: 'new', type: 'AccessToken' },
    call: 'new AccessToken',
    role: 'sign',
    kind: 'jwt',
    key: [{ argument: 2 }],
    keyEncoding: 'utf8',
    defaultAlgorithm: 'HS256',
    derivesKey: true,
    isIssued: true,
    expiryDefault: 'set',
    example: file(
      ['Twilio\\Jwt\\AccessToken'],
      "$t = new AccessToken('a', 'b', '«tutorial-value»', 3600, 'c');",
    ),
  },
  // https://developer.wordpress.org/apis/wp-config-php/#security-keys
  ...['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'].flatMap((name) =>
    ['KEY', 'SALT'].map(
      (part): LibraryRow => ({
        library: 'WordPress',
        modules: [''],
        shape: { kind: 'assigned', type: '', property: `${name}_${part}` },
        call: `${name}_${part}`,
        role: 'both',
        kind: 'cookie',
        key: [{ argument: 0 }],
        keyEncoding: 'utf8',
        derivesKey: true,
        inFiles: { path: /(?:^|\/)wp-(?:config|salt)[\w.-]*\.php$/ },
        exampleFile: 'wp-config.php',
        example: file(
          [],
          `${name === 'AUTH' && part === 'KEY' ? '' : "define('AUTH_KEY', getenv('A'));\n"}define('${name}_${part}', '«tutorial-value»');`,
        ),
      }),
    ),
  ),
  {
    library: 'hash_hmac',
    modules: [''],
    shape: { kind: 'call', callee: 'hash_hmac' },
    call: 'hash_hmac',
    emptyKey: 'taken',
    role: 'both',
    kind: 'hmac',
    key: [{ keyword: 'key', argument: 2 }],
    keyEncoding: 'utf8',
    algorithm: [{ keyword: 'algo', argument: 0 }],
    algorithmNames: 'hash',
    example: file([], "$mac = hash_hmac('sha256', $body, '«tutorial-value»');"),
  },
];
