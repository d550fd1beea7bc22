// Values made at run time: which calls generate, how good they are, and how many bytes they draw.
import type { Generated } from '../../../model/expression.ts';
import { childOf, type SyntaxNode, walk } from '../syntax.ts';
import { dottedName, originOf } from './origin.ts';
import { at, type Reading, textOf } from './reading.ts';

interface Generator {
  /** Origin's module; `''` for globals. */
  readonly module: RegExp;
  readonly path: RegExp;
  readonly by: string;
  readonly isCryptographic: boolean;
  /** Index of the argument that says how many bytes. */
  readonly bytes?: number;
}

/** UUIDs and nanoid count as non-cryptographic: too few bits, or a form that says so (libraries.md section 11). */
const generators: readonly Generator[] = [
  { module: /^$/, path: /^Math\.random$/, by: 'Math.random', isCryptographic: false },
  {
    module: /^$/,
    path: /^(?:Date\.now|performance\.now|process\.hrtime(?:\.bigint)?|process\.uptime)$/,
    by: 'Date.now',
    isCryptographic: false,
  },
  { module: /^uuid(?:\/v\d)?$/, path: /^(?:v\d(?:\.v\d)?)?$/, by: 'uuid', isCryptographic: false },
  {
    module: /^(?:uuidv4|uuid4|short-uuid|@lukeed\/uuid|uuid-random|node-uuid)$/,
    path: /^[\w.]*$/,
    by: 'uuid',
    isCryptographic: false,
  },
  {
    module: /^(?:crypto|)$/,
    path: /^(?:(?:globalThis\.)?crypto\.)?(?:webcrypto\.)?randomUUID$/,
    by: 'crypto.randomUUID',
    isCryptographic: false,
  },
  { module: /^nanoid(?:\/non-secure)?$/, path: /^nanoid$/, by: 'nanoid', isCryptographic: false },
  {
    module:
      /^(?:shortid|cuid|@paralleldrive\/cuid2|ulid|ksuid|xid-js|hyperid|uniqid|unique-string|randomstring|random-string|randomatic)$/,
    path: /^[\w.]*$/,
    by: 'id generator',
    isCryptographic: false,
  },
  {
    module: /^(?:@faker-js\/faker|faker|chance|casual)$/,
    path: /./,
    by: 'faker',
    isCryptographic: false,
  },
  {
    module: /^lodash(?:\/random|-es)?$/,
    path: /^(?:random|uniqueId|sample|sampleSize|shuffle)?$/,
    by: 'lodash.random',
    isCryptographic: false,
  },
  {
    module: /^crypto$/,
    path: /^(?:randomBytes|pseudoRandomBytes)$/,
    by: 'crypto.randomBytes',
    isCryptographic: true,
    bytes: 0,
  },
  {
    module: /^$/,
    path: /^crypto\.randomBytes$/,
    by: 'crypto.randomBytes',
    isCryptographic: true,
    bytes: 0,
  },
  {
    module: /^crypto$/,
    path: /^(?:generateKeySync|generateKey|randomInt|subtle\.generateKey|webcrypto\.(?:subtle\.generateKey|getRandomValues))$/,
    by: 'crypto.generateKey',
    isCryptographic: true,
  },
  {
    module: /^(?:crypto|)$/,
    path: /^(?:(?:globalThis|window|self)\.)?(?:crypto\.)?(?:webcrypto\.)?(?:getRandomValues|subtle\.generateKey)$/,
    by: 'crypto.getRandomValues',
    isCryptographic: true,
  },
  { module: /^jose$/, path: /^generateSecret$/, by: 'jose.generateSecret', isCryptographic: true },
  {
    module:
      /^(?:crypto-random-string|uid-safe(?:\.sync)?|secure-random|@noble\/hashes\/utils|oslo\/crypto|@oslojs\/crypto|tweetnacl|libsodium-wrappers|csprng|crypto-random)$/,
    path: /./,
    by: 'secure random',
    isCryptographic: true,
  },
];

/** The generator that a call runs, if it is one. */
export function generatedBy(reading: Reading, call: SyntaxNode): Generated | undefined {
  const callee = childOf(call, 'function') ?? childOf(call, 'constructor');
  if (!callee) return undefined;
  const dotted = dottedName(reading, callee);
  const origin = originOf(reading, callee);
  if (!origin) {
    // Injected or unresolved receivers whose method cannot mean anything else.
    return dotted !== undefined && /(?:^|\.)(?:randomBytes|randomUUID)$/.test(dotted)
      ? named(reading, call, /UUID$/.test(dotted) ? 'crypto.randomUUID' : 'crypto.randomBytes')
      : undefined;
  }
  const path = origin.path.join('.');
  const generator = generators.find((one) => one.module.test(origin.module) && one.path.test(path));
  if (!generator) return undefined;
  const bytes =
    generator.bytes === undefined ? undefined : byteCount(reading, call, generator.bytes);
  return {
    kind: 'generated',
    by: generator.by,
    isCryptographic: generator.isCryptographic,
    ...(bytes !== undefined && { bytes }),
    at: at(reading, call),
  };
}

function named(reading: Reading, call: SyntaxNode, by: string): Generated {
  const bytes = byteCount(reading, call, 0);
  const isCryptographic = by === 'crypto.randomBytes';
  return {
    kind: 'generated',
    by,
    isCryptographic,
    ...(isCryptographic && bytes !== undefined && { bytes }),
    at: at(reading, call),
  };
}

function byteCount(reading: Reading, call: SyntaxNode, index: number): number | undefined {
  const argument = childOf(call, 'arguments')?.children[index];
  const bytes = argument?.type === 'number' ? Number(textOf(reading, argument)) : Number.NaN;
  return Number.isSafeInteger(bytes) && bytes > 0 ? bytes : undefined;
}

/** `new Date()` and what is made of it. */
export function isClock(reading: Reading, node: SyntaxNode): boolean {
  const type = childOf(node, 'constructor');
  const origin = type && originOf(reading, type);
  return (
    origin?.module === '' &&
    origin.path.join('.') === 'Date' &&
    (childOf(node, 'arguments')?.children.length ?? 0) === 0
  );
}

/**
 * The generator that a piece of code draws from to build a text: `Math.random` in a loop or in `map`. Looks at
 * calls only; a piece that draws from several is as weak as the weakest.
 */
export function drawsFrom(reading: Reading, node: SyntaxNode): Generated | undefined {
  let found: Generated | undefined;
  walk(node, (inner) => {
    if (inner.type !== 'call_expression') return;
    const generated = generatedBy(reading, inner);
    if (generated && (!found || (found.isCryptographic && !generated.isCryptographic))) {
      found = generated;
    }
  });
  return found;
}
