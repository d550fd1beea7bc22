// What linking may cost grows with the facts of a project: each file has its own steps, and tangled ones share a reserve.
import { expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { createLinkBudgets } from '../../src/link/budgets.ts';
import { runTexts } from '../helpers.ts';

/** Steps that a file gets before it is told to stop, at most `most`. */
function spend(budgets: ReturnType<typeof createLinkBudgets>, path: string, most: number): number {
  const budget = budgets.of(path);
  for (let steps = 0; steps < most; steps++) if (!budget.take()) return steps;
  return most;
}

const empty = { definitions: [], uses: [], calls: [], leaks: [] };
const many = new Map(Array.from({ length: 100 }, (_, n) => [`${n}.js`, empty]));

test('a tangled file among many gets more than its own', () => {
  const budgets = createLinkBudgets(many);
  expect(spend(budgets, '0.js', 5_500)).toBe(5_500);
});

test('when all files are tangled, each still has its own', () => {
  const budgets = createLinkBudgets(many);
  const spent = [...many.keys()].map((path) => spend(budgets, path, 20_000));
  expect(spent[0]).toBeGreaterThanOrEqual(5_500);
  expect(Math.min(...spent)).toBeGreaterThanOrEqual(500);
  expect(spent.reduce((sum, steps) => sum + steps)).toBeLessThan(60_000);
});

test('a file alone has the reserve for itself, twice what the most tangled of 54 repositories takes', () => {
  expect(spend(createLinkBudgets(new Map([['a.js', empty]])), 'a.js', 4_000)).toBe(4_000);
});

test('claims that are put together from themselves again and again are asked once what is in them', async () => {
  const steps = Array.from({ length: 30 }, (_, n) => `claims = { ...claims, a${n}: 1 };\n`);
  const text = `const jwt = require('jsonwebtoken');\nlet claims = { sub: 1 };\n${steps.join('')}jwt.sign(claims, process.env.JWT_SECRET);\n`;
  const { skipped } = (await runTexts({ 'a.js': text }, rules)).report;
  expect(skipped).toEqual([]);
});
