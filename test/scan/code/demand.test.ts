import { describe, expect, test } from 'vitest';
import type { Expression } from '../../../src/model/expression.ts';
import { createDemand } from '../../../src/scan/code/demand.ts';
import { readSource } from '../languages/read-source.ts';

const at = { start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 };
const name = (...path: string[]): Expression => ({ kind: 'name', path, at });

/** What was made, in the order of making. */
function notes() {
  const made: string[] = [];
  return { made, make: (what: string) => (): void => void made.push(what) };
}

describe('what waits for a name', () => {
  test('is made when an expression leads there, once', () => {
    const { made, make } = notes();
    const demand = createDemand();
    demand.later('config', make('config'));
    demand.later('other', make('other'));
    demand.follow({ kind: 'concat', parts: [name('config', 'secret'), name('config')], at });
    demand.follow(name('config'));
    expect(made).toEqual(['config']);
  });

  test('is made at once where the name was asked for before', () => {
    const { made, make } = notes();
    const demand = createDemand();
    demand.follow(name('late'));
    demand.later('late', make('late'));
    expect(made).toEqual(['late']);
  });

  test('may lead to more of it, as often as there are names', () => {
    const demand = createDemand();
    let made = 0;
    const count = 50_000;
    for (let n = 0; n < count; n++) {
      demand.later(`n${n}`, () => {
        made++;
        demand.follow(name(`n${n + 1}`));
      });
    }
    demand.follow(name('n0'));
    expect(made).toBe(count);
  });
});

describe('definitions of a file', () => {
  test('a function is found that stands below what calls it', async () => {
    const source = [
      'import jwt',
      'def issue(claims):',
      '    def load():',
      '        return "plainly-fake"',
      '    secret_key = load()',
      '    return jwt.encode(claims, secret_key)',
    ].join('\n');
    const { definitions = [] } = await readSource('a.py', source);
    expect(definitions.map((one) => one.name.replace(/@\d+/, ''))).toContain('load');
  });

  test('of names in functions those are there that something leads to', async () => {
    const source = `import jwt from 'jsonwebtoken';
      export function issue(claims) {
        const size = claims.list.length + '';
        const words = () => ['plainly', 'fake'];
        const joined = words().join('-');
        const unasked = joined + size;
        return jwt.sign(claims, joined);
      }`;
    const { definitions = [] } = await readSource('a.js', source);
    const names = definitions.map((one) => one.name.replace(/@\d+/, ''));
    expect(names).toEqual(['issue', 'words', 'joined']);
  });
});
