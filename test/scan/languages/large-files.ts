// Texts of several MB: what stands at their end is found, in a bounded time. The largest are left to
// test/soak/large-files.soak.ts.
import { expect } from 'vitest';
import { processorMs } from '../../processor-time.ts';
import { readSource } from './read-source.ts';

/** `text` again and again, each time as a block of its own, up to `length` characters. */
function repeated(text: string, length: number): string {
  return `{${text}}\n`.repeat(Math.ceil(length / (text.length + 3)));
}

/** Code as people write it. */
export const handWritten = `
  const { port = 3000, host } = options;
  async function load(user, { retries = 3 } = {}) {
    for (const entry of await list(user.id)) if (entry.name !== 'x') await entry.save({ retries, host });
    return users.map((one) => ({ ...one, name: one.name ?? \`user \${one.id}\`, port: port + 1 }));
  }
`;
/** Code as bundlers write it. */
export const minified =
  'var e=t(7),n=r.prototype,i=function(e,t){return e&&t?n.hasOwnProperty(e.tagName,t[0]):void 0!==t&&(e.selected="unknown element",!0)};for(var a=0,o=e.length;a<o;a++)i(e[a],n.children)||r.push({node:e[a].parentNode,message:"no children here"})';

/** Reads `part` repeated up to `length` characters, with a call that signs behind it. */
export async function expectRead(path: string, part: string, length: number): Promise<void> {
  const text = `${repeated(part, length)}
const jwt = require('jsonwebtoken');
const key = process.env.JWT_SECRET || 'plainly-fake';
jwt.sign(claims, key);
`;
  const start = processorMs();
  const facts = await readSource(path, text);
  expect(processorMs() - start).toBeLessThan(20_000);
  expect(facts.problem).toBeUndefined();
  expect(facts.uses).toEqual([
    expect.objectContaining({ at: expect.objectContaining({ start: text.indexOf('jwt.sign(') }) }),
  ]);
  expect(facts.definitions).toContainEqual(
    expect.objectContaining({ name: 'key', value: expect.objectContaining({ kind: 'env' }) }),
  );
}
