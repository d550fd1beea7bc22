// Rows of jose-jwt and the HMAC classes of .NET.
import type { LibraryRow } from '../../../libraries/row.ts';

const file = (usings: string, value: string): string =>
  `using ${usings};\nusing System.Text;\nclass A { object F(string token) { return ${value}; } }\n`;

export const otherCsharpRows: readonly LibraryRow[] = [
  {
    library: 'jose-jwt',
    modules: ['Jose.JWT'],
    shape: { kind: 'call', callee: 'Encode' },
    call: 'JWT.Encode',
    role: 'sign',
    kind: 'jwt',
    key: [{ argument: 1 }],
    keyEncoding: 'utf8',
    algorithm: [{ argument: 2 }],
    payload: { argument: 0 },
    example: file(
      'Jose',
      'JWT.Encode(token, Encoding.UTF8.GetBytes("«tutorial-value»"), JwsAlgorithm.HS256)',
    ),
  },
  {
    library: 'jose-jwt',
    modules: ['Jose.JWT'],
    shape: { kind: 'call', callee: 'Decode' },
    call: 'JWT.Decode',
    role: 'verify',
    kind: 'jwt',
    key: [{ argument: 1 }],
    keyEncoding: 'utf8',
    accepted: [{ argument: 2 }],
    verification: 'open',
    verificationConfidence: 'medium',
    example: file(
      'Jose',
      'JWT.Decode(token, Encoding.UTF8.GetBytes("«tutorial-value»"), JwsAlgorithm.HS256)',
    ),
  },
  ...[256, 384, 512].flatMap((bits): LibraryRow[] => [
    {
      library: 'System.Security.Cryptography',
      modules: ['System.Security.Cryptography'],
      shape: { kind: 'new', type: `HMACSHA${bits}` },
      call: `new HMACSHA${bits}`,
      emptyKey: 'taken',
      role: 'both',
      kind: 'hmac',
      key: [{ argument: 0 }],
      keyEncoding: 'utf8',
      defaultAlgorithm: `HS${bits}`,
      example: file(
        'System.Security.Cryptography',
        `new HMACSHA${bits}(Encoding.UTF8.GetBytes("«tutorial-value»"))`,
      ),
    },
    {
      library: 'System.Security.Cryptography',
      modules: [`System.Security.Cryptography.HMACSHA${bits}`],
      shape: { kind: 'call', callee: 'HashData' },
      call: `HMACSHA${bits}.HashData`,
      emptyKey: 'taken',
      role: 'both',
      kind: 'hmac',
      key: [{ argument: 0 }],
      keyEncoding: 'utf8',
      defaultAlgorithm: `HS${bits}`,
      example: file(
        'System.Security.Cryptography',
        `HMACSHA${bits}.HashData(Encoding.UTF8.GetBytes("«tutorial-value»"), body)`,
      ),
    },
  ]),
];
