// Small programs made at random of everything that a value can be followed through - choices, calls, wrappers, classes,
// spreads, modules that pass on each other's names - in circles as often as not: what following them may cost.
import fc from 'fast-check';
import { processorMs } from './processor-time.ts';
import { amount } from './thorough.ts';

/** Files of a program by path. */
export type Program = Readonly<Record<string, string>>;

/** Most definitions of one program. */
export const maxDefinitions = 60;

const kinds = [
  'choice',
  'choices',
  'fallback',
  'environment',
  'call',
  'method',
  'object',
  'spread',
  'list',
  'text',
  'joined',
  'decoded',
  'hashed',
  'property',
  'destructured',
  'function',
  'recursion',
  'wrapper',
  'class',
  'assigned',
] as const;

type Kind = (typeof kinds)[number];

interface Step {
  readonly kind: Kind;
  readonly module: number;
  /** What it refers to, as distances or places among all definitions. */
  readonly to: readonly [number, number, number];
  /** `near`: to one of the next few, as a chain; else to any, itself included. */
  readonly isNear: boolean;
}

interface Plan {
  readonly steps: readonly Step[];
  readonly modules: number;
  /** Pairs of modules: one passes on everything that the other has. */
  readonly passedOn: readonly (readonly [number, number])[];
  /** Where names are imported from: the module that has them, or any. */
  readonly isDirect: boolean;
  /** Only these kinds: long programs of one kind are the hardest. */
  readonly only: readonly Kind[];
}

const anyNumber = fc.nat(1_000);

const plans: fc.Arbitrary<Plan> = fc.record({
  steps: fc.array(
    fc.record({
      kind: fc.constantFrom(...kinds),
      module: anyNumber,
      to: fc.tuple(anyNumber, anyNumber, anyNumber),
      isNear: fc.boolean(),
    }),
    { minLength: 2, maxLength: maxDefinitions, size: 'max' },
  ),
  modules: fc.integer({ min: 1, max: 12 }),
  passedOn: fc.array(fc.tuple(anyNumber, anyNumber), { maxLength: amount(20, 60), size: 'max' }),
  isDirect: fc.boolean(),
  only: fc.uniqueArray(fc.constantFrom(...kinds), { minLength: 1, maxLength: kinds.length }),
});

/** Programs of at most `maxDefinitions` definitions. */
export const programs: fc.Arbitrary<Program> = plans.map(write);

function write(plan: Plan): Program {
  const { steps, modules, only } = plan;
  const texts = Array.from({ length: modules }, () => ['import jwt from "jsonwebtoken";']);
  const imported = texts.map(() => new Set<number>());
  const moduleOf = (n: number): number => (steps[n]?.module ?? 0) % modules;
  for (const [n, step] of steps.entries()) {
    const module = moduleOf(n);
    const names = step.to.map((to) => {
      const target = step.isNear ? n + 1 + (to % 3) : to % steps.length;
      if (target >= steps.length) return `'plainly-fake-secret-${n}'`;
      if (moduleOf(target) !== module) imported[module]?.add(target);
      return `d${target}`;
    });
    const [a = '', b = '', c = ''] = names;
    const kind = only.includes(step.kind) ? step.kind : (only[n % only.length] ?? 'text');
    texts[module]?.push(`${statement(kind, n, a, b, c)}\nexport { d${n} };`);
    if (n % 4 === 0) texts[module]?.push(use(n, a, b, c));
  }
  for (const [from, to] of plan.passedOn) {
    texts[from % modules]?.push(`export * from './m${to % modules}';`);
  }
  for (const [module, targets] of imported.entries()) {
    for (const target of targets) {
      const from = plan.isDirect ? moduleOf(target) : (target + module) % modules;
      texts[module]?.unshift(`import { d${target} } from './m${from}';`);
    }
  }
  return Object.fromEntries(texts.map((lines, n) => [`m${n}.js`, `${lines.join('\n')}\n`]));
}

