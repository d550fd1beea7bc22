// The one helper of the language tests: text in, facts out.

import { createRangeFinder } from '../../../src/model/place.ts';
import type { PartialFacts } from '../../../src/scan/formats/format.ts';
import { languageAdapters } from '../../../src/scan/languages/index.ts';

/** Facts of `text` as the adapter for `path` reads it. */
export async function readSource(path: string, text: string): Promise<PartialFacts> {
  const adapter = languageAdapters.find((one) => one.canRead(path));
  if (!adapter) throw new Error(`no adapter reads ${path}`);
  await adapter.load();
  return adapter.read({ path, text, rangeOf: createRangeFinder(text) });
}

/** Takes the marks «» out of a text and says what they enclosed. */
export function unmark(text: string): {
  readonly plain: string;
  readonly marked: readonly string[];
} {
  const marked = [...text.matchAll(/«([^»]*)»/g)].map((match) => match[1] ?? '');
  return { plain: text.replace(/[«»]/g, ''), marked };
}
