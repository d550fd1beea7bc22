// A name that is declared in another file of a package, however many files that package has.
import { expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { auditTexts } from '../helpers.ts';

test('the last of two hundred files of a directory', async () => {
  const others = Array.from({ length: 200 }, (_, n): [string, string] => [
    `p/f${n}.go`,
    `package p\nfunc f${n}() int { return ${n} }\n`,
  ]);
  const findings = await auditTexts(
    {
      ...Object.fromEntries(others),
      'p/a.go':
        'package p\nimport "github.com/golang-jwt/jwt/v5"\nfunc sign(t *jwt.Token) { t.SignedString([]byte(theThing)) }\n',
      'p/z.go': 'package p\nconst theThing = "plainly-fake"\n',
    },
    rules,
  );
  expect(
    findings.filter(({ rule }) => rule === 'hardcoded-secret').map(({ path }) => path),
  ).toEqual(['p/z.go']);
});