function statement(kind: Kind, n: number, a: string, b: string, c: string): string {
  const d = `d${n}`;
  switch (kind) {
    case 'choice':
      return `const ${d} = x ? ${a} : ${b};`;
    case 'choices':
      return `const ${d} = x ? ${a} : (y ? ${b} : { key: ${c}, ...${a} });`;
    case 'fallback':
      return `const ${d} = ${a} || ${b} || ${c};`;
    case 'environment':
      return `const ${d} = process.env.SECRET_${n} ?? ${a};`;
    case 'call':
      return `const ${d} = ${a}(${b}, ${c});`;
    case 'method':
      return `const ${d} = new ${a}(${b}).key(${c});`;
    case 'object':
      return `const ${d} = { key: ${a}, secret: ${b}, expiresIn: ${c} };`;
    case 'spread':
      return `const ${d} = { ...${a}, ...${b}, ...${c} };`;
    case 'list':
      return `const ${d} = [${a}, ${b}, ...${c}];`;
    case 'text':
      return `const ${d} = 'plainly-fake-${n}';`;
    case 'joined':
      return `const ${d} = \`\${${a}}-\${${b}}-\${${c}}\`;`;
    case 'decoded':
      return `const ${d} = Buffer.from(x ? ${a} : ${b}, 'hex');`;
    case 'hashed':
      return `const ${d} = require('crypto').createHash('md5').update(${a} || ${b}).digest('hex');`;
    case 'property':
      return `const ${d} = x ? ${a}.key : ${b}.secret.key;`;
    case 'destructured':
      return `const { key: ${d} = ${b} } = ${a};`;
    case 'function':
      return `function ${d}(p, q = ${c}) { if (x) return p; return y ? ${a}(q, p) : ${b}(p, q); }`;
    case 'recursion':
      return `const ${d} = (p) => ${d}(${a}(${b}(p)));`;
    case 'wrapper':
      return `function ${d}(p, q) { ${a}(p, q); ${b}({ ...p }, q); return jwt.sign({ ...p, ...${c} }, q); }`;
    case 'class':
      return `class ${d} extends ${a} { constructor(k) { this.k = k; this.o = ${b}; } key(p) { return x ? this.k : ${c}.key(p, this.o); } }`;
    case 'assigned':
      return `let ${d} = ${a}; ${d} = ${b}; ${d}.key = ${d}; ${d}.key.secret = ${c};`;
  }
}

function use(n: number, a: string, b: string, c: string): string {
  switch (n % 3) {
    case 0:
      return `jwt.sign({ ...${a} }, d${n}, ${b});\njwt.verify(t, ${c}.key, d${n});`;
    case 1:
      return `d${n}({ id: 1 }, ${a}.secret, ${b});\nconsole.log(${c});`;
    default:
      return `jwt.sign(${a}, d${n}.key, { ...${b}, ...${c} });`;
  }
}

/** What the runs came to. */
export interface ProgramsOutcome {
  readonly runs: number;
  readonly bytes: number;
  /** Blocks of our code entered for a byte of the program that took most of them. */
  readonly most: number;
  readonly median: number;
  readonly slowestMs: number;
}

/** A program takes at most this many blocks of our code for each of its bytes, and of the bytes that every run is worth. */
export const maxWorkOfByte = 600;
const bytesOfRun = 500;

export interface ProgramsOptions {
  readonly seed: number;
  readonly numRuns: number;
  /** Programs that are counted together: counting takes longer than most of them. */
  readonly together: number;
}

/** Audits programs and counts what they take; throws with the text of those that take too much. */
export async function runPrograms(
  audit: (program: Program) => Promise<unknown>,
  workOf: (run: () => unknown) => Promise<number>,
  { seed, numRuns, together }: ProgramsOptions,
): Promise<ProgramsOutcome> {
  const taken: number[] = [];
  let bytes = 0;
  let slowestMs = 0;
  await audit({ 'a.js': "jwt.sign({}, 'x')" });
  const all = fc.sample(programs, { seed, numRuns });
  for (let first = 0; first < numRuns; first += together) {
    const group = all.slice(first, first + together);
    const length = group.flatMap((program) => Object.values(program)).join('').length;
    const work = await workOf(async () => {
      for (const program of group) {
        const before = processorMs();
        await audit(program);
        slowestMs = Math.max(slowestMs, processorMs() - before);
      }
    });
    const ofByte = work / (length + bytesOfRun * group.length);
    if (ofByte > maxWorkOfByte) {
      throw new Error(`${work} for ${length} bytes:\n${JSON.stringify(group, null, 1)}`);
    }
    bytes += length;
    taken.push(ofByte);
  }
  taken.sort((a, b) => a - b);
  return {
    runs: all.length,
    bytes,
    most: taken.at(-1) ?? 0,
    median: taken[taken.length >> 1] ?? 0,
    slowestMs,
  };
}
