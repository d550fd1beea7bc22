// The package `ignore`, loaded when the first matcher is made: a commit hook mostly needs none.
import { createRequire } from 'node:module';
import type ignore from 'ignore';
import type { Ignore, Options } from 'ignore';

const require = createRequire(import.meta.url);

/** An empty matcher of `.gitignore` syntax. */
export function createMatcher(options?: Options): Ignore {
  // The cast: `require` knows no types. It is CommonJS, so that it can be had without waiting.
  return (require('ignore') as typeof ignore)(options);
}
