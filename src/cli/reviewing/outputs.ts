// The files by which a step of a workflow hands on what it found: outputs and job summary.
import { statSync } from 'node:fs';
import { UserError } from '../../model/errors.ts';
import { appendToFile } from '../../write/write-file.ts';
import { errorCode } from '../files.ts';

/** GitHub drops a step's summary above 1 MiB as a whole. */
const longestSummary = 1_000_000;

/** Appends outputs. A value with a line end would be an output of its own: it is refused. */
export function writeOutputs(
  path: string,
  outputs: Readonly<Record<string, string | number>>,
): void {
  const lines = Object.entries(outputs).map(([name, value]) => {
    if (/[\r\n]/.test(String(value))) throw new UserError(`The output ${name} has a line end.`);
    return `${name}=${value}\n`;
  });
  append(path, lines.join(''));
}

/** Appends to the summary; `false` where there is no room left for it. */
export function writeSummary(path: string, text: string): boolean {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size + Buffer.byteLength(text) > longestSummary) return false;
  append(path, text);
  return true;
}

function append(path: string, text: string): void {
  try {
    appendToFile(path, text);
  } catch (error) {
    throw new UserError(`Cannot write ${path} (${errorCode(error)}).`, { cause: error });
  }
}
