// Calls that write what they are given to a log, a response or a service that collects errors.
import { childOf, type SyntaxNode } from '../syntax.ts';
import { dottedName, requiredModule, unwrap } from './origin.ts';
import { type Reading, textOf } from './reading.ts';

/** What a call writes with, and whether that is sure whatever it is given. */
export interface LogSink {
  readonly by: string;
  /** `s.json(...)`, `x.write(...)`: a response or a stream only where the whole environment is written. */
  readonly isLoose?: boolean;
  /** A build puts it into what browsers download. */
  readonly isPublished?: true;
}

const logMethods =
  'log|info|warn|warning|error|debug|trace|verbose|fatal|critical|silly|notice|dir|dirxml|table|group|groupCollapsed|assert|http|success';

const loggers = new RegExp(
  `^(?:console|(?:.*\\.)?(?:logger|log|Logger|winston|pino|bunyan|log4js|loglevel|signale|consola|tracer|fastify\\.log|app\\.log|_logger|#logger))\\.(?:${logMethods})$`,
);

const plainLoggers = /^(?:log|debug|logger|print|consola|signale)$/;

const streams = /^process\.(?:stdout|stderr)\.write$/;

const responses =
  /^(?:.*\.)?(?:(?:res|response|reply)(?:\.status)?\.(?:json|send|end|write|jsonp)|(?:NextResponse|Response)\.json)$/;

const contextResponses = /^(?:c|ctx|context)\.(?:json|text|html|body)$/;

/** Sentry, Bugsnag, Rollbar, Honeybadger, New Relic, Datadog: what they are given is sent to them. */
const collectors =
  /^(?:Sentry|Bugsnag|bugsnag|Bugsnag\w*|[rR]ollbar|[hH]oneybadger|newrelic|tracer|span|scope|Sentry\.\w+)\.(?:capture\w+|setExtras?|setContext|setTags?|setUser|addBreadcrumb|notify|log|info|warn|error|critical|debug|addMetadata|noticeError|addCustomAttributes?|setAttributes?|recordException)$/;

const looseMethods = /\.(?:json|jsonp|send|end|write|render)$/;

/** Modules that are loggers where they are called right where they are required. */
const loggerModules =
  /^(?:winston|pino|bunyan|log4js|loglevel|signale|consola|debug|npmlog|tslog)$/;

/** What a callee writes with, if it writes to any of these. */
export function sinkOf(reading: Reading, callee: SyntaxNode): LogSink | undefined {
  const whole = unwrap(callee);
  const object = childOf(whole, 'object');
  const method = childOf(whole, 'property');
  const inner = object && unwrap(object);
  const dotted =
    inner?.type === 'call_expression' && method
      ? `${calledName(reading, inner) ?? ''}.${textOf(reading, method)}`
      : dottedName(reading, whole);
  if (dotted === undefined) return undefined;
  const isSink =
    loggers.test(dotted) ||
    plainLoggers.test(dotted) ||
    streams.test(dotted) ||
    responses.test(dotted) ||
    collectors.test(dotted) ||
    contextResponses.test(dotted);
  if (isSink) return { by: dotted };
  return looseMethods.test(dotted) ? { by: dotted, isLoose: true } : undefined;
}

/** `res.status(500).json`, `require('winston').info`, `pino().info`: what the object is called that a call gives. */
function calledName(reading: Reading, call: SyntaxNode): string | undefined {
  const module = requiredModule(reading, call);
  if (module !== undefined) return loggerModules.test(module) ? 'logger' : undefined;
  const callee = childOf(call, 'function');
  return callee && dottedName(reading, callee);
}
