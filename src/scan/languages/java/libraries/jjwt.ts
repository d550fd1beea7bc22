// Rows of jjwt 0.9 to 0.12 (jwtk/jjwt: DefaultJwtBuilder, DefaultJwtParserBuilder). Text keys are base64 in all of them.
import type { LibraryRow } from '../../../libraries/row.ts';

const algorithms = [
  'HS256',
  'HS384',
  'HS512',
  'RS256',
  'RS384',
  'RS512',
  'ES256',
  'ES384',
  'ES512',
  'PS256',
  'PS384',
  'PS512',
  'none',
  'NONE',
];

const shared = {
  library: 'jjwt',
  modules: ['io.jsonwebtoken.Jwts'],
  kind: 'jwt',
  keyEncoding: 'base64',
} as const;

// A map of claims hardly ever holds `exp`: the builder has a method for it. Claims that were built have the method, too.
const expiry = [
  { chain: 'claims', argument: 0, written: /\.build\(\)$/, path: ['exp'] },
  { chain: 'setExpiration', argument: 0 },
  { chain: 'expiration', argument: 0 },
  { chain: 'claim', first: /^(?:"exp"|Claims\.EXPIRATION)$/, argument: 1 },
] as const;

const inMethod = (imports: string, body: string): string =>
  `${imports}\nclass A { String f(String token) { return ${body}; } }\n`;

const sign = 'import io.jsonwebtoken.*;\nimport java.util.Date;';

