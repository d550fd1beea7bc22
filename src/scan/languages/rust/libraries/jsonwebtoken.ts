// Rows of the crate jsonwebtoken (Keats/jsonwebtoken: EncodingKey, DecodingKey, Validation).
import type { LibraryRow } from '../../../libraries/row.ts';

const shared = { library: 'jsonwebtoken (Rust)', kind: 'jwt' } as const;

const example = (value: string, uses: string): string =>
  `use jsonwebtoken::{${uses}};\nfn f() { let k = ${value}; g(k); }\n`;

const encoding: LibraryRow = {
  ...shared,
  modules: ['jsonwebtoken'],
  shape: { kind: 'call', callee: 'encode' },
  call: 'jsonwebtoken::encode',
  role: 'sign',
  key: [{ argument: 2 }],
  keyEncoding: 'utf8',
  algorithmAround: /\bAlgorithm::([HREP]S(?:256|384|512)|EdDSA)\b/g,
  payload: { argument: 1 },
  // A struct of another file says what it holds in attributes.
  expiryDefault: 'unknown',
  example:
    'use jsonwebtoken::{encode, EncodingKey, Header};\nfn f() { let t = encode(&Header::default(), &claims, &EncodingKey::from_secret(b"«tutorial-value»")); g(t); }\n',
};

export const jsonwebtokenRustRows: readonly LibraryRow[] = [encoding, ...keyRows()];

function keyRows(): readonly LibraryRow[] {
  return (
    [
      ['EncodingKey', 'sign'],
      ['DecodingKey', 'verify'],
    ] as const
  ).flatMap(([type, role]) =>
    (
      [
        ['from_secret', 'utf8', 'b"«tutorial-value»"'],
        ['from_base64_secret', 'base64', '"«dHV0b3JpYWw=»"'],
      ] as const
    ).map(
      ([method, keyEncoding, literal]): LibraryRow => ({
        ...shared,
        modules: [`jsonwebtoken.${type}`],
        shape: { kind: 'call', callee: method },
        call: `${type}::${method}`,
        role,
        key: [{ argument: 0 }],
        keyIsHmac: 'always',
        keyEncoding,
        // The header and the validation say it, beside the key.
        algorithmAround: /\bAlgorithm::(HS(?:256|384|512))\b/g,
        defaultAlgorithm: 'HS256',
        // `Validation` holds the algorithms, HS256 where nothing else is said.
        verification: 'pinned',
        expiryDefault: 'unknown',
        example: example(`${type}::${method}(${literal})`, type),
      }),
    ),
  );
}
