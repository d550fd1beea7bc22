// Random byte edits of the fixtures through the whole pipeline and a report: what must hold whatever a file contains.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import fc from 'fast-check';
import { rules } from '../rules/index.ts';
import { loadStrength } from '../src/index.ts';
import type { Report } from '../src/model/report.ts';
import { formatNames, loadReporter } from '../src/report/index.ts';
import { runAudit } from '../src/run.ts';
import { memoryTree } from './helpers.ts';
import { processorMs } from './processor-time.ts';

/** Longer than this a run hangs, whatever machine it is on. */
export const maxRunMs = 2_000;

/** A folder of fixtures that is audited as one project. */
interface FixtureProject {
  readonly name: string;
  readonly files: ReadonlyMap<string, Buffer>;
}

interface Edit {
  readonly kind: 'flip' | 'delete' | 'insert' | 'duplicate' | 'truncate';
  readonly at: number;
  readonly length: number;
  readonly bytes: Uint8Array;
  readonly times: number;
}

/** What the runs came to; `slowest` names the file edited. */
export interface FuzzOutcome {
  runs: number;
  findings: number;
  totalMs: number;
  slowest: { ms: number; path: string };
}

const fixtures = join(import.meta.dirname, '../fixtures');

function readProject(name: string): FixtureProject {
  const root = join(fixtures, name);
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [relative(root, file).replaceAll('\\', '/'), readFileSync(file)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return { name, files: new Map(files) };
}

/** Every fixture: the demo, the canary, a file of each language, and each service. */
export const projects: readonly FixtureProject[] = [
  'demo',
  'canary',
  'languages',
  ...readdirSync(join(fixtures, 'services')).map((name) => `services/${name}`),
]
  .sort()
  .map(readProject);

const syntax = [...'"\'`\\\n\r{}[]()$:#=&*|>-?!,%@<;/\t\0 '].map((text) => Buffer.from(text));
const pieces = [
  '__proto__',
  'constructor',
  '${',
  '{{',
  '/*',
  '<!--',
  '\\u0000',
  '\ufeff',
  '\u202e',
  'keylint: ignore[',
  'process.env.',
  'eyJhbGciOiJub25lIn0.e30.',
  '&a [*a',
  '---\n',
  '1e999',
].map((text) => Buffer.from(text));

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('flip', 'delete', 'insert', 'duplicate', 'truncate'),
  at: fc.nat(),
  length: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 8 }) }, fc.nat(400)),
  bytes: fc.oneof(
    fc.constantFrom(...syntax, ...pieces),
    fc.uint8Array({ minLength: 1, maxLength: 8 }),
  ),
  times: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, fc.integer({ min: 2, max: 300 })),
});

const victims = projects.flatMap((project) =>
  [...project.files.keys()].map((path) => ({ project, path })),
);

/** Prints no content when a run fails: the place and the edits make the file again. */
const attempt = fc.record({
  victim: fc.constantFrom(...victims).map(({ project, path }) => ({
    project,
    path,
    [fc.toStringMethod]: () => `${project.name}/${path}`,
  })),
  edits: fc.array(edit, { minLength: 1, maxLength: 5 }),
  format: fc.constantFrom(...formatNames),
});

/** Does the edits in order; places wrap around, so that every edit hits something. */
export function applyByteEdits(original: Buffer, edits: readonly Edit[]): Buffer {
  let bytes = original;
  for (const { kind, at, length, bytes: inserted, times } of edits) {
    const from = at % (bytes.length + 1);
    const to = Math.min(bytes.length, from + length);
    const [head, middle, tail] = [
      bytes.subarray(0, from),
      bytes.subarray(from, to),
      bytes.subarray(to),
    ];
    const repeat = (piece: Uint8Array): Uint8Array[] => Array.from({ length: times }, () => piece);
    if (kind === 'truncate') bytes = head;
    else if (kind === 'delete') bytes = Buffer.concat([head, tail]);
    else if (kind === 'insert') bytes = Buffer.concat([head, ...repeat(inserted), middle, tail]);
    else if (kind === 'duplicate') bytes = Buffer.concat([head, ...repeat(middle), middle, tail]);
    else {
      const mask = inserted[0] ?? 1;
      bytes = Buffer.concat([head, middle.map((byte) => byte ^ (mask || 1)), tail]);
    }
  }
  return bytes;
}

