// What calls that only Scala programs have are as values: the standard library, Play and Typesafe's settings.
import type { ValueRow } from '../../libraries/value-row.ts';

const set = (value: string, imports = ''): string =>
  `${imports}object A { val key = «${value}» }\n`;

export const scalaValues: readonly ValueRow[] = [
  {
    path: 'sys.env.getOrElse',
    is: 'env',
    name: 0,
    fallback: 1,
    example: set('sys.env.getOrElse("JWT_SECRET", "tutorial-value")'),
  },
  {
    path: ['sys.env', 'sys.env.apply', 'sys.env.get'],
    is: 'env',
    name: 0,
    example: set('sys.env("JWT_SECRET")'),
  },
  {
    path: ['scala.util.Properties.envOrElse', 'scala.util.Properties.envOrNone'],
    is: 'env',
    name: 0,
    fallback: 1,
    example: set('Properties.envOrElse("JWT_SECRET", "x")', 'import scala.util.Properties\n'),
  },
  {
    path: ['get', 'getOptional', 'getString', 'getAndValidate'].flatMap((method) => [
      `play.api.Configuration.#.${method}`,
      `com.typesafe.config.Config.#.${method}`,
    ]),
    is: 'setting',
    name: 0,
    example:
      'import play.api.Configuration\nclass A(c: Configuration) { def key = «c.get[String]("jwt.secret")» }\n',
  },
  {
    path: ['getConfig', 'getObject', 'at'].flatMap((method) => [
      `com.typesafe.config.ConfigFactory.load.().${method}`,
      `com.typesafe.config.Config.#.${method}`,
      `play.api.Configuration.#.${method}`,
      `pureconfig.ConfigSource.default.${method}`,
    ]),
    is: 'setting',
    name: 0,
    example:
      'import com.typesafe.config.ConfigFactory\nobject A { val c = ConfigFactory.load()\n val key = «c.getConfig("jwt")» }\n',
  },
  {
    path: [
      'com.typesafe.config.ConfigFactory.load.().getConfig.().getString',
      'com.typesafe.config.Config.#.getConfig.().getString',
      'play.api.Configuration.#.getConfig.().getString',
    ],
    is: 'setting',
    name: 0,
    example:
      'import com.typesafe.config.Config\nclass A(c: Config) { def key = «c.getConfig("jwt").getString("secret")» }\n',
  },
  {
    path: ['*.as', '*.getAs', '*.getString', '*.getOptional'],
    receiver: /(?:^|\.)_?\w*(?:[Cc]onf|[Cc]onfig|[Cc]onfiguration|[Ss]ettings)$/,
    is: 'setting',
    name: 0,
    example: 'class A(config: Config) { def key = «config.as[String]("jwt.secret")» }\n',
  },
  {
    path: 'pureconfig.ConfigSource.default',
    is: 'settings',
    example: 'import pureconfig.ConfigSource\nobject A { val key = «ConfigSource.default» }\n',
  },
  {
    path: ['loadConfig', 'loadConfigOrThrow'].map((method) => `pureconfig.${method}`),
    is: 'settings',
    example:
      'import pureconfig.loadConfigOrThrow\nobject A { val key = «loadConfigOrThrow[Settings]» }\n',
  },
  {
    path: ['Option', 'Some', 'scala.Option', 'Option.apply'],
    is: 'same',
    of: 0,
    example: set('Option("tutorial")'),
  },
  {
    path: ['*.getOrElse', '*.orElse'],
    is: 'fallback',
    first: 'receiver',
    second: 0,
    example: set('Option(System.getenv("JWT_SECRET")).getOrElse("tutorial-value")'),
  },
  {
    path: [
      'scala.util.Random.alphanumeric',
      'scala.util.Random.nextString',
      'scala.util.Random.nextInt',
    ],
    is: 'generated',
    by: 'scala.util.Random',
    isCryptographic: false,
    example: set('Random.nextString(20)', 'import scala.util.Random\n'),
  },
  {
    path: ['*.stripMargin', '*.toCharArray', '*.mkString', '*.take'],
    is: 'same',
    of: 'receiver',
    example: set('"tutorial".stripMargin'),
  },
];
