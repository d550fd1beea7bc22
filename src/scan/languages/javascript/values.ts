// What calls and members are as values in JavaScript: the environment, conversions between text and bytes.
import type { Encoding } from '../../../model/expression.ts';
import type { ValueRow } from '../../libraries/value-row.ts';
import { generatorValues } from './generator-values.ts';
import { madeValues } from './made-values.ts';
import { everywhere, imported, set } from './value-examples.ts';

const environments: readonly ValueRow[] = [
  {
    path: [
      ...['process.env', 'globalThis.process.env', 'global.process.env', 'window.process.env'],
      ...['import.meta.env', 'Bun.env', 'bun.env', 'Deno.env.toObject.()'],
    ],
    is: 'environment',
    example: set('process.env'),
  },
  {
    path: ['static', 'dynamic'].flatMap((how) =>
      ['private', 'public'].flatMap((who) => [`$env/${how}/${who}`, `$env/${how}/${who}.env`]),
    ),
    is: 'environment',
    example: set('env.JWT_SECRET', imported('{ env }', '$env/dynamic/private')),
  },
  {
    path: ['astro:env/server', 'astro:env/client', 'cloudflare:workers', 'cloudflare:workers.env'],
    is: 'environment',
    example: set('env.JWT_SECRET', imported('{ env }', 'cloudflare:workers')),
  },
  {
    path: ['dotenv', 'dotenv-flow', 'dotenv-safe', 'dotenv-expand'].map(
      (module) => `${module}.config.().parsed`,
    ),
    is: 'environment',
    example: set('config().parsed', imported('{ config }', 'dotenv')),
  },
  {
    path: 'hono/adapter.env.()',
    is: 'environment',
    example: set('env(c).JWT_SECRET', imported('{ env }', 'hono/adapter')),
  },
  {
    // https://firebase.google.com/docs/functions/config-env#params
    path: ['defineString', 'defineSecret'].map((name) => `firebase-functions/params.${name}`),
    is: 'env',
    name: 0,
    fallback: { keyword: 'default', argument: 1 },
    example: set(
      "defineString('JWT_SECRET', { default: 'a' })",
      imported('{ defineString }', 'firebase-functions/params'),
    ),
  },
  {
    path: ['defineString', 'defineSecret'].map(
      (name) => `firebase-functions/params.${name}.().value`,
    ),
    is: 'same',
    of: 'receiver',
    example: set(
      "defineSecret('JWT_SECRET').value()",
      imported('{ defineSecret }', 'firebase-functions/params'),
    ),
  },
];

/** Bytes of a text, and texts of bytes. */
const conversions: readonly ValueRow[] = [
  {
    path: everywhere('atob'),
    is: 'decoded',
    encoding: 'base64',
    of: 0,
    example: set('atob(process.env.KEY)'),
  },
  {
    path: everywhere('btoa'),
    is: 'encoded',
    encoding: 'base64',
    of: 0,
    example: set('btoa(process.env.KEY)'),
  },
  {
    path: ['TextEncoder.#.encode', 'util.TextEncoder.#.encode'],
    is: 'decoded',
    encoding: 'utf8',
    of: 0,
    example: set('new TextEncoder().encode(process.env.KEY)'),
  },
  {
    path: ['TextDecoder.#.decode', 'util.TextDecoder.#.decode'],
    is: 'encoded',
    encoding: 'utf8',
    of: 0,
    example: set('new TextDecoder().decode(process.env.KEY)'),
  },
  {
    path: [
      'jose.base64url.decode',
      'jose.decode',
      'jose/util/base64url.decode',
      'jose/base64url.decode',
    ],
    is: 'decoded',
    encoding: 'base64url',
    of: 0,
    example: set('base64url.decode(process.env.KEY)', imported('{ base64url }', 'jose')),
  },
  {
    path: [
      'jose.base64url.encode',
      'jose.encode',
      'jose/util/base64url.encode',
      'jose/base64url.encode',
    ],
    is: 'encoded',
    encoding: 'base64url',
    of: 0,
    example: set('base64url.encode(process.env.KEY)', imported('{ base64url }', 'jose')),
  },
  {
    path: 'jose.JWK.asKey',
    is: 'same',
    of: 0,
    example: set('JWK.asKey(process.env.KEY)', imported('{ JWK }', 'jose')),
  },
  ...(
    [
      ['Utf8', 'utf8'],
      ['Base64', 'base64'],
      ['Base64url', 'base64url'],
      ['Hex', 'hex'],
      ['Latin1', 'latin1'],
    ] satisfies [string, Encoding][]
  ).map(
    ([name, encoding]): ValueRow => ({
      path: [`crypto-js.enc.${name}.parse`, `crypto-es.enc.${name}.parse`],
      is: 'decoded',
      encoding,
      of: 0,
      example: set(
        `CryptoJS.enc.${name}.parse(process.env.KEY)`,
        imported('CryptoJS', 'crypto-js'),
      ),
    }),
  ),
  ...['base64url', 'js-base64', 'base-64', 'b64u-lite'].flatMap((module): readonly ValueRow[] => {
    const encoding = module === 'base64url' ? 'base64url' : 'base64';
    const below = (names: readonly string[]): readonly string[] =>
      names.flatMap((name) => [`${module}.${name}`, `${module}.Base64.${name}`]);
    return [
      {
        path: below(['decode', 'toBuffer', 'fromBase64', 'toUint8Array']),
        is: 'decoded',
        encoding,
        of: 0,
        example: set('coder.decode(process.env.KEY)', imported('coder', module)),
      },
      {
        path: below(['encode', 'toBase64']),
        is: 'encoded',
        encoding,
        of: 0,
        example: set('coder.encode(process.env.KEY)', imported('coder', module)),
      },
    ];
  }),
  {
    path: ['md5', 'blueimp-md5', 'js-md5', 'js-md5.md5'],
    is: 'hashed',
    by: 'md5',
    of: 0,
    example: set("require('md5')('tutorial')"),
  },
  {
    path: 'clipanion.Option.String',
    is: 'fallback',
    first: 'receiver',
    second: 1,
    example: set("Option.String('--jwt-secret', 'tutorial')", imported('{ Option }', 'clipanion')),
  },
  {
    path: 'base64url',
    is: 'encoded',
    encoding: 'base64url',
    of: 0,
    example: set('base64url(process.env.KEY)', imported('base64url', 'base64url')),
  },
];

/** Effect's `Config.string('JWT_SECRET')`. */
const effect: readonly ValueRow[] = [
  {
    path: ['string', 'nonEmptyString', 'redacted', 'secret'].flatMap((name) => [
      `effect.Config.${name}`,
      `effect/Config.${name}`,
    ]),
    is: 'env',
    name: 0,
    example: set("Config.string('JWT_SECRET')", imported('{ Config }', 'effect')),
  },
  {
    path: ['effect.Redacted.make', 'effect/Redacted.make', 'effect.Redacted.value'],
    is: 'same',
    of: 0,
    example: set('Redacted.make(process.env.KEY)', imported('{ Redacted }', 'effect')),
  },
];

/** All of them. */
export const javascriptValues: readonly ValueRow[] = [
  ...environments,
  ...effect,
  ...generatorValues,
  ...conversions,
  ...madeValues,
];