async function auditBytes(files: ReadonlyMap<string, Uint8Array>): Promise<Report> {
  const names = Object.fromEntries([...files.keys()].map((path) => [path, '']));
  const read = (path: string) => {
    const bytes = files.get(path);
    return bytes ? { bytes } : { skipped: { path, reason: 'vanished' as const, isFailure: true } };
  };
  const { report } = await runAudit(
    { strict: true, minConfidence: 'low', readForeignSuppressions: true },
    {
      loadRules: async () => rules,
      version: '0.0.0',
      loadStrength,
      openTree: async () => ({ ...memoryTree(names), read }),
    },
  );
  return report;
}

/** What no file may bring about. Empty where all is well. */
function complaintsOf(report: Report, files: ReadonlyMap<string, Uint8Array>): string[] {
  const internal = report.skipped
    .filter(({ detail }) => detail?.startsWith('internal '))
    .map(({ path, detail }) => `${path}: ${detail}`);
  const errors = report.notices.filter(({ kind }) => kind === 'error').map((n) => n.message);
  const misplaced = report.findings
    .filter(({ path, start, end, line, column, endLine }) => {
      const size = files.get(path)?.length ?? -1;
      return !(
        0 <= start &&
        start <= end &&
        end <= size &&
        line >= 1 &&
        column >= 1 &&
        endLine >= line
      );
    })
    .map(({ rule, path, line }) => `${path}:${line} ${rule} lies outside of the file`);
  return [...internal, ...errors, ...misplaced];
}

/**
 * Edits fixtures at random, audits them and renders a report; rejects with the seed and the edits of the smallest
 * case that throws, reports a bug of ours, points outside of a file or takes over `maxRunMs` of processor time.
 */
export async function fuzz(options: {
  readonly seed: number;
  readonly numRuns: number;
}): Promise<FuzzOutcome> {
  const outcome: FuzzOutcome = { runs: 0, findings: 0, totalMs: 0, slowest: { ms: 0, path: '' } };
  // What loads once is no part of any run.
  for (const { files } of projects) await auditBytes(files);
  await fc.assert(
    fc.asyncProperty(attempt, async ({ victim: { project, path }, edits, format }) => {
      const original = project.files.get(path) ?? Buffer.alloc(0);
      const files = new Map(project.files).set(path, applyByteEdits(original, edits));
      const before = processorMs();
      const report = await auditBytes(files);
      const output = (await loadReporter(format))(report, { color: false, verbosity: 'verbose' });
      const ms = processorMs() - before;
      outcome.runs++;
      outcome.findings += report.findings.length;
      outcome.totalMs += ms;
      if (ms > outcome.slowest.ms) outcome.slowest = { ms, path: `${project.name}/${path}` };
      const complaints = complaintsOf(report, files);
      if (ms > maxRunMs) complaints.push(`took ${Math.round(ms)} ms of processor time`);
      if (output.length === 0 && report.findings.length > 0) complaints.push(`${format} is empty`);
      if (complaints.length > 0) throw new Error(complaints.join('\n'));
    }),
    { ...options, endOnFailure: options.numRuns > 1_000 },
  );
  return outcome;
}

/** One line for people. */
export function describeOutcome({ runs, findings, totalMs, slowest }: FuzzOutcome): string {
  const average = (totalMs / runs).toFixed(0);
  return `${runs} runs, ${(findings / runs).toFixed(1)} findings each, ${average} ms of processor time on average, ${slowest.ms.toFixed(0)} ms at most (${slowest.path})`;
}
