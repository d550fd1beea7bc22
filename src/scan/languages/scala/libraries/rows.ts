// Rows of jwt-scala (jwt-scala/jwt-scala: core/src/main/scala/JwtCore.scala) and akka-http-session.
import type { LibraryRow } from '../../../libraries/row.ts';

const modules = [
  'Jwt',
  'JwtJson',
  'JwtCirce',
  'JwtPlay',
  'JwtPlayJson',
  'JwtJson4s',
  'JwtSprayJson',
  'JwtUpickle',
  'JwtArgonaut',
  'JwtZIOJson',
].map((name) => `pdi.jwt.${name}`);

const shared = { library: 'jwt-scala', modules, kind: 'jwt', keyEncoding: 'utf8' } as const;

const imports = 'import pdi.jwt.{Jwt, JwtAlgorithm, JwtClaim, JwtOptions}\n';
const verifying = (method: string): LibraryRow => ({
  ...shared,
  shape: { kind: 'call', callee: method },
  call: `Jwt.${method}`,
  role: 'verify',
  key: [{ keyword: 'key', argument: 1 }],
  isKeyOptional: true,
  accepted: [{ keyword: 'algorithms', argument: 2 }],
  // Without a list there is no overload that takes a key given as text.
  verification: 'pinned',
  hazards: [1, 2, 3].map((argument) => ({
    place: { keyword: 'options', argument },
    is: ['JwtOptions(signature = false)', 'JwtOptions.DEFAULT.copy(signature = false)'],
    hazard: 'signature-not-checked',
  })),
  example: `${imports}object A { def f(t: String) = Jwt.${method}(t, "«tutorial-value»", Seq(JwtAlgorithm.HS256)) }\n`,
});

const encoding = {
  ...shared,
  shape: { kind: 'call', callee: 'encode' },
  call: 'Jwt.encode',
  role: 'sign',
  key: [{ keyword: 'key', argument: 1 }],
  algorithm: [{ keyword: 'algorithm', argument: 2 }],
} as const;

/** Claims that are made here, and of whose end nothing is said. */
const claimsWithoutEnd = [
  { is: /^JwtClaim\((?!.*(?:exp|content|\+))/is, claims: 'JwtClaim(subject = Some("a"))' },
  {
    is: /^(?:JwtClaim\()?\s*(?:content\s*=\s*)?s?"{1,3}\s*\{(?!.*exp)/is,
    claims: 'JwtClaim(content = """{"user":1}""")',
  },
  { is: /^Json\.obj\((?!.*(?:exp|\+\+|deepMerge))/is, claims: 'Json.obj("user" -> 1)' },
] as const;

export const scalaRows: readonly LibraryRow[] = [
  ...claimsWithoutEnd.map(
    ({ is, claims }): LibraryRow => ({
      ...encoding,
      when: [{ place: { keyword: 'claim', argument: 0 }, is }],
      expiry: [{ option: 'JwtClaim', keyword: 'expiration' }],
      expiryNumber: 'moment',
      example: `${imports}object A { val t = Jwt.encode(${claims}, "«tutorial-value»", JwtAlgorithm.HS256) }\n`,
    }),
  ),
  {
    ...encoding,
    payload: { keyword: 'claim', argument: 0 },
    expiry: [
      { option: 'JwtClaim', keyword: 'expiration' },
      { option: 'expiresIn', argument: 0 },
    ],
    example: `${imports}object A { val t = Jwt.encode(JwtClaim(expiration = Some(1L)), "«tutorial-value»", JwtAlgorithm.HS256) }\n`,
  },
  ...['decode', 'decodeAll', 'decodeRaw', 'decodeJson', 'validate', 'isValid'].map(verifying),
  {
    library: 'akka-http-session',
    modules: ['com.softwaremill.session.SessionConfig'],
    shape: { kind: 'call', callee: 'default' },
    call: 'SessionConfig.default',
    role: 'both',
    kind: 'session',
    key: [{ argument: 0 }],
    keyEncoding: 'utf8',
    example:
      'import com.softwaremill.session.SessionConfig\nobject A { val c = SessionConfig.default("«tutorial-value»") }\n',
  },
];
