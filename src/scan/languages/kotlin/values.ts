// What calls that only Kotlin programs have are as values: Ktor's settings, the standard library.
import type { ValueRow } from '../../libraries/value-row.ts';

export const kotlinValues: readonly ValueRow[] = [
  {
    path: ['*.readText', '*.readBytes'],
    is: 'file',
    name: 'receiver',
    example: 'import java.io.File\nclass A { val key = «File("jwt.key").readText()» }\n',
  },
  {
    path: ['mapOf', 'hashMapOf', 'linkedMapOf', 'mutableMapOf'],
    is: 'map',
    given: 'pairs',
    example: 'class A { val key = «mapOf("jwt" to "tutorial")» }\n',
  },
  {
    path: [
      ...[
        'environment',
        'this.environment',
        'application.environment',
        'call.application.environment',
      ].flatMap((receiver) => [`${receiver}.config.property`, `${receiver}.config.propertyOrNull`]),
      'io.ktor.server.config.ApplicationConfig.#.property',
    ],
    is: 'setting',
    name: 0,
    example: 'fun key(): Any {\n  return «environment.config.property("jwt.secret")»\n}\n',
  },
  {
    path: [
      ...['environment', 'this.environment', 'application.environment'].map(
        (receiver) => `${receiver}.config.config`,
      ),
      'io.ktor.server.config.ApplicationConfig.#.config',
    ],
    is: 'setting',
    name: 0,
    example: 'fun key(): Any {\n  return «environment.config.config("jwt")»\n}\n',
  },
  {
    path: ['*.property', '*.propertyOrNull'],
    receiver: /(?:^|\.)\w{0,40}[cC]onfig$/,
    is: 'setting',
    name: 0,
    example:
      'fun key(): Any {\n  val jwtConfig = environment.config.config("jwt")\n  return «jwtConfig.property("secret")»\n}\n',
  },
  {
    path: 'io.ktor.util.hex',
    is: 'decoded',
    of: 0,
    encoding: 'hex',
    example: 'import io.ktor.util.*\nclass A { val key = «hex("746f6b656e")» }\n',
  },
  {
    path: ['*.getString', '*.toString', '*.toKotlinString'],
    is: 'same',
    of: 'receiver',
    example:
      'fun key(): Any {\n  return «environment.config.property("jwt.secret").getString()»\n}\n',
  },
  {
    path: ['*.random', '*.shuffled'],
    is: 'generated',
    by: 'kotlin.random',
    isCryptographic: false,
    example: "class A { val key = «('a'..'z').random()» }\n",
  },
  {
    path: ['*.joinToString', '*.joinToString.()'],
    is: 'same',
    of: 'receiver',
    example: 'class A { val key = «listOf("tutorial").joinToString("")» }\n',
  },
  {
    path: ['List', 'CharArray', 'Array'],
    is: 'same',
    of: 1,
    example: 'class A { val key = «List(8) { "tutorial" }» }\n',
  },
  {
    path: ['kotlin.random.Random.nextInt', 'kotlin.random.Random.nextBytes'],
    is: 'generated',
    by: 'kotlin.random',
    isCryptographic: false,
    example: 'import kotlin.random.Random\nclass A { val key = «Random.nextBytes(64)» }\n',
  },
  {
    path: '*.map',
    is: 'same',
    of: 0,
    example: 'class A { val key = «parts.map { "tutorial" }» }\n',
  },
  {
    path: 'kotlin.io.encoding.Base64.decode',
    is: 'decoded',
    of: 0,
    encoding: 'base64',
    example:
      'import kotlin.io.encoding.Base64\nclass A { val key = «Base64.decode("dHV0b3JpYWw=")» }\n',
  },
];
