// A bundle of Symfony that signs with what its configuration names, by the algorithm that stands beside it.
import { expect, test } from 'vitest';
import shortSecret from '../../../rules/short-secret.ts';
import { auditTexts } from '../../helpers.ts';

const path = 'config/packages/lexik_jwt_authentication.yaml';
const bundle = (algorithm: string, key = '%env(resolve:SEED)%') =>
  `lexik_jwt_authentication:\n  secret_key: '${key}'\n  encoder:\n    signature_algorithm: ${algorithm}\n`;

const told = async (text: string, name = path) =>
  (
    await auditTexts({ [name]: text, '.env': 'SEED=Zq7Tr2Lw9Kd4Xv8Mn3PsZq7Tr2Lw9Kd4\n' }, [
      shortSecret,
    ])
  ).map((finding) => `${finding.path}:${finding.line} ${finding.secret?.algorithm}`);

test('the algorithm asks for the length of what the variable holds', async () => {
  expect(await told(bundle('HS512'))).toEqual(['.env:1 HS512']);
  expect(await told(`when@prod:\n${bundle('HS512').replace(/^/gm, '  ')}`)).toEqual([
    '.env:1 HS512',
  ]);
});

test('with HS256 it is long enough, and files of RS256 are none of this', async () => {
  expect(await told(bundle('HS256'))).toEqual([]);
  expect(await told(bundle('RS256', '%kernel.project_dir%/config/jwt/private.pem'))).toEqual([]);
});
