// A server that lies: an answer that never ends, pages without an end.
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { listChanges, mostListedFiles } from '../../src/github/changes.ts';
import { createClient } from '../../src/github/client.ts';

const clock = { now: () => 0, sleep: async () => {} };

/** What listing the changes of a pull request comes to, and how many requests it takes. */
async function listFrom(answer: RequestListener, timeoutMs = 10_000) {
  let asked = 0;
  const server = createServer((request, response) => {
    asked++;
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const apiUrl = `http://127.0.0.1:${port}`;
  try {
    const client = await createClient({
      ...{ token: 'plainly-fake', version: '0' },
      ...{ apiUrl, clock, timeoutMs },
    });
    const listing = listChanges(client, { owner: 'acme', repo: 'app' }, 1);
    const found = await listing.then(({ size }) => size).catch(() => 'refused');
    return { found, asked };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('pages that always name a next one end where GitHub itself ends', async () => {
  const { found, asked } = await listFrom((request, response) => {
    response.setHeader('link', `<http://${request.headers.host}${request.url}>; rel="next"`);
    response.setHeader('content-type', 'application/json');
    response.end('[{"filename":"a.js","status":"added","sha":"1","changes":1}]');
  });
  expect(found).toBe(1);
  expect(asked).toBe(mostListedFiles / 100);
});

test.each([
  ['an answer that never comes', (() => {}) satisfies RequestListener],
  [
    'one that never ends',
    ((_, response) => {
      response.setHeader('content-type', 'application/json');
      response.write('[');
    }) satisfies RequestListener,
  ],
  [
    'one that breaks off',
    ((_, response) => {
      response.setHeader('content-type', 'application/json');
      response.write('[');
      setTimeout(() => response.destroy(), 5);
    }) satisfies RequestListener,
  ],
])('%s is given up', async (_, answer) => {
  const { found, asked } = await listFrom(answer, 100);
  expect(found).toBe('refused');
  // A busy machine may not come to ask.
  expect(asked).toBeLessThan(2);
});
