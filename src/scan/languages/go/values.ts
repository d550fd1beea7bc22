// What calls of Go's standard library and of Viper are as values.
import type { ValueRow } from '../../libraries/value-row.ts';

const inFunction = (imports: string, value: string): string =>
  `package a\nimport "${imports}"\nvar key = «${value}»\n`;

const viperReads = ['Get', 'GetString', 'MustGetString'].flatMap((name) =>
  ['', '.Viper.#', '.New.()', '.GetViper.()', '.Sub.()'].map(
    (receiver) => `github.com/spf13/viper${receiver}.${name}`,
  ),
);

export const goValues: readonly ValueRow[] = [
  {
    path: ['os.Getenv', 'os.LookupEnv', 'syscall.Getenv'],
    is: 'env',
    name: 0,
    example: inFunction('os', 'os.Getenv("JWT_SECRET")'),
  },
  { path: 'os.Environ.()', is: 'environment', example: inFunction('os', 'os.Environ()') },
  {
    path: ['os.ReadFile', 'io/ioutil.ReadFile'],
    is: 'file',
    name: 0,
    example: inFunction('os', 'os.ReadFile("jwt.key")'),
  },
  ...['StdEncoding', 'RawStdEncoding', 'URLEncoding', 'RawURLEncoding'].flatMap(
    (name): ValueRow[] => {
      const encoding = name.includes('URL') ? 'base64url' : 'base64';
      return [
        {
          path: `encoding/base64.${name}.DecodeString`,
          is: 'decoded',
          of: 0,
          encoding,
          example: inFunction('encoding/base64', `base64.${name}.DecodeString("dHV0b3JpYWw=")`),
        },
        {
          path: `encoding/base64.${name}.EncodeToString`,
          is: 'encoded',
          of: 0,
          encoding,
          example: inFunction(
            'encoding/base64',
            `base64.${name}.EncodeToString([]byte("tutorial"))`,
          ),
        },
      ];
    },
  ),
  {
    path: ['flag.String', 'github.com/spf13/pflag.String'],
    is: 'fallback',
    first: 'receiver',
    second: 1,
    example: inFunction('flag', 'flag.String("jwt-secret", "tutorial", "signs tokens")'),
  },
  {
    path: ['Flags', 'PersistentFlags', 'LocalFlags'].map(
      (name) => `github.com/spf13/cobra.Command.#.${name}.().String`,
    ),
    is: 'fallback',
    first: 'receiver',
    second: 1,
    example:
      'package a\nimport "github.com/spf13/cobra"\nvar run = &cobra.Command{}\n' +
      'var key = «run.Flags().String("jwt-secret", "tutorial", "signs tokens")»\n',
  },
  ...(['StringVar', 'StringVarP'] as const).map(
    (name): ValueRow => ({
      path: [`flag.${name}`, `*.${name}`],
      is: 'fallback',
      first: 'receiver',
      second: name === 'StringVar' ? 2 : 3,
      fills: 0,
      example: `package a\nimport "github.com/spf13/pflag"\nvar key string\nfunc f() { «pflag.${name}(&key, "jwt-secret", ${name === 'StringVar' ? '' : '"s", '}"tutorial", "signs tokens")» }\n`,
    }),
  ),
  {
    path: 'fmt.Sprintf',
    is: 'formatted',
    format: 0,
    example: inFunction('fmt', 'fmt.Sprintf("tutorial-%d", 4)'),
  },
  {
    path: 'encoding/hex.DecodeString',
    is: 'decoded',
    of: 0,
    encoding: 'hex',
    example: inFunction('encoding/hex', 'hex.DecodeString("7475746f7269616c")'),
  },
  {
    path: 'encoding/hex.EncodeToString',
    is: 'encoded',
    of: 0,
    encoding: 'hex',
    example: inFunction('encoding/hex', 'hex.EncodeToString([]byte("tutorial"))'),
  },
  ...[
    'md5.Sum',
    'sha1.Sum',
    'sha256.Sum256',
    'sha256.Sum224',
    'sha512.Sum512',
    'sha512.Sum384',
  ].map(
    (name): ValueRow => ({
      path: `crypto/${name}`,
      is: 'hashed',
      of: 0,
      by: name.replace(/\..*$/, ''),
      example: inFunction(`crypto/${name.replace(/\..*$/, '')}`, `${name}([]byte("tutorial"))`),
    }),
  ),
  {
    path: [
      ...['Int', 'Intn', 'Int63', 'Int31', 'Int31n', 'Int63n', 'Uint32', 'Uint64', 'Float64'],
      ...['Perm', 'IntN', 'N'],
    ].flatMap((name) => [
      `math/rand.${name}`,
      `math/rand/v2.${name}`,
      `math/rand.New.().${name}`,
      `math/rand.Rand.#.${name}`,
    ]),
    is: 'generated',
    by: 'math/rand',
    isCryptographic: false,
    example: inFunction('math/rand', 'rand.Intn(9)'),
  },
  {
    path: ['crypto/rand.Text', 'crypto/rand.Int', 'crypto/rand.Prime'],
    is: 'generated',
    by: 'crypto/rand',
    isCryptographic: true,
    example: inFunction('crypto/rand', 'rand.Text()'),
  },
  {
    path: 'github.com/gorilla/securecookie.GenerateRandomKey',
    is: 'generated',
    by: 'securecookie.GenerateRandomKey',
    isCryptographic: true,
    bytes: 0,
    example: inFunction('github.com/gorilla/securecookie', 'securecookie.GenerateRandomKey(32)'),
  },
  {
    path: [
      ...['New', 'NewString', 'Must', 'NewUUID', 'NewRandom'].map(
        (name) => `github.com/google/uuid.${name}`,
      ),
      ...[
        'github.com/satori/go.uuid.NewV4',
        'github.com/gofrs/uuid.NewV4',
        'github.com/rs/xid.New',
      ],
    ],
    is: 'generated',
    by: 'uuid',
    isCryptographic: false,
    example: inFunction('github.com/google/uuid', 'uuid.NewString()'),
  },
  {
    path: 'os.Hostname',
    is: 'generated',
    by: 'the name of the machine',
    isCryptographic: false,
    from: 'fixed',
    example: inFunction('os', 'os.Hostname()'),
  },
  {
    path: ['os.Getpid', 'os.Getppid'],
    is: 'generated',
    by: 'the number of the process',
    isCryptographic: false,
    from: 'fixed',
    example: inFunction('os', 'os.Getpid()'),
  },
  {
    path: ['FormatInt', 'FormatUint', 'FormatFloat', 'Itoa', 'Quote'].map(
      (name) => `strconv.${name}`,
    ),
    is: 'same',
    of: 0,
    example: inFunction('strconv', 'strconv.Itoa(4)'),
  },
  {
    path: ['time.Now.().Unix', 'time.Now.().UnixNano', 'time.Now.().UnixMilli'],
    is: 'generated',
    by: 'time.Now',
    isCryptographic: false,
    example: inFunction('time', 'time.Now().Unix()'),
  },
  {
    path: [
      'fmt.Sprint',
      'strings.TrimSpace',
      'strings.Trim',
      'strings.TrimRight',
      'strings.TrimSuffix',
    ],
    is: 'same',
    of: 0,
    example: inFunction('strings', 'strings.TrimSpace("tutorial")'),
  },
  {
    path: 'strings.Repeat',
    is: 'repeated',
    of: 0,
    times: 1,
    example: inFunction('strings', 'strings.Repeat("tutorial", 4)'),
  },
  {
    path: 'cmp.Or',
    is: 'fallback',
    first: 0,
    second: 1,
    example: inFunction('cmp', 'cmp.Or(load(), "tutorial")'),
  },
  {
    path: viperReads,
    is: 'setting',
    name: 0,
    example: inFunction('github.com/spf13/viper', 'viper.GetString("jwt.secret")'),
  },
  {
    path: ['math/rand.Read', 'math/rand.Rand.#.Read'],
    is: 'generated',
    by: 'math/rand',
    isCryptographic: false,
    fills: 0,
    example:
      'package a\nimport "math/rand"\nfunc f() { var key []byte; «rand.Read(key)»; g(key) }\n',
  },
  {
    path: 'crypto/rand.Read',
    is: 'generated',
    by: 'crypto/rand',
    isCryptographic: true,
    fills: 0,
    example:
      'package a\nimport "crypto/rand"\nfunc f() { var key []byte; «rand.Read(key)»; g(key) }\n',
  },
  // A private key, from its text to what signs: the block of a PEM, and what is parsed of it.
  {
    path: [
      'encoding/pem.Decode',
      'crypto/x509.ParsePKCS8PrivateKey',
      'crypto/x509.ParsePKCS1PrivateKey',
      'crypto/x509.ParseECPrivateKey',
    ],
    is: 'same',
    of: 0,
    example: inFunction('encoding/pem', 'pem.Decode([]byte("tutorial"))'),
  },
  {
    path: 'encoding/pem.Decode.().Bytes',
    is: 'same',
    of: 'receiver',
    example: inFunction('encoding/pem', 'pem.Decode([]byte("tutorial")).Bytes'),
  },
  {
    path: [
      '*.ParseRSAPrivateKeyFromPEM',
      '*.ParseECPrivateKeyFromPEM',
      '*.ParseEdPrivateKeyFromPEM',
    ],
    is: 'same',
    of: 0,
    example: inFunction(
      'github.com/golang-jwt/jwt/v5',
      'jwt.ParseRSAPrivateKeyFromPEM([]byte("tutorial"))',
    ),
  },
  {
    path: '*.String',
    is: 'same',
    of: 'receiver',
    example: inFunction('time', 'time.Now().Unix().String()'),
  },
];
