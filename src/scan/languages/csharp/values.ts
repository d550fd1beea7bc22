// What calls of .NET are as values: the environment, IConfiguration, encodings, digests, generators.
import type { ValueRow } from '../../libraries/value-row.ts';

/** A class with one field that is given the marked value. */
const field = (imports: string, value: string): string =>
  `${imports === '' ? '' : `using ${imports};\n`}class A { object key = «${value}»; }\n`;

const configuration = [
  'Microsoft.Extensions.Configuration.IConfiguration.#',
  'Microsoft.Extensions.Configuration.IConfigurationRoot.#',
  'Microsoft.Extensions.Configuration.IConfigurationSection.#',
  'Microsoft.Extensions.Configuration.ConfigurationManager.#',
  'Microsoft.AspNetCore.Builder.WebApplication.CreateBuilder.().Configuration',
  'Microsoft.AspNetCore.Builder.WebApplicationBuilder.#.Configuration',
];

const withConfiguration = (value: string): string =>
  `using Microsoft.Extensions.Configuration;\nclass A { IConfiguration c; object Key() { return «${value}»; } }\n`;

const filled = (call: string): string =>
  `using System;\nusing System.Security.Cryptography;\nclass A { void F() { byte[] key; «${call}(key)»; G(key); } }\n`;

