// What of a tree was not looked at, as a report counts it.
import { expect, test } from 'vitest';
import type { Skipped } from '../../src/model/source.ts';
import { type CoverageFacts, describeCoverage } from '../../src/run/describe-coverage.ts';

// A link that is called like what is read promises a secret, wherever it leads.
test.each<[Partial<Skipped> & { readonly path: string }, number | undefined]>([
  [{ path: '.env' }, 1],
  [{ path: 'src/a.js' }, 1],
  [{ path: 'LICENSE' }, undefined],
  [{ path: 'ignored/.env' }, undefined],
  [{ path: '.env', reason: 'broken-link' }, undefined],
])('%o: %s links lead away from what is read', (skipped, elsewhere) => {
  const facts = {
    tree: {},
    skipped: [{ reason: 'outside-root', isFailure: false, ...skipped }],
    ignored: 0,
    uses: [],
    isIgnored: (path: string) => path.startsWith('ignored/'),
  };
  // The cast: nothing else is asked for.
  expect(describeCoverage(facts as unknown as CoverageFacts).elsewhere).toBe(elsewhere);
});
