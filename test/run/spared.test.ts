// Files that say nothing by themselves: what they hold counts where something leads there, in a full run as well.
import { expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { auditTexts } from '../helpers.ts';

const helper = `package helper
import "github.com/golang-jwt/jwt/v5"
func MustBeValid(token string, with string) {
	jwt.Parse(token, func(t *jwt.Token) (any, error) { return []byte(with), nil }, jwt.WithValidMethods([]string{"HS256"}))
}
`;
const check = (name: string, value: string): string => `package e2e
import "example.org/shop/e2e/helper"
// The token is a JWT made with the secret of the tests.
func ${name}() { helper.MustBeValid(tokenOf(), "${value}") }
`;

test('each call of a function that takes a key counts, though another call is known', async () => {
  const found = await auditTexts(
    {
      'go.mod': 'module example.org/shop\n',
      'e2e/helper/jwt.go': helper,
      'e2e/one.go': check('TestOne', 'plainly-fake-jwt-secret-1'),
      'e2e/two.go': check('TestTwo', 'plainly-fake-jwt-secret-2'),
      'e2e/main.go': `package main
import ("os"; "example.org/shop/e2e/helper")
func main() { helper.MustBeValid(os.Args[1], os.Getenv("JWT_SECRET")) }
`,
    },
    rules,
  );
  const hardcoded = found.filter(({ rule }) => rule === 'hardcoded-secret');
  expect(hardcoded.map(({ path }) => path)).toEqual(['e2e/one.go', 'e2e/two.go']);
});

test('names lead on through one file that says nothing after another', async () => {
  const step = (n: number): [string, string] => [
    `src/step${n}.ts`,
    `import { given as next } from './step${n + 1}.ts';\nexport const label = t('jwt-secret.label');\nexport const given = next;\n`,
  ];
  const found = await auditTexts(
    {
      ...Object.fromEntries([1, 2, 3, 4, 5].map(step)),
      'src/step6.ts':
        "export const label = t('jwt-secret');\nexport const given = 'harbour-lights-2019';\n",
      'src/sign.ts':
        "import jwt from 'jsonwebtoken';\nimport { given } from './step1.ts';\njwt.sign({}, given, { expiresIn: '1h' });\n",
    },
    rules,
  );
  expect(found.map(({ path }) => path)).toContain('src/step6.ts');
});
