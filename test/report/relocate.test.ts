// One path, one name: what a format's message calls a file is what its path field calls it.
import { expect, test } from 'vitest';
import { formatNames, loadReporter } from '../../src/report/index.ts';
import { relocate } from '../../src/report/relocate.ts';
import { makeFinding, makeRelated, makeReport, plainOptions } from './sample.ts';

const finding = makeFinding({
  message:
    'JWT_SECRET is 20 bytes; HS512 in src/auth.ts:14 needs 64 bytes (src/auth.ts.map, osrc/auth.ts:1)',
});

test.each(['sarif', 'github', 'gitlab', 'gitlab-secrets', 'junit'] as const)(
  '%s names paths from the root of the repository',
  async (format) => {
    const render = await loadReporter(format);
    const text = render(makeReport([finding]), { ...plainOptions, pathPrefix: 'pkg/api/' });
    expect(text).toContain('HS512 in pkg/api/src/auth.ts:14 needs');
    expect(text).toContain('(src/auth.ts.map, osrc/auth.ts:1)');
  },
);

test('the contract counts from the root that was asked for', async () => {
  expect(formatNames).toContain('json');
  const render = await loadReporter('json');
  const text = render(makeReport([finding]), { ...plainOptions, pathPrefix: 'pkg/api/' });
  expect(text).toContain('HS512 in src/auth.ts:14 needs');
});

test('a word is no path, whatever files are called', () => {
  const odd = makeFinding({
    path: 'is',
    related: [makeRelated('a', 3, 'signs with a')],
    message: 'A_SECRET is short; see a:3 and is:3',
  });
  const [moved] = relocate(makeReport([odd]), (path) => `x/${path}`).findings;
  expect(moved?.message).toBe('A_SECRET is short; see x/a:3 and x/is:3');
  expect(moved?.related[0]).toMatchObject({ path: 'x/a', message: 'signs with a' });
});
