// Rows of Microsoft.IdentityModel (SymmetricSecurityKey, TokenValidationParameters, SigningCredentials) and JwtBearer.
import type { LibraryRow } from '../../../libraries/row.ts';

const shared = { library: 'Microsoft.IdentityModel', kind: 'jwt', keyEncoding: 'utf8' } as const;

const usings = 'using Microsoft.IdentityModel.Tokens;\nusing System.Text;\n';
const key = 'new SymmetricSecurityKey(Encoding.UTF8.GetBytes("«tutorial-value»"))';

const made = (type: string, module: string, credentials: string): string => {
  const signed = `new SigningCredentials(${key}, SecurityAlgorithms.HmacSha256)`;
  const given = /^[A-Z]/.test(credentials)
    ? ` { ${credentials} = ${signed} }`
    : `(${credentials}: ${signed})`;
  const using = usings.includes(module) ? '' : `using ${module};\n`;
  return `${using}${usings}class A { object t = new ${type}${given}; }\n`;
};

export const identityModelRows: readonly LibraryRow[] = [
  ...(
    [
      ['JwtSecurityTokenHandler', 'System.IdentityModel.Tokens.Jwt', 'ReadJwtToken'],
      ['JsonWebTokenHandler', 'Microsoft.IdentityModel.JsonWebTokens', 'ReadJsonWebToken'],
    ] as const
  ).map(
    ([type, module, method]): LibraryRow => ({
      ...shared,
      modules: [module],
      shape: { kind: 'method', type, method },
      call: `${type}.${method}`,
      role: 'verify',
      key: [],
      onlyDecodes: true,
      runsInBrowsers: true,
      example: `using ${module};\nclass A { string Who(HttpContext c) { return new ${type}().${method}(c.Request.Headers["Authorization"]).Subject; } }\n`,
    }),
  ),
  {
    ...shared,
    modules: ['Microsoft.IdentityModel.Tokens'],
    shape: { kind: 'new', type: 'SigningCredentials' },
    call: 'new SigningCredentials',
    role: 'sign',
    key: [{ keyword: 'key', argument: 0 }],
    algorithm: [{ keyword: 'algorithm', argument: 1 }],
    expiryDefault: 'unknown',
    example: `${usings}class A { object c = new SigningCredentials(${key}, SecurityAlgorithms.HmacSha256); }\n`,
  },
  // Claims that are written there, and no end beside or among them.
  {
    ...shared,
    modules: ['System.IdentityModel.Tokens.Jwt'],
    shape: { kind: 'new', type: 'JwtSecurityToken' },
    call: 'new JwtSecurityToken',
    role: 'sign',
    when: [
      {
        place: { keyword: 'claims', argument: 2 },
        is: /\bnew\s+Claim\((?![\s\S]{0,2000}\b(?:Exp|exp|Expiration)\b)/,
      },
    ],
    key: [{ keyword: 'signingCredentials', argument: 5 }],
    expiry: [{ keyword: 'expires', argument: 4 }],
    expiryNumber: 'moment',
    example: made(
      'JwtSecurityToken',
      'System.IdentityModel.Tokens.Jwt',
      'claims: new[] { new Claim("sub", "a") }, signingCredentials',
    ),
  },
  ...(
    [
      ['JwtSecurityToken', 'System.IdentityModel.Tokens.Jwt', 'expires', 'signingCredentials'],
      [
        'SecurityTokenDescriptor',
        'Microsoft.IdentityModel.Tokens',
        'Expires',
        'SigningCredentials',
      ],
    ] as const
  ).map(
    ([type, module, expires, credentials]): LibraryRow => ({
      ...shared,
      modules: [module],
      shape: { kind: 'new', type },
      call: `new ${type}`,
      role: 'sign',
      key: [{ keyword: credentials }],
      expiry: [{ keyword: expires }],
      expiryNumber: 'moment',
      // Handlers give tokens an hour of their own accord; what is made by the constructor alone may be given it later.
      expiryDefault: 'unknown',
      example: made(type, module, credentials),
    }),
  ),
  // Who is given it may stand in another file: whatever that is, it makes or checks tokens.
  {
    ...shared,
    modules: ['Microsoft.IdentityModel.Tokens'],
    shape: { kind: 'new', type: 'SymmetricSecurityKey' },
    call: 'new SymmetricSecurityKey',
    role: 'both',
    key: [{ keyword: 'key', argument: 0 }],
    keyIsHmac: 'always',
    verification: 'pinned',
    expiryDefault: 'never',
    example: `${usings}class A { object k = ${key}; }\n`,
  },
  {
    ...shared,
    modules: ['Microsoft.IdentityModel.Tokens'],
    shape: { kind: 'new', type: 'TokenValidationParameters' },
    call: 'new TokenValidationParameters',
    role: 'verify',
    key: [{ keyword: 'IssuerSigningKey' }],
    isKeyOptional: true,
    accepted: [{ keyword: 'ValidAlgorithms' }],
    // The type of the key decides the family.
    verification: 'pinned',
    hazards: [
      { place: { keyword: 'RequireSignedTokens' }, is: 'false', hazard: 'signature-not-checked' },
      // What takes the token apart and gives it back has checked nothing.
      {
        place: { keyword: 'SignatureValidator', path: ['()'] },
        is: /^new\s+[\w.]*(?:JwtSecurityToken|JsonWebToken)\(|\.Read\w*Token\(/,
        hazard: 'signature-not-checked',
      },
      { place: { keyword: 'ValidateLifetime' }, is: 'false', hazard: 'expiry-ignored' },
      { place: { keyword: 'RequireExpirationTime' }, is: 'false', hazard: 'expiry-optional' },
    ],
    example: `${usings}class A { object p = new TokenValidationParameters { IssuerSigningKey = ${key} }; }\n`,
  },
];
