// What an editor is told equals what `keylint` finds, after 200 random edits each: of the fixtures, and of the
// repositories in the directories that KEYLINT_REPOSITORIES names (separated by colons). Figures go to
// bench/results/editor-sessions.json.
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { runEdits } from '../editor/random-edits.ts';
import { record } from './record.ts';

const services = join(import.meta.dirname, '../../fixtures/services');
const given = (process.env.KEYLINT_REPOSITORIES ?? '').split(':').filter((path) => path !== '');
const directories = [...readdirSync(services).map((name) => join(services, name)), ...given];
const edits = 200;
/** A fresh audit of a large tree takes seconds: it is asked after every fifth edit there. */
const every = (directory: string): number => (given.includes(directory) ? 5 : 1);

test.each(directories)(
  '%s',
  async (directory) => {
    let compared = 0;
    const { warmMs, findings } = await runEdits(
      directory,
      { edits, seed: 20_261_129, every: every(directory) },
      (warm, cold, step) => {
        compared++;
        expect(warm, step).toEqual(cold);
      },
    );
    const sorted = [...warmMs].sort((a, b) => a - b);
    const at = (share: number): number =>
      Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
    record('editor-sessions', basename(directory), {
      ...{ edits, compared, findings, medianMs: at(0.5), p95Ms: at(0.95) },
    });
  },
  3_600_000,
);
