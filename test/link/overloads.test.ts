// Methods of one name, each of which calls the others again and again: every call may mean any of them.
import { expect, test } from 'vitest';
import { runTexts } from '../helpers.ts';

/** Eight methods of one name; the first one may give a text, the others call the name, the last two of them twice. */
function program(): string {
  const methods = Array.from({ length: 8 }, (_, n) => {
    const parameters = Array.from({ length: n }, (_, at) => `T${at} p${at}`).join(', ');
    const first = n === 0 ? 'if (y) return "plainly-fake-key"; ' : '';
    const other = n >= 6 ? 'if (x) return key(one); ' : '';
    return `String key(${parameters}) { ${first}${other}return key(one, two); }`;
  });
  return `import com.auth0.jwt.algorithms.Algorithm;
class A {
  ${methods.join('\n  ')}
  Algorithm of() { return Algorithm.HMAC256(key()); }
}
`;
}

test('are followed to their ends, and what one of them gives is found', async () => {
  const { project, report } = await runTexts({ 'A.java': program() }, []);
  expect(report.skipped).toEqual([]);
  const texts = project.secrets.flatMap(({ values }) => values.map(({ text }) => text));
  expect(texts).toEqual(['plainly-fake-key']);
});

test('what a call is given is told from what another one is given', async () => {
  const text = `import com.auth0.jwt.algorithms.Algorithm;
class A {
  String same(String it) { if (x) return same(it); return it; }
  Algorithm one() { return Algorithm.HMAC256(same("plainly-fake-one")); }
  Algorithm two() { return Algorithm.HMAC512(same("plainly-fake-two")); }
}
`;
  const { project } = await runTexts({ 'A.java': text }, []);
  const told = project.secrets.map(({ values, uses }) => [
    values.map((value) => value.text),
    uses.map(({ algorithms }) => algorithms),
  ]);
  expect(told).toEqual([
    [['plainly-fake-one'], [['HS256']]],
    [['plainly-fake-two'], [['HS512']]],
  ]);
});
