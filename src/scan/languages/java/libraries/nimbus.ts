// Rows of nimbus-jose-jwt (MACSigner, MACVerifier), Spring Security on top of it, and the JCA.
import type { LibraryRow } from '../../../libraries/row.ts';

export const nimbusRows: readonly LibraryRow[] = [
  ...(['MACSigner', 'MACVerifier'] as const).map(
    (type): LibraryRow => ({
      library: 'nimbus-jose-jwt',
      modules: ['com.nimbusds.jose.crypto'],
      shape: { kind: 'new', type },
      call: `new ${type}`,
      role: type === 'MACSigner' ? 'sign' : 'verify',
      kind: 'jwt',
      key: [{ argument: 0 }],
      keyIsHmac: 'always',
      keyEncoding: 'utf8',
      ...(type === 'MACVerifier' && { verification: 'pinned' }),
      expiryDefault: 'never',
      example: `import com.nimbusds.jose.crypto.*;\nclass A { Object a = new ${type}("«tutorial-value»"); }\n`,
    }),
  ),
  // Who has the key that encrypts a token can make one.
  ...(['DirectEncrypter', 'DirectDecrypter', 'AESEncrypter', 'AESDecrypter'] as const).map(
    (type): LibraryRow => ({
      library: 'nimbus-jose-jwt',
      modules: ['com.nimbusds.jose.crypto'],
      shape: { kind: 'new', type },
      call: `new ${type}`,
      role: type.endsWith('Encrypter') ? 'sign' : 'verify',
      kind: 'jwt',
      key: [{ argument: 0 }],
      keyEncoding: 'utf8',
      derivesKey: true,
      ...(type.endsWith('Decrypter') && { verification: 'pinned' }),
      expiryDefault: 'never',
      example: `import com.nimbusds.jose.crypto.*;\nclass A { Object a = new ${type}("«tutorial-value»".getBytes()); }\n`,
    }),
  ),
  // Claims are made apart from what signs them.
  {
    library: 'spring-security',
    modules: ['org.springframework.security.oauth2.jwt.JwtClaimsSet'],
    shape: { kind: 'method', type: 'builder()', method: 'build' },
    call: 'JwtClaimsSet.builder().build',
    role: 'sign',
    kind: 'jwt',
    key: [],
    isKeyOptional: true,
    keyEncoding: 'utf8',
    inFiles: { text: /\bJwtEncoderParameters\b/ },
    expiry: [
      { chain: 'expiresAt', argument: 0 },
      { chain: 'claims', argument: 0 },
    ],
    expiryNumber: 'moment',
    example:
      'import org.springframework.security.oauth2.jwt.*;\nclass A { JwtEncoder encoder; Object a() { JwtClaimsSet c = JwtClaimsSet.builder().subject("a").build(); return encoder.encode(JwtEncoderParameters.from(c)); } }\n',
  },
  {
    library: 'nimbus-jose-jwt',
    modules: ['com.nimbusds.jwt.JWTClaimsSet'],
    shape: { kind: 'method', type: 'Builder', method: 'build' },
    call: 'new JWTClaimsSet.Builder().build',
    role: 'sign',
    kind: 'jwt',
    key: [],
    isKeyOptional: true,
    keyEncoding: 'utf8',
    inFiles: { text: /\bMACSigner\b/ },
    expiry: [{ chain: 'expirationTime', argument: 0 }],
    expiryNumber: 'moment',
    example:
      'import com.nimbusds.jose.crypto.MACSigner;\nimport com.nimbusds.jwt.JWTClaimsSet;\nclass A { Object a() { return new JWTClaimsSet.Builder().subject("a").build(); } }\n',
  },
  {
    library: 'spring-security',
    modules: ['org.springframework.security.oauth2.jwt.NimbusJwtDecoder'],
    shape: { kind: 'call', callee: 'withSecretKey' },
    call: 'NimbusJwtDecoder.withSecretKey',
    role: 'verify',
    kind: 'jwt',
    key: [{ argument: 0 }],
    keyIsHmac: 'always',
    keyEncoding: 'utf8',
    defaultAlgorithm: 'HS256',
    verification: 'pinned',
    example:
      'import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;\nimport javax.crypto.spec.SecretKeySpec;\n' +
      'class A { Object a() { return NimbusJwtDecoder.withSecretKey(new SecretKeySpec("«tutorial-value»".getBytes(), "HmacSHA256")).build(); } }\n',
  },
  {
    library: 'spring-security',
    modules: ['org.springframework.security.oauth2.jwt'],
    shape: { kind: 'new', type: 'NimbusJwtEncoder' },
    call: 'new NimbusJwtEncoder',
    role: 'sign',
    kind: 'jwt',
    key: [{ argument: 0 }],
    keyEncoding: 'utf8',
    defaultAlgorithm: 'HS256',
    expiryDefault: 'unknown',
    example:
      'import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;\nimport com.nimbusds.jose.jwk.source.ImmutableSecret;\n' +
      'class A { Object a() { return new NimbusJwtEncoder(new ImmutableSecret<>("«tutorial-value»".getBytes())); } }\n',
  },
  {
    library: 'spring-security-oauth2',
    modules: ['org.springframework.security.oauth2.provider.token.store.JwtAccessTokenConverter.#'],
    shape: { kind: 'call', callee: 'setSigningKey' },
    call: 'JwtAccessTokenConverter.setSigningKey',
    role: 'both',
    kind: 'jwt',
    key: [{ argument: 0 }],
    keyEncoding: 'utf8',
    defaultAlgorithm: 'HS256',
    verification: 'pinned',
    expiryDefault: 'unknown',
    example:
      'import org.springframework.security.oauth2.provider.token.store.JwtAccessTokenConverter;\n' +
      'class A { void a() { JwtAccessTokenConverter c = new JwtAccessTokenConverter(); c.setSigningKey("«tutorial-value»"); } }\n',
  },
  {
    library: 'JCA',
    modules: ['javax.crypto.spec'],
    shape: { kind: 'new', type: 'SecretKeySpec' },
    call: 'new SecretKeySpec',
    role: 'both',
    kind: 'hmac',
    when: [
      {
        place: { argument: 1 },
        is: [
          'HmacSHA256',
          'HmacSHA384',
          'HmacSHA512',
          'HMACSHA256',
          'HS256',
          'HS512',
          'HmacSha256',
        ],
      },
    ],
    key: [{ argument: 0 }],
    keyEncoding: 'utf8',
    algorithm: [{ argument: 1 }],
    algorithmNames: 'hash',
    example:
      'import javax.crypto.spec.SecretKeySpec;\nclass A { Object a() { return new SecretKeySpec("«tutorial-value»".getBytes(), "HmacSHA256"); } }\n',
  },
];
