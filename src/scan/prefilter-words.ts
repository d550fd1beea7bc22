// What the prefilter looks for. Apart from the scan, so that a search can begin before the scan is loaded.

/** Words that a signing secret travels with; a file without any is not looked at (bytes, case folded). */
export const prefilterWords: readonly string[] = [
  'secret',
  'jwt',
  'jws',
  'jose',
  'hmac',
  'token',
  'session',
  'cookie',
  'passport',
  'signing',
  'sign_key',
  'signkey',
  'auth_key',
  'authkey',
  'next-auth',
  '@auth/',
  'keygrip',
  'app.keys',
  'hapi/iron',
  'iron-webcrypto',
  'keylint:',
];
