// Rows of what writes out what it is given: loggers, responses, services that collect errors.
import type { LogRow } from '../../code/language.ts';

const words = (text: string): readonly string[] => text.split(' ');

/** The last row that fits is the least sure one. */
export const javascriptLogs: readonly LogRow[] = [
  {
    path: words(
      'log child info warn warning error debug trace verbose fatal critical silly notice dir dirxml table group groupCollapsed assert http success',
    ),
    receiver:
      /^(?:console|(?:.*\.)?(?:logger|log|Logger|winston|pino|bunyan|log4js|loglevel|signale|consola|tracer|fastify\.log|app\.log|_logger|#logger))$/,
  },
  { path: words('log debug logger print consola signale'), receiver: /^$/ },
  { path: 'write', receiver: /^process\.(?:stdout|stderr)$/ },
  {
    path: words('json send end write jsonp'),
    receiver: /^(?:.*\.)?(?:res|response|reply)(?:\.status)?$/,
  },
  { path: 'json', receiver: /^(?:.*\.)?(?:NextResponse|Response)$/ },
  { path: words('json text html body'), receiver: /^(?:c|ctx|context)$/ },
  // Sentry, Bugsnag, Rollbar, Honeybadger, New Relic, Datadog: what they are given is sent to them.
  {
    path: words(
      'captureException captureMessage captureEvent captureError captureFeedback captureUserFeedback captureCheckIn captureSession captureConsole captureEvents captureExceptions setExtra setExtras setContext setTag setTags setUser addBreadcrumb notify log info warn error critical debug addMetadata noticeError addCustomAttribute addCustomAttributes setAttribute setAttributes recordException',
    ),
    receiver:
      /^(?:Sentry|bugsnag|Bugsnag\w*|[rR]ollbar|[hH]oneybadger|newrelic|tracer|span|scope|Sentry\.\w+)$/,
  },
  // In the function that a report is handed to before it is sent.
  { path: words('addMetadata setExtra setContext'), receiver: /^(?:e|event|report|scope)$/ },
  { path: words('json jsonp send end write render'), receiver: /./, isLoose: true },
];
