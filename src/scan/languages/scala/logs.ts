// What writes out what it is given in Scala: logs, and answers that hold the whole environment.
import type { LogRow } from '../../code/language.ts';
import { javaLogs } from '../java/logs.ts';

export const scalaLogs: readonly LogRow[] = [
  { path: ['println', 'print', 'Predef.println'], by: 'println' },
  ...javaLogs,
];
