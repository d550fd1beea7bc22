// Rows of JWT.Net (jwt-dotnet/jwt: src/JWT/Builder/JwtBuilder.cs, IJwtEncoder.cs, IJwtDecoder.cs).
import type { ArgumentPlace, LibraryRow } from '../../../libraries/row.ts';

const file = (value: string): string =>
  `using JWT;\nusing JWT.Builder;\nusing JWT.Algorithms;\nclass A { object F(string token) { return ${value}; } }\n`;

const builder = ['JWT.Builder.JwtBuilder.Create.()', 'JWT.Builder.JwtBuilder.#'];
const shared = { library: 'JWT.Net', kind: 'jwt', keyEncoding: 'utf8' } as const;

const ends: readonly ArgumentPlace[] = [
  { chain: 'ExpirationTime', argument: 0 },
  { chain: 'AddClaim', first: /^"exp"$|\b(?:Exp|ExpirationTime)$/, argument: 1 },
  { chain: 'AddClaims', argument: 0, path: ['exp'] },
];

const encoding = {
  ...shared,
  modules: ['JWT.JwtEncoder', 'JWT.IJwtEncoder'],
  shape: { kind: 'method', type: '', method: 'Encode' },
  call: 'JwtEncoder.Encode',
  role: 'sign',
  algorithm: [{ chain: 'new', argument: 0 }],
  expiryNumber: 'moment',
} as const;

const decoding = (method: string): LibraryRow => ({
  ...shared,
  modules: ['JWT.JwtDecoder', 'JWT.IJwtDecoder'],
  shape: { kind: 'method', type: '', method },
  call: `JwtDecoder.${method}`,
  role: 'verify',
  key: [{ keyword: 'key', argument: 1 }],
  isKeyOptional: true,
  algorithm: [{ chain: 'new', argument: 3 }],
  // The decoder is made for one algorithm, or for a factory's.
  verification: 'pinned',
  hazards: [
    { place: { keyword: 'verify', argument: 2 }, is: 'false', hazard: 'signature-not-checked' },
    { place: { argument: 1 }, is: 'false', hazard: 'signature-not-checked' },
  ],
  example: file(
    `new JwtDecoder(s, v, u, new HMACSHA256Algorithm()).${method}(token, "«tutorial-value»", true)`,
  ),
});

export const jwtNetRows: readonly LibraryRow[] = [
  {
    ...shared,
    modules: builder,
    shape: { kind: 'call', callee: 'WithSecret' },
    call: 'JwtBuilder.WithSecret',
    role: 'both',
    key: [{ argument: 0 }],
    algorithm: [{ chain: 'WithAlgorithm', argument: 0 }],
    verification: 'pinned',
    expiryDefault: 'never',
    example: file('JwtBuilder.Create().WithSecret("«tutorial-value»").Decode(token)'),
  },
  {
    ...shared,
    modules: builder,
    shape: { kind: 'call', callee: 'Encode' },
    call: 'JwtBuilder.Encode',
    role: 'sign',
    key: [{ chain: 'WithSecret', argument: 0 }],
    algorithm: [{ chain: 'WithAlgorithm', argument: 0 }],
    claimCall: 'AddClaim',
    payload: { argument: 0 },
    expiry: ends,
    expiryNumber: 'moment',
    example: file('JwtBuilder.Create().WithSecret("«tutorial-value»").AddClaim("a", 1).Encode()'),
  },
  ...[
    { method: 'DoNotVerifySignature', when: [] },
    { method: 'WithVerifySignature', when: [{ place: { argument: 0 }, is: 'false' }] },
  ].map(
    ({ method, when }): LibraryRow => ({
      ...shared,
      modules: builder,
      shape: { kind: 'call', callee: method },
      call: `JwtBuilder.${method}`,
      role: 'verify',
      when,
      key: [],
      hazard: 'signature-not-checked',
      example: file(
        `JwtBuilder.Create().${method}(${when.length > 0 ? 'false' : ''}).Decode(token)`,
      ),
    }),
  ),
  // `Encode(headers, claims, key)`.
  {
    ...encoding,
    when: [{ place: { argument: 2 }, is: /./ }],
    key: [{ keyword: 'key', argument: 2 }],
    payload: { argument: 1 },
    example: file(
      'new JwtEncoder(new HMACSHA256Algorithm(), s, u).Encode(headers, claims, "«tutorial-value»")',
    ),
  },
  {
    ...encoding,
    key: [{ keyword: 'key', argument: 1 }],
    payload: { argument: 0 },
    example: file(
      'new JwtEncoder(new HMACSHA256Algorithm(), s, u).Encode(claims, "«tutorial-value»")',
    ),
  },
  ...['Decode', 'DecodeToObject'].map(decoding),
];