/** Nothing takes signed tokens alone, or what `parse` gives is read. */
const readsUnsigned =
  /^(?![\s\S]*\bparse(?:ClaimsJws|SignedClaims)\()|\.parse\([^()]{0,100}\)\s{0,100}\.\s{0,100}get/;

/** The parser is kept in a field, is given its key as up to 0.11, and what it reads is read without asking for a signature. */
const keptParserReadsUnsigned =
  /^(?=[\s\S]*\bsetSigningKey\()(?=[\s\S]*\.parse\([^()]{0,100}\)\s{0,100}\.\s{0,100}get)(?![\s\S]*\bverifyWith\()/;

export const jjwtRows: readonly LibraryRow[] = [
  {
    ...shared,
    modules: ['io.jsonwebtoken.JwtParser'],
    shape: { kind: 'method', type: '', method: 'parse' },
    call: 'JwtParser.parse',
    role: 'verify',
    key: [],
    hazard: 'alg-none',
    inFiles: { text: keptParserReadsUnsigned },
    example:
      'import io.jsonwebtoken.*;\nclass A { private final JwtParser parser; A(String k) { this.parser = Jwts.parser().setSigningKey(k); } Object f(String t) { return parser.parse(t).getBody(); } }\n',
  },
  {
    ...shared,
    shape: { kind: 'method', type: 'builder()', method: 'compact' },
    call: 'Jwts.builder().compact',
    role: 'sign',
    without: ['signWith', 'encryptWith'],
    key: [],
    hazard: 'alg-none',
    expiryDefault: 'never',
    example: inMethod(sign, 'Jwts.builder().setSubject("a").compact()'),
  },
  {
    ...shared,
    modules: ['io.jsonwebtoken.security.Keys'],
    shape: { kind: 'call', callee: 'hmacShaKeyFor' },
    call: 'Keys.hmacShaKeyFor',
    role: 'both',
    key: [{ argument: 0 }],
    keyIsHmac: 'always',
    keyEncoding: 'utf8',
    verification: 'pinned',
    expiryDefault: 'never',
    example:
      'import io.jsonwebtoken.security.Keys;\nclass A { Object f() { return Keys.hmacShaKeyFor("«tutorial-value»".getBytes()); } }\n',
  },
  {
    ...shared,
    shape: { kind: 'method', type: 'builder()', method: 'signWith' },
    call: 'Jwts.builder().signWith',
    role: 'sign',
    when: [{ place: { argument: 0 }, is: algorithms }],
    key: [{ argument: 1 }],
    algorithm: [{ argument: 0 }],
    claimCall: 'claim',
    expiry,
    example: inMethod(
      sign,
      'Jwts.builder().setExpiration(new Date()).signWith(SignatureAlgorithm.HS512, "«tutorial»").compact()',
    ),
  },
  {
    ...shared,
    shape: { kind: 'method', type: 'builder()', method: 'signWith' },
    call: 'Jwts.builder().signWith',
    role: 'sign',
    key: [{ argument: 0 }],
    algorithm: [{ argument: 1 }],
    claimCall: 'claim',
    expiry,
    example: inMethod(
      `${sign}\nimport io.jsonwebtoken.security.Keys;`,
      'Jwts.builder().signWith(Keys.hmacShaKeyFor("«tutorial-value»".getBytes()), SignatureAlgorithm.HS256).compact()',
    ),
  },
  ...(['parser()', 'parserBuilder()'] as const).flatMap((type) =>
    ['setSigningKey', 'verifyWith'].map(
      (method): LibraryRow => ({
        ...shared,
        shape: { kind: 'method', type, method },
        call: `Jwts.${type}.${method}`,
        role: 'verify',
        key: [{ argument: 0 }],
        // The type of the key decides the family, its length the least algorithm.
        verification: 'pinned',
        example: inMethod(
          sign,
          `Jwts.${type}.${method}("«tutorial»").build().parseClaimsJws(token).getBody().getSubject()`,
        ),
      }),
    ),
  ),
  // Up to 0.11 `parse` takes tokens without a signature too, whatever key it was given; a handler may refuse them, and so may
  // what reads the claims elsewhere in the file. The others take no signed ones, which nobody means who gives a key.
  ...(
    [
      ['parser()', 'parse'],
      ['parserBuilder()', 'parse'],
      ['parser()', 'parseClaimsJwt'],
      ['parserBuilder()', 'parseClaimsJwt'],
    ] as const
  ).flatMap(([type, method]): readonly LibraryRow[] => {
    const parsing: LibraryRow = {
      ...shared,
      shape: { kind: 'method', type, method },
      call: `Jwts.${type}.${method}`,
      role: 'verify',
      without: type === 'parser()' ? ['build'] : [],
      key: [{ chain: 'setSigningKey', argument: 0 }],
      verification: 'pinned',
      example: inMethod(
        'import io.jsonwebtoken.Jwts;',
        `Jwts.${type}.setSigningKey("«tutorial»")${type === 'parser()' ? '' : '.build()'}.${method}(token, new A()).getBody().toString()`,
      ),
    };
    const handled: LibraryRow = {
      ...parsing,
      when: [{ place: { argument: 1 }, is: /./ }],
    };
    return [
      handled,
      {
        ...parsing,
        ...(method === 'parse' && { inFiles: { text: readsUnsigned } }),
        hazard: 'alg-none',
        example: parsing.example.replace(', new A()', ''),
      },
    ];
  }),
  // They take tokens without a signature, and no others.
  ...(['parser()', 'parserBuilder()'] as const).flatMap((type) =>
    ['parseClaimsJwt', 'parsePlaintextJwt', 'parseUnsecuredClaims', 'parseUnsecuredContent'].map(
      (method): LibraryRow => ({
        ...shared,
        shape: { kind: 'method', type, method },
        call: `Jwts.${type}.${method}`,
        role: 'verify',
        key: [],
        onlyDecodes: true,
        example:
          'import io.jsonwebtoken.Jwts;\n' +
          `class A { String currentUser(String token) { return Jwts.${type}.build().${method}(token).getBody().getSubject(); } }\n`,
      }),
    ),
  ),
  ...(['parser()', 'parserBuilder()'] as const).map(
    (type): LibraryRow => ({
      ...shared,
      shape: { kind: 'method', type, method: 'unsecured' },
      call: `Jwts.${type}.unsecured`,
      role: 'verify',
      key: [{ argument: 0 }],
      isKeyOptional: true,
      hazards: [],
      verification: 'open',
      example: inMethod(sign, `Jwts.${type}.unsecured().build().parse(token).getBody().toString()`),
    }),
  ),
];
