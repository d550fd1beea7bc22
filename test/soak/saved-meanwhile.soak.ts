import { expect, test } from 'vitest';
import { savedAtEveryStep } from '../fix/saved-meanwhile.ts';
import { record } from './record.ts';

test.each([
  ['in place', 'fix', 0],
  // Between the last look and the rename lies one call: a rename that comes just there is not seen.
  ['by a rename', 'fix', 1],
  ['in place', 'undo', 0],
  ['by a rename', 'undo', 1],
  ['in place', 'rotate', 0],
  ['in place', 'generate', 0],
] as const)(
  'a file that is saved %s before every call of %s',
  { timeout: 3_600_000 },
  async (how, command, mostLost) => {
    const { positions, outcomes, broken } = await savedAtEveryStep({ how, command, isNear: false });
    record('saved-meanwhile', `${command}, ${how}`, {
      positions,
      ...outcomes,
      lost: broken.length,
    });
    expect(broken.slice(mostLost)).toEqual([]);
    expect(positions).toBeGreaterThan(40);
  },
);
