// Calls that write what they are given to a log, a response or a service that collects errors.
import { openLogRow } from '../../code/leaks.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { dottedName, originOf } from './origin.ts';
import { type Reading, textOf } from './reading.ts';
import { unwrap } from './shapes.ts';

/** What a call writes with, and whether that is sure whatever it is given. */
export interface LogSink {
  readonly by: string;
  /** `s.json(...)`, `x.write(...)`: a response or a stream only where the whole environment is written. */
  readonly isLoose?: boolean;
  /** A build puts it into what browsers download. */
  readonly isPublished?: true;
}

/** Modules that are loggers where they are called right where they are required. */
const loggerModules =
  /^(?:winston|pino|bunyan|log4js|loglevel|signale|consola|debug|npmlog|tslog)$/;

/** What a callee writes with, if it writes to any of these. */
export function sinkOf(reading: Reading, callee: SyntaxNode): LogSink | undefined {
  const whole = unwrap(callee);
  const object = childOf(whole, 'object');
  const method = childOf(whole, 'property');
  const inner = object && unwrap(object);
  const isMade = inner?.type === 'call_expression' || inner?.type === 'new_expression';
  const dotted =
    isMade && method
      ? `${calledName(reading, inner) ?? ''}.${textOf(reading, method)}`
      : (namespaced(reading, whole) ?? dottedName(reading, whole));
  if (dotted === undefined) return undefined;
  const row = openLogRow(reading.rows, dotted);
  return row && { by: dotted, ...(row.isLoose && { isLoose: true }) };
}

/** `debug('app')`, which is called itself. */
function namespaced(reading: Reading, callee: SyntaxNode): string | undefined {
  if (callee.type !== 'call_expression') return undefined;
  return originOf(reading, callee)?.module === 'debug' ? 'debug' : undefined;
}

/** `res.status(500).json`, `require('winston').info`, `pino().info`: what the object is called that a call gives. */
function calledName(reading: Reading, call: SyntaxNode): string | undefined {
  const module = originOf(reading, call)?.module ?? '';
  if (loggerModules.test(module)) return 'logger';
  if (module.startsWith('@sentry/')) return 'Sentry';
  const callee = childOf(call, 'function');
  return callee && dottedName(reading, callee);
}
