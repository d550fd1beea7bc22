// Files just under the limit of what is parsed are read to their end.
import { test } from 'vitest';
import { expectRead, handWritten, minified } from '../scan/languages/large-files.ts';

test.each([
  ['hand-written a.ts of almost 5 MB', 'a.ts', handWritten, 4_900_000],
  ['minified a.js of almost 5 MB', 'a.js', minified, 4_900_000],
])('%s is read to its end', (_, path, part, length) => expectRead(path, part, length));
