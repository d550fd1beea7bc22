// All languages that code is fixed in. The next one is a table beside these and a line here.
import type { Idiom } from './idiom.ts';
import { javascript } from './javascript.ts';

const idioms: readonly Idiom[] = [javascript];

/** The idioms for a file; `undefined` where keylint does not edit its language. */
export function idiomFor(path: string): Idiom | undefined {
  const extension = path.split('.').at(-1) ?? '';
  return idioms.find(({ extensions }) => extensions.includes(extension));
}
