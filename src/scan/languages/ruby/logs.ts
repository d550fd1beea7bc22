// What writes out what it is given in Ruby: logs, and answers that hold the whole environment.
import type { LogRow } from '../../code/language.ts';

export const rubyLogs: readonly LogRow[] = [
  { path: ['render', 'json'], isLoose: true },
  { path: 'raise', isTold: true },
  { path: ['puts', 'p', 'print', 'pp'], by: 'puts' },
  {
    path: ['Rails.logger.debug', 'Rails.logger.info', 'Rails.logger.warn', 'Rails.logger.error'],
    by: 'Rails.logger',
  },
  {
    path: ['debug', 'info', 'warn', 'error', 'fatal'],
    receiver: /^(?:this\.)?_?(?:log|logger)$/,
    by: 'logger',
  },
];
