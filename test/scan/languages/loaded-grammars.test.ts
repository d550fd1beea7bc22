// A repository of one language loads that language's grammar and no other.
import { expect, test } from 'vitest';
import { rules } from '../../../rules/index.ts';
import { loadedGrammars } from '../../../src/scan/languages/syntax.ts';
import { auditTexts } from '../../helpers.ts';

const python = "import jwt\njwt.encode({}, 'tutorial-secret-1')\n";
const go = 'package a\nimport "github.com/golang-jwt/jwt/v5"\nconst secret = "tutorial-secret-1"\n';

test('each language brings its own', async () => {
  expect(loadedGrammars()).toEqual([]);
  expect((await auditTexts({ 'a.py': python }, rules)).length).toBeGreaterThan(0);
  expect(loadedGrammars()).toEqual(['python']);
  await auditTexts({ 'a.go': go }, rules);
  expect(loadedGrammars()).toEqual(['python', 'go']);
});