export const csharpValues: readonly ValueRow[] = [
  {
    path: ['ReadAllText', 'ReadAllBytes', 'ReadAllTextAsync', 'ReadAllBytesAsync'].flatMap(
      (name) => [`System.IO.File.${name}`, `File.${name}`],
    ),
    is: 'file',
    name: 0,
    example: field('System.IO', 'File.ReadAllText("jwt.key")'),
  },
  {
    path: ['System.Environment.GetEnvironmentVariable', 'Environment.GetEnvironmentVariable'],
    is: 'env',
    name: 0,
    example: field('System', 'Environment.GetEnvironmentVariable("JWT_SECRET")'),
  },
  {
    path: ['System.Environment.GetEnvironmentVariables', 'Environment.GetEnvironmentVariables'].map(
      (name) => `${name}.()`,
    ),
    is: 'environment',
    example: field('System', 'Environment.GetEnvironmentVariables()'),
  },
  {
    path: configuration,
    is: 'settings',
    example: field(
      'Microsoft.AspNetCore.Builder',
      'WebApplication.CreateBuilder(args).Configuration["Jwt:Key"]',
    ),
  },
  {
    path: configuration.map((receiver) => `${receiver}.GetValue`),
    is: 'setting',
    name: 0,
    fallback: 1,
    example: withConfiguration('c.GetValue<string>("Jwt:Key", "tutorial-value")'),
  },
  {
    path: '*.GetValue',
    receiver: /(?:^|\.)_?[cC]onfig(?:uration)?$/,
    onlyUnknown: true,
    is: 'setting',
    name: 0,
    fallback: 1,
    example: 'var key = «builder.Configuration.GetValue("Jwt:Key", "tutorial-value")»;\n',
  },
  {
    path: configuration.flatMap((receiver) => [
      `${receiver}.GetSection`,
      `${receiver}.GetRequiredSection`,
    ]),
    is: 'setting',
    name: 0,
    example: withConfiguration('c.GetSection("Jwt")'),
  },
  {
    path: configuration.flatMap((receiver) => [
      `${receiver}.GetSection.().Get`,
      `${receiver}.GetRequiredSection.().Get`,
    ]),
    is: 'same',
    of: 'receiver',
    example: withConfiguration('c.GetSection("Jwt").Get<TutorialOptions>()'),
  },
  {
    path: '*.Select',
    is: 'same',
    of: 0,
    example: 'class A { object k = «letters.Select(x => "tutorial")»; }\n',
  },
  {
    path: '*.PadRight',
    is: 'padded',
    of: 'receiver',
    length: 0,
    fill: 1,
    side: 'end',
    example: field('', '"tutorial".PadRight(32)'),
  },
  {
    path: ['*.Value', '*.CurrentValue', '*.ToString', '*.Trim', '*.ToArray'],
    is: 'same',
    of: 'receiver',
    example: field('', '"tutorial".Trim()'),
  },
  {
    path: ['UTF8', 'ASCII', 'Default', 'Latin1'].flatMap((name) => [
      `System.Text.Encoding.${name}.GetBytes`,
      `System.Text.${name}Encoding.#.GetBytes`,
    ]),
    is: 'decoded',
    of: 0,
    encoding: 'utf8',
    example: field('System.Text', 'Encoding.UTF8.GetBytes("tutorial")'),
  },
  {
    path: ['System.Text.Encoding.Unicode.GetBytes', 'System.Text.UnicodeEncoding.#.GetBytes'],
    is: 'decoded',
    of: 0,
    encoding: 'utf16',
    example: field('System.Text', 'Encoding.Unicode.GetBytes("tutorial")'),
  },
  {
    path: ['System.Convert.FromBase64String', 'Convert.FromBase64String'],
    is: 'decoded',
    of: 0,
    encoding: 'base64',
    example: field('System', 'Convert.FromBase64String("dHV0b3JpYWw=")'),
  },
  {
    path: [
      'Microsoft.IdentityModel.Tokens.Base64UrlEncoder.DecodeBytes',
      'Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlDecode',
    ],
    is: 'decoded',
    of: 0,
    encoding: 'base64url',
    example: field('Microsoft.IdentityModel.Tokens', 'Base64UrlEncoder.DecodeBytes("dHV0b3JpYWw")'),
  },
  {
    path: ['System.Convert.FromHexString', 'Convert.FromHexString'],
    is: 'decoded',
    of: 0,
    encoding: 'hex',
    example: field('System', 'Convert.FromHexString("7475746f7269616c")'),
  },
  {
    path: ['System.Convert.ToBase64String', 'Convert.ToBase64String'],
    is: 'encoded',
    of: 0,
    encoding: 'base64',
    example: field('System', 'Convert.ToBase64String(Encoding.UTF8.GetBytes("tutorial"))'),
  },
  ...['MD5', 'SHA1', 'SHA256', 'SHA384', 'SHA512'].map(
    (name): ValueRow => ({
      path: [
        `System.Security.Cryptography.${name}.HashData`,
        `System.Security.Cryptography.${name}.Create.().ComputeHash`,
        `System.Security.Cryptography.${name}.#.ComputeHash`,
      ],
      is: 'hashed',
      of: 0,
      by: name,
      example: field(
        'System.Security.Cryptography',
        `${name}.HashData(Encoding.UTF8.GetBytes("tutorial"))`,
      ),
    }),
  ),
  {
    path: [
      'System.Random.#.Next',
      'System.Random.Shared.Next',
      'Random.#.Next',
      'Random.Shared.Next',
    ],
    is: 'generated',
    by: 'System.Random',
    isCryptographic: false,
    example: field('System', 'new Random().Next()'),
  },
  {
    path: ['System.Random.#.NextBytes', 'Random.#.NextBytes', 'Random.Shared.NextBytes'],
    is: 'generated',
    by: 'System.Random',
    isCryptographic: false,
    fills: 0,
    example: filled('new Random().NextBytes'),
  },
  {
    path: [
      'System.Security.Cryptography.RandomNumberGenerator.Fill',
      'System.Security.Cryptography.RandomNumberGenerator.#.GetBytes',
      'System.Security.Cryptography.RandomNumberGenerator.Create.().GetBytes',
      'System.Security.Cryptography.RNGCryptoServiceProvider.#.GetBytes',
    ],
    is: 'generated',
    by: 'RandomNumberGenerator',
    isCryptographic: true,
    fills: 0,
    example: filled('RandomNumberGenerator.Fill'),
  },
  {
    path: ['System.Guid.NewGuid', 'Guid.NewGuid'],
    is: 'generated',
    by: 'Guid.NewGuid',
    isCryptographic: false,
    example: field('System', 'Guid.NewGuid()'),
  },
  {
    path: ['MachineName', 'UserName', 'UserDomainName', 'ProcessId'].flatMap((name) => [
      `System.Environment.${name}`,
      `Environment.${name}`,
    ]),
    is: 'generated',
    by: 'the name of the machine',
    isCryptographic: false,
    from: 'fixed',
    example: field('System', 'Environment.MachineName'),
  },
  {
    path: [
      'System.DateTime.Now',
      'System.DateTime.UtcNow',
      'DateTime.Now',
      'DateTime.UtcNow',
    ].flatMap((one) => [`${one}.Ticks`, `${one}.ToString`]),
    is: 'generated',
    by: 'DateTime.Now',
    isCryptographic: false,
    example: field('System', 'DateTime.Now.Ticks'),
  },
  {
    path: [
      'System.Security.Cryptography.RandomNumberGenerator.GetBytes',
      'System.Security.Cryptography.RandomNumberGenerator.GetHexString',
    ],
    is: 'generated',
    by: 'RandomNumberGenerator',
    isCryptographic: true,
    bytes: 0,
    example: field('System.Security.Cryptography', 'RandomNumberGenerator.GetBytes(32)'),
  },
  {
    path: 'Microsoft.IdentityModel.Tokens.SymmetricSecurityKey',
    is: 'same',
    of: { keyword: 'key', argument: 0 },
    example: field(
      'Microsoft.IdentityModel.Tokens',
      'new SymmetricSecurityKey(Convert.FromBase64String("dHV0b3JpYWw="))',
    ),
  },
  {
    path: 'Microsoft.IdentityModel.Tokens.SigningCredentials',
    is: 'same',
    of: { keyword: 'key', argument: 0 },
    example: field(
      'Microsoft.IdentityModel.Tokens',
      'new SigningCredentials("tutorial", SecurityAlgorithms.HmacSha256)',
    ),
  },
  ...['256', '384', '512'].map(
    (bits): ValueRow => ({
      path: `JWT.Algorithms.HMACSHA${bits}Algorithm`,
      is: 'text',
      text: `HS${bits}`,
      example: field('JWT.Algorithms', `new HMACSHA${bits}Algorithm()`),
    }),
  ),
  ...['256', '384', '512'].flatMap((bits): ValueRow[] =>
    ['', 'Signature'].map((suffix) => ({
      path: `Microsoft.IdentityModel.Tokens.SecurityAlgorithms.HmacSha${bits}${suffix}`,
      is: 'text',
      text: `HS${bits}`,
      example: field(
        'Microsoft.IdentityModel.Tokens',
        `SecurityAlgorithms.HmacSha${bits}${suffix}`,
      ),
    })),
  ),
  ...['256', '384', '512'].map(
    (bits): ValueRow => ({
      path: [
        `Microsoft.IdentityModel.Tokens.SecurityAlgorithms.RsaSha${bits}`,
        `Microsoft.IdentityModel.Tokens.SecurityAlgorithms.RsaSha${bits}Signature`,
      ],
      is: 'text',
      text: `RS${bits}`,
      example: field('Microsoft.IdentityModel.Tokens', `SecurityAlgorithms.RsaSha${bits}`),
    }),
  ),
];
