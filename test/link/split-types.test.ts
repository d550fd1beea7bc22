// A type whose parts stand in a hundred files of one unit: what none of them has is looked for in each once.
import { expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { runTexts } from '../helpers.ts';

test('what no part of a type has is looked for in each part once', async () => {
  const parts = Array.from({ length: 64 }, (_, number): [string, string] => [
    `api/part${number}.go`,
    `package api

func (s *Service) Get${number}(claims jwt.Claims) (string, error) { return Sign(claims, []byte(s.Secret)) }
`,
  ]);
  const { report } = await runTexts(
    {
      ...Object.fromEntries(parts),
      'go.mod': 'module example.com/app\n',
      'api/service.go': `package api

type Service struct {
	Secret string
}

func NewService(secret string) *Service {
	service := &Service{Secret: secret}
	return service
}
`,
      'api/token.go': `package api

import "github.com/golang-jwt/jwt/v5"

func Sign(claims jwt.Claims, secret []byte) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString(secret)
}
`,
    },
    rules,
  );
  expect(report.skipped).toEqual([]);
});
