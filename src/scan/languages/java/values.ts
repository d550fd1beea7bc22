// What calls of the JVM's standard library and of Spring are as values; Kotlin and Scala share them.
import type { ValueRow } from '../../libraries/value-row.ts';

/** A class with one field that is given the marked value. */
const field = (imports: string, value: string): string =>
  `${imports === '' ? '' : `import ${imports};\n`}class A { Object key = «${value}»; }\n`;

const base64 = 'java.util.Base64';

export const javaValues: readonly ValueRow[] = [
  {
    path: 'java.util.Properties.#.getProperty',
    is: 'setting',
    name: 0,
    fallback: 1,
    example:
      'import java.util.Properties;\nclass A { String key = «new Properties().getProperty("jwt.secret")»; }\n',
  },
  { path: 'System.getenv.()', is: 'environment', example: field('', 'System.getenv()') },
  { path: 'System.getenv', is: 'env', name: 0, example: field('', 'System.getenv("JWT_SECRET")') },
  {
    path: ['get', 'getOrDefault', 'getOrElse'].map((name) => `System.getenv.().${name}`),
    is: 'env',
    name: 0,
    fallback: 1,
    example: field('', 'System.getenv().getOrDefault("JWT_SECRET", "tutorial-value")'),
  },
  {
    path: ['System.getProperty', 'Integer.getInteger'],
    is: 'setting',
    name: 0,
    fallback: 1,
    example: field('', 'System.getProperty("jwt.secret", "tutorial-value")'),
  },
  {
    path: [
      'org.springframework.core.env.Environment.#.getProperty',
      'org.springframework.core.env.Environment.#.getRequiredProperty',
      'org.springframework.core.env.ConfigurableEnvironment.#.getProperty',
      'io.micronaut.context.env.Environment.#.getProperty',
      'org.eclipse.microprofile.config.Config.#.getValue',
      'org.eclipse.microprofile.config.ConfigProvider.getConfig.().getValue',
      'com.typesafe.config.Config.#.getString',
      'com.typesafe.config.ConfigFactory.load.().getString',
    ],
    is: 'setting',
    name: 0,
    fallback: 1,
    example:
      'import org.springframework.core.env.Environment;\n' +
      'class A { Environment env; Object key() { return «env.getProperty("jwt.secret", "tutorial-value")»; } }\n',
  },
  ...['getDecoder', 'getMimeDecoder', 'getUrlDecoder'].map(
    (name): ValueRow => ({
      path: `${base64}.${name}.().decode`,
      is: 'decoded',
      of: 0,
      encoding: name === 'getUrlDecoder' ? 'base64url' : 'base64',
      example: field(base64, `Base64.${name}().decode("dHV0b3JpYWw=")`),
    }),
  ),
  ...['getEncoder', 'getUrlEncoder'].map(
    (name): ValueRow => ({
      path: [`${base64}.${name}.().encodeToString`, `${base64}.${name}.().encode`],
      is: 'encoded',
      of: 0,
      encoding: name === 'getUrlEncoder' ? 'base64url' : 'base64',
      example: field(base64, `Base64.${name}().encodeToString("tutorial".getBytes())`),
    }),
  ),
  {
    path: [
      'io.jsonwebtoken.io.Decoders.BASE64.decode',
      'io.jsonwebtoken.impl.TextCodec.BASE64.decode',
      'org.apache.commons.codec.binary.Base64.decodeBase64',
      'org.springframework.util.Base64Utils.decodeFromString',
      'javax.xml.bind.DatatypeConverter.parseBase64Binary',
      'jakarta.xml.bind.DatatypeConverter.parseBase64Binary',
      'cn.hutool.core.codec.Base64.decode',
    ],
    is: 'decoded',
    of: 0,
    encoding: 'base64',
    example: field('io.jsonwebtoken.io.Decoders', 'Decoders.BASE64.decode("dHV0b3JpYWw=")'),
  },
  {
    path: [
      'io.jsonwebtoken.io.Decoders.BASE64URL.decode',
      'io.jsonwebtoken.impl.TextCodec.BASE64URL.decode',
    ],
    is: 'decoded',
    of: 0,
    encoding: 'base64url',
    example: field('io.jsonwebtoken.io.Decoders', 'Decoders.BASE64URL.decode("dHV0b3JpYWw=")'),
  },
  {
    path: [
      'io.jsonwebtoken.io.Encoders.BASE64.encode',
      'org.apache.commons.codec.binary.Base64.encodeBase64String',
      'org.apache.commons.codec.binary.Base64.encodeBase64',
      'org.springframework.util.Base64Utils.encodeToString',
      'javax.xml.bind.DatatypeConverter.printBase64Binary',
      'io.jsonwebtoken.impl.TextCodec.BASE64.encode',
    ],
    is: 'encoded',
    of: 0,
    encoding: 'base64',
    example: field('io.jsonwebtoken.io.Encoders', 'Encoders.BASE64.encode("tutorial".getBytes())'),
  },
  {
    path: [
      'org.apache.commons.codec.binary.Hex.decodeHex',
      'org.bouncycastle.util.encoders.Hex.decode',
      'javax.xml.bind.DatatypeConverter.parseHexBinary',
      'java.util.HexFormat.of.().parseHex',
    ],
    is: 'decoded',
    of: 0,
    encoding: 'hex',
    example: field('java.util.HexFormat', 'HexFormat.of().parseHex("7475746f7269616c")'),
  },
  {
    path: ['*.getBytes', '*.toByteArray', '*.encodeToByteArray'],
    is: 'decoded',
    of: 'receiver',
    encoding: 'utf8',
    example: field('', '"tutorial".getBytes()'),
  },
  {
    path: [
      'String',
      'String.valueOf',
      'Long.toHexString',
      'Long.toString',
      'Integer.toHexString',
      'Integer.toString',
      'Double.toString',
      'java.util.Objects.requireNonNull',
      'java.util.Objects.toString',
    ],
    is: 'same',
    of: 0,
    example: field('', 'String.valueOf("tutorial")'),
  },
  {
    path: ['java.util.Map.of', 'com.google.common.collect.ImmutableMap.of'],
    is: 'map',
    given: 'turns',
    example: field('java.util.Map', 'Map.of("jwt", "tutorial")'),
  },
  {
    path: ['readString', 'readAllBytes'].map((name) => `java.nio.file.Files.${name}`),
    is: 'file',
    name: 0,
    example: field('java.nio.file.Files', 'Files.readString(Path.of("jwt.key"))'),
  },
  {
    path: 'String.format',
    is: 'formatted',
    format: 0,
    example: field('', 'String.format("tutorial-%d", 4)'),
  },
  {
    path: '*.formatted',
    is: 'formatted',
    format: 'receiver',
    example: field('', '"tutorial-%d".formatted(4)'),
  },
  {
    path: '*.repeat',
    is: 'repeated',
    of: 'receiver',
    times: 0,
    example: field('', '"tutorial".repeat(4)'),
  },
  {
    path: [
      '*.toCharArray',
      '*.trim',
      '*.strip',
      '*.intern',
      '*.getEncoded',
      '*.replace',
      '*.substring',
      '*.toUpperCase',
    ],
    is: 'same',
    of: 'receiver',
    example: field('', '"tutorial".trim()'),
  },
  {
    path: '*.concat',
    is: 'joined',
    parts: ['receiver', 0],
    example: field('', '"tuto".concat("rial")'),
  },
  {
    path: [
      'io.jsonwebtoken.security.Keys.hmacShaKeyFor',
      'javax.crypto.spec.SecretKeySpec',
      'com.nimbusds.jose.jwk.source.ImmutableSecret',
      'org.jose4j.keys.HmacKey',
    ],
    is: 'same',
    of: 0,
    example: field('io.jsonwebtoken.security.Keys', 'Keys.hmacShaKeyFor("tutorial".getBytes())'),
  },
  {
    path: ['java.util.Optional.ofNullable', 'java.util.Optional.of'],
    is: 'same',
    of: 0,
    example: field('java.util.Optional', 'Optional.ofNullable("tutorial")'),
  },
  {
    path: ['*.orElse', '*.orElseGet', '*.getOrElse'],
    is: 'fallback',
    first: 'receiver',
    second: 0,
    example: field(
      'java.util.Optional',
      'Optional.ofNullable(System.getenv("A")).orElse("tutorial")',
    ),
  },
  {
    path: [
      'org.apache.commons.codec.digest.DigestUtils.md5Hex',
      'cn.hutool.crypto.SecureUtil.md5',
      'org.springframework.util.DigestUtils.md5DigestAsHex',
    ],
    is: 'hashed',
    of: 0,
    by: 'md5',
    example: field('cn.hutool.crypto.SecureUtil', 'SecureUtil.md5("tutorial")'),
  },
  {
    path: [
      'org.apache.commons.codec.digest.DigestUtils.sha256Hex',
      'com.google.common.hash.Hashing.sha256.().hashString',
    ],
    is: 'hashed',
    of: 0,
    by: 'sha256',
    example: field(
      'org.apache.commons.codec.digest.DigestUtils',
      'DigestUtils.sha256Hex("tutorial")',
    ),
  },
  {
    path: 'java.security.MessageDigest.getInstance.().digest',
    is: 'hashed',
    of: 0,
    by: 'digest',
    example: field(
      'java.security.MessageDigest',
      'MessageDigest.getInstance("MD5").digest("tutorial".getBytes())',
    ),
  },
  {
    path: [
      ...['nextInt', 'nextLong', 'ints', 'nextDouble', 'nextGaussian'].flatMap((name) => [
        `java.util.Random.#.${name}`,
        `java.util.concurrent.ThreadLocalRandom.current.().${name}`,
      ]),
      'java.util.Random',
    ],
    is: 'generated',
    by: 'java.util.Random',
    isCryptographic: false,
    example: field('java.util.Random', 'new Random().nextLong()'),
  },
  {
    path: [
      'Math.random',
      'kotlin.random.Random.nextInt',
      'kotlin.random.Random.nextBytes',
      'kotlin.random.Random.nextLong',
    ],
    is: 'generated',
    by: 'Math.random',
    isCryptographic: false,
    example: field('', 'Math.random()'),
  },
  {
    path: ['getHostName', 'getHostAddress', 'getCanonicalHostName'].map(
      (name) => `java.net.InetAddress.getLocalHost.().${name}`,
    ),
    is: 'generated',
    by: 'the name of the machine',
    isCryptographic: false,
    from: 'fixed',
    example: field('java.net.InetAddress', 'InetAddress.getLocalHost().getHostName()'),
  },
  {
    path: [
      'java.util.UUID.randomUUID',
      'java.util.UUID.nameUUIDFromBytes',
      'cn.hutool.core.util.IdUtil.fastUUID',
      'cn.hutool.core.util.IdUtil.simpleUUID',
    ],
    is: 'generated',
    by: 'UUID.randomUUID',
    isCryptographic: false,
    example: field('java.util.UUID', 'UUID.randomUUID()'),
  },
  {
    path: [
      'System.currentTimeMillis',
      'System.nanoTime',
      'java.time.Instant.now',
      'java.util.Date',
    ],
    is: 'generated',
    by: 'System.currentTimeMillis',
    isCryptographic: false,
    given: 0,
    example: field('', 'System.currentTimeMillis()'),
  },
  {
    path: [
      'org.apache.commons.lang3.RandomStringUtils.randomAlphanumeric',
      'org.apache.commons.lang3.RandomStringUtils.random',
      'org.apache.commons.lang3.RandomStringUtils.randomAlphabetic',
      'cn.hutool.core.util.RandomUtil.randomString',
    ],
    is: 'generated',
    by: 'RandomStringUtils',
    isCryptographic: false,
    example: field(
      'org.apache.commons.lang3.RandomStringUtils',
      'RandomStringUtils.randomAlphanumeric(32)',
    ),
  },
  {
    path: [
      'io.jsonwebtoken.security.Keys.secretKeyFor',
      'javax.crypto.KeyGenerator.getInstance.().generateKey',
      'org.apache.commons.lang3.RandomStringUtils.secure',
    ],
    is: 'generated',
    by: 'Keys.secretKeyFor',
    isCryptographic: true,
    example: field('io.jsonwebtoken.security.Keys', 'Keys.secretKeyFor(alg)'),
  },
  ...['generateSeed', 'nextLong', 'nextInt'].map(
    (name): ValueRow => ({
      path: [
        `java.security.SecureRandom.#.${name}`,
        `java.security.SecureRandom.getInstanceStrong.().${name}`,
      ],
      is: 'generated',
      by: 'SecureRandom',
      isCryptographic: true,
      example: field('java.security.SecureRandom', `new SecureRandom().${name}(32)`),
    }),
  ),
  ...(['java.util.Random', 'java.security.SecureRandom'] as const).map(
    (type): ValueRow => ({
      path: `${type}.#.nextBytes`,
      is: 'generated',
      by: type.replace(/^.*\./, ''),
      isCryptographic: type.includes('Secure'),
      fills: 0,
      example: `import ${type};\nclass A { void f() { byte[] key; «new ${type.replace(/^.*\./, '')}().nextBytes(key)»; g(key); } }\n`,
    }),
  ),
  {
    path: '*.toString',
    is: 'same',
    of: 'receiver',
    example: field('java.util.UUID', 'UUID.randomUUID().toString()'),
  },
  {
    path: [256, 384, 512].map((bits) => `com.auth0.jwt.algorithms.Algorithm.HMAC${bits}`),
    is: 'same',
    of: 0,
    example: field('com.auth0.jwt.algorithms.Algorithm', 'Algorithm.HMAC256("tutorial")'),
  },
];
