// Which reports a run writes, and where: `-f sarif -o a.sarif -f html -o b.html`, `-f sarif=a.sarif`, `-o a.html`.
import { extname } from 'node:path';
import { UserError } from '../model/errors.ts';
import { type FormatName, formatNames } from '../report/index.ts';
import type { Arguments } from './command.ts';
import { didYouMean } from './suggest.ts';

export interface Target {
  readonly format: FormatName;
  /** As given; `undefined` is standard output. */
  readonly path: string | undefined;
}

const formatsByExtension: Readonly<Record<string, FormatName>> = {
  '.html': 'html',
  '.json': 'json',
  '.md': 'markdown',
  '.sarif': 'sarif',
};

/**
 * Pairs formats with files in the order of the command line: an output belongs to the format before it, or else to
 * the next one. Without any format the file's extension decides, then `byDefault`.
 */
export function readTargets(args: Arguments, byDefault: FormatName = 'text'): readonly Target[] {
  const targets: { format: FormatName | undefined; path: string | undefined }[] = [];
  for (const { name, value } of args.inOrder) {
    if (name !== 'format' && name !== 'output') continue;
    const pair = /^([a-z]+(?:-[a-z]+)*)=(.+)$/s.exec(value);
    if (pair?.[1] && (name === 'format' || isFormat(pair[1]))) {
      targets.push({ format: toFormat(pair[1]), path: pair[2] });
      continue;
    }
    const last = targets.at(-1);
    if (name === 'format') {
      if (last && last.format === undefined) last.format = toFormat(value);
      else targets.push({ format: toFormat(value), path: undefined });
    } else if (last && last.path === undefined) last.path = value;
    else targets.push({ format: undefined, path: value });
  }
  if (targets.length === 0) targets.push({ format: byDefault, path: undefined });
  const found = targets.map(({ format, path }) => ({
    format: format ?? formatsByExtension[extname(path ?? '').toLowerCase()] ?? byDefault,
    path: path === '-' ? undefined : path,
  }));
  refuseMixing(found);
  return found;
}

function refuseMixing(targets: readonly Target[]): void {
  const places = targets.map(({ path }) => path ?? '-');
  const twice = places.find((place, index) => places.indexOf(place) !== index);
  if (twice === undefined) return;
  const where = twice === '-' ? 'standard output' : twice;
  throw new UserError(`Two reports would go to ${where}.`, {
    hint: 'Give each --format its --output: -f text -f sarif -o keylint.sarif',
  });
}

function toFormat(name: string): FormatName {
  if (isFormat(name)) return name;
  throw new UserError(`Unknown report format: ${name}`, {
    hint: didYouMean(name, formatNames, `It is one of ${formatNames.join(', ')}.`),
  });
}

function isFormat(name: string): name is FormatName {
  return formatNames.some((format) => format === name);
}
