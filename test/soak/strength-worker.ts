// Rates the keys of one cell in a thread of its own and posts the result; strength.soak.ts compiles and starts it.
import { parentPort, workerData } from 'node:worker_threads';
import { cells, runCell } from '../strength/cells.ts';

const { index, keys } = workerData as { readonly index: number; readonly keys: number };
const cell = cells[index];
if (cell) parentPort?.postMessage(runCell(cell, keys, 'soak'));
