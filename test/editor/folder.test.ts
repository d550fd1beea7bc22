// When a folder of the editor is audited: at once and with what the last audit found, in full once nobody types, and a full
// audit makes way for who goes on typing.
import { expect, test } from 'vitest';
import { createFolder } from '../../packages/keylint-lsp/src/folder.ts';
import type { AskedAudit } from '../../src/run/session/session.ts';

interface Audit extends AskedAudit {
  /** Lets it end; `isAssumed`: with an answer that is to be looked at. */
  end(isAssumed: boolean): void;
}

/** A folder over a workspace whose audits end when they are told to. */
function openFolder() {
  const audits: Audit[] = [];
  const failed: unknown[] = [];
  const audit = (asked: AskedAudit = {}) =>
    new Promise((resolve, reject) => {
      asked.signal?.addEventListener('abort', () => reject(asked.signal?.reason));
      audits.push({
        ...asked,
        end: (isAssumed) => resolve({ report: { findings: [] }, isAssumed }),
      });
    });
  // The cast: nothing else of a workspace is asked for here.
  const workspace = { audit, change() {} } as unknown as Parameters<typeof createFolder>[1];
  const folder = createFolder(import.meta.dirname, workspace, {
    publish() {},
    fail: (error) => failed.push(error),
  });
  const begun = async (count: number): Promise<Audit> => {
    await expect.poll(() => audits.length, { interval: 5 }).toBe(count);
    return audits[count - 1] as Audit;
  };
  return { folder, audits, begun, failed };
}

/** Far less than the pause. */
async function aMoment(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

test('an answer that is sure is the last', async () => {
  const { folder, audits, begun } = openFolder();
  (await begun(1)).end(false);
  await folder.settled();
  expect(audits.map(({ mayAssume }) => mayAssume)).toEqual([true]);
});

test('what an answer assumes is looked at, sooner where somebody waits', async () => {
  const { folder, audits, begun } = openFolder();
  (await begun(1)).end(true);
  const full = await begun(2);
  expect(full.mayAssume).toBeUndefined();
  full.end(false);
  await folder.settled();
  folder.setText('a.js', '');
  const settled = folder.settled();
  (await begun(3)).end(true);
  await aMoment();
  expect(audits).toHaveLength(4);
  audits[3]?.end(false);
  await settled;
  folder.setText('a.js', '');
  (await begun(5)).end(true);
  // The pause has begun.
  await aMoment();
  expect(audits).toHaveLength(5);
  const later = folder.settled();
  await aMoment();
  expect(audits).toHaveLength(6);
  audits[5]?.end(false);
  await later;
});

test('who goes on typing does not wait for it', async () => {
  const { folder, audits, begun, failed } = openFolder();
  (await begun(1)).end(true);
  await begun(2);
  folder.setText('a.js', '');
  (await begun(3)).end(true);
  (await begun(4)).end(false);
  await folder.settled();
  expect(audits.map(({ mayAssume, signal }) => [mayAssume, signal?.aborted])).toEqual([
    [true, undefined],
    [undefined, true],
    [true, undefined],
    [undefined, false],
  ]);
  expect(failed).toEqual([]);
});

test('a folder that is closed is not looked at again', async () => {
  const { folder, audits, begun } = openFolder();
  (await begun(1)).end(true);
  await aMoment();
  folder.close();
  await folder.settled();
  expect(audits).toHaveLength(1);
});
