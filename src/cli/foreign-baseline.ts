// Baselines of other scanners, read for `keylint baseline --from`: which lines a team has accepted there. They know
// places and hashes of values; only the places are taken.
import { UserError } from '../model/errors.ts';
import type { Place } from '../model/place.ts';
import { maxReportBytes, readTyped } from './files.ts';

/** Whether a place was accepted. */
export type AcceptedPlaces = (place: Pick<Place, 'path' | 'line' | 'endLine'>) => boolean;

interface AcceptedLines {
  readonly path: string;
  readonly from: number;
  readonly to: number;
}

/** Reads a gitleaks report in JSON or a `.secrets.baseline` of detect-secrets. Throws UserError. */
export function readForeignBaselines(paths: readonly string[], cwd: string): AcceptedPlaces {
  const byPath = new Map<string, AcceptedLines[]>();
  for (const accepted of paths.flatMap((path) => parse(path, cwd))) {
    const same = byPath.get(accepted.path);
    if (same) same.push(accepted);
    else byPath.set(accepted.path, [accepted]);
  }
  return ({ path, line, endLine }) =>
    byPath.get(path)?.some(({ from, to }) => from <= endLine && line <= to) ?? false;
}

function parse(path: string, cwd: string): AcceptedLines[] {
  const what = 'The baseline';
  const text = readTyped({ cwd, path, what, limitBytes: maxReportBytes, hint });
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // The parser's message would quote the file, and these files hold secrets.
    throw new UserError(`${path} cannot be read: it is not JSON.`, { hint });
  }
  const lines = Array.isArray(parsed) ? fromGitleaks(parsed) : fromDetectSecrets(parsed);
  if (lines === undefined)
    throw new UserError(`${path} is no baseline that keylint knows.`, { hint });
  return lines;
}

const hint =
  'It reads `gitleaks ... --report-format json` and the `.secrets.baseline` of detect-secrets.';

function fromGitleaks(entries: readonly unknown[]): AcceptedLines[] | undefined {
  const lines = entries.map((entry) => {
    const { File: path, StartLine: from, EndLine: to = from } = record(entry);
    if (typeof path !== 'string' || !isLine(from) || !isLine(to)) return undefined;
    return { path: normalize(path), from, to };
  });
  return lines.every((one) => one !== undefined) ? lines : undefined;
}

function fromDetectSecrets(baseline: unknown): AcceptedLines[] | undefined {
  const { results } = record(baseline);
  if (typeof results !== 'object' || results === null) return undefined;
  const lines = Object.entries(results).flatMap(([path, entries]: [string, unknown]) =>
    (Array.isArray(entries) ? entries : [undefined]).map((entry) => {
      const { line_number: line } = record(entry);
      return isLine(line) ? { path: normalize(path), from: line, to: line } : undefined;
    }),
  );
  return lines.every((one) => one !== undefined) ? lines : undefined;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function isLine(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function normalize(path: string): string {
  return path.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
}
