// Values made at run time: which calls generate, how good they are, and how many bytes they draw.
import type { Generated } from '../../../model/expression.ts';
import { childOf, type SyntaxNode, walk } from '../syntax.ts';
import { bitsOfKey, bitsOfNumber, bytesAt, type Drawn, lengthOfArray, letters } from './drawn.ts';
import { dottedName, originOf } from './origin.ts';
import { at, nodesOf, type Reading, textOf } from './reading.ts';
import { argumentsOf } from './shapes.ts';

interface Generator {
  /** Origin's module; `''` for globals. */
  readonly module: RegExp;
  readonly path: RegExp;
  readonly by: string;
  readonly isCryptographic: boolean;
  /** How much a call draws. */
  readonly drawn?: (reading: Reading, call: SyntaxNode) => Drawn;
  readonly from?: Generated['from'];
}

const alphanumeric = Math.log2(62);

/** UUIDs count as non-cryptographic: their form says what they are (libraries.md section 11). */
const generators: readonly Generator[] = [
  { module: /^$/, path: /^Math\.random$/, by: 'Math.random', isCryptographic: false },
  {
    module: /^$/,
    path: /^(?:Date\.now|performance\.now|process\.hrtime(?:\.bigint)?|process\.uptime)$/,
    by: 'Date.now',
    isCryptographic: false,
  },
  {
    module: /^(?:os|)$/,
    path: /^(?:os\.)?(?:hostname|userInfo|networkInterfaces|machine|release)$/,
    by: 'the name of the machine',
    isCryptographic: false,
    from: 'fixed',
  },
  {
    module: /^$/,
    path: /^process\.cwd$/,
    by: 'the path of the program',
    isCryptographic: false,
    from: 'fixed',
  },
  {
    module: /^node-machine-id$/,
    path: /^machineId(?:Sync)?$/,
    by: 'the name of the machine',
    isCryptographic: false,
    from: 'fixed',
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
  {
    module: /^nanoid\/non-secure$/,
    path: /^(?:nanoid|customAlphabet(?:\.\(\))?)$/,
    by: 'nanoid/non-secure',
    isCryptographic: false,
  },
  // Its 64 letters are drawn from the generator of the platform.
  {
    module: /^nanoid$/,
    path: /^(?:nanoid)?$/,
    by: 'nanoid',
    isCryptographic: true,
    drawn: letters(6, 21),
  },
  {
    module: /^randomstring$/,
    path: /^generate$/,
    by: 'randomstring',
    isCryptographic: true,
    drawn: letters(alphanumeric, 32),
  },
  {
    module: /^(?:rand-token|uid2)$/,
    path: /^(?:generate|uid|)$/,
    by: 'random letters',
    isCryptographic: true,
    drawn: letters(alphanumeric, 16),
  },
  {
    module: /^crypto-random-string$/,
    path: /^(?:cryptoRandomString|async)?$/,
    by: 'crypto-random-string',
    isCryptographic: true,
    drawn: letters(4, 0),
  },
  {
    module: /^secure-random-string$/,
    path: /^$/,
    by: 'secure-random-string',
    isCryptographic: true,
    drawn: letters(6, 32),
  },
  {
    module: /^uid-safe$/,
    path: /^(?:sync)?$/,
    by: 'uid-safe',
    isCryptographic: true,
    drawn: bytesAt(0),
  },
  {
    module:
      /^(?:shortid|cuid|@paralleldrive\/cuid2|ulid|ksuid|xid-js|hyperid|uniqid|random-string|randomatic)$/,
    path: /^[\w.]*$/,
    by: 'id generator',
    isCryptographic: false,
  },
  {
    module: /^(?:seedrandom|random-seed|alea|mersenne-twister|random-js|pure-rand|prando)$/,
    path: /^/,
    by: 'a generator that is seeded',
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
    module: /^(?:crypto|)$/,
    path: /^(?:crypto\.)?(?:randomBytes|pseudoRandomBytes)$/,
    by: 'crypto.randomBytes',
    isCryptographic: true,
    drawn: bytesAt(0),
  },
  {
    module: /^(?:crypto|)$/,
    path: /^(?:crypto\.)?randomInt$/,
    by: 'crypto.randomInt',
    isCryptographic: true,
    drawn: bitsOfNumber,
  },
  {
    module: /^(?:crypto|)$/,
    path: /^(?:(?:globalThis|window|self)\.)?(?:crypto\.)?(?:webcrypto\.)?(?:generateKeySync|generateKey|subtle\.generateKey)$/,
    by: 'crypto.generateKey',
    isCryptographic: true,
    drawn: bitsOfKey,
  },
  {
    module: /^(?:crypto|)$/,
    path: /^(?:(?:globalThis|window|self)\.)?(?:crypto\.)?(?:webcrypto\.)?(?:getRandomValues|randomFillSync)$/,
    by: 'crypto.getRandomValues',
    isCryptographic: true,
    drawn: bytesAt(0),
  },
  { module: /^jose$/, path: /^generateSecret$/, by: 'jose.generateSecret', isCryptographic: true },
  {
    module:
      /^(?:unique-string|secure-random|@noble\/hashes\/utils|oslo\/crypto|@oslojs\/crypto|tweetnacl|libsodium-wrappers|csprng|crypto-random)$/,
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
  return {
    kind: 'generated',
    by: generator.by,
    isCryptographic: generator.isCryptographic,
    ...generator.drawn?.(reading, call),
    ...(generator.from && { from: generator.from }),
    at: at(reading, call),
  };
}

function named(reading: Reading, call: SyntaxNode, by: string): Generated {
  const isCryptographic = by === 'crypto.randomBytes';
  return {
    kind: 'generated',
    by,
    isCryptographic,
    ...(isCryptographic && bytesAt(0)(reading, call)),
    at: at(reading, call),
  };
}

/** An array of bytes that the file fills with random ones: `crypto.getRandomValues(array)`. */
export function filledArray(reading: Reading, node: SyntaxNode): Generated | undefined {
  const bytes = lengthOfArray(reading, node);
  if (bytes === undefined || node.type !== 'identifier') return undefined;
  const name = textOf(reading, node);
  const fill = nodesOf(reading, 'call_expression').find((call) => {
    const callee = childOf(call, 'function');
    const [first] = argumentsOf(call);
    return (
      callee !== undefined &&
      first?.type === 'identifier' &&
      textOf(reading, first) === name &&
      /(?:^|\.)(?:getRandomValues|randomFillSync|randomFill)$/.test(textOf(reading, callee))
    );
  });
  return fill && generatedBy(reading, fill);
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
