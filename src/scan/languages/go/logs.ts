// What writes out what it is given in Go: logs, and answers that hold the whole environment.
import type { LogRow } from '../../code/language.ts';

export const goLogs: readonly LogRow[] = [
  { path: ['fmt.Fprint', 'fmt.Fprintln', 'fmt.Fprintf'], isLoose: true },
  {
    path: ['Encode', 'JSON', 'IndentedJSON', 'String', 'Send', 'SendString'],
    receiver: /^/,
    isLoose: true,
  },
  { path: ['fmt.Errorf', 'panic'], isTold: true },
  // zerolog: `log.Info().Str("secret", secret)`.
  {
    path: ['Trace', 'Debug', 'Info', 'Warn', 'Error', 'Fatal', 'Panic', 'Log'].flatMap((level) =>
      ['Str', 'Bytes', 'Interface', 'Any'].flatMap((method) => [
        `github.com/rs/zerolog/log.${level}.().${method}`,
        `github.com/rs/zerolog.Logger.#.${level}.().${method}`,
      ]),
    ),
    by: 'zerolog',
  },
  { path: ['fmt.Print', 'fmt.Println', 'fmt.Printf'], by: 'fmt.Println' },
  {
    path: ['log.Print', 'log.Println', 'log.Printf', 'log.Fatal', 'log.Fatalf', 'log.Panicf'],
    by: 'log.Println',
  },
  {
    path: [
      'Info',
      'Infof',
      'Debug',
      'Debugf',
      'Warn',
      'Warnf',
      'Error',
      'Errorf',
      'Println',
      'Printf',
      'WithField',
      'WithFields',
    ],
    receiver: /(?:^|\.)(?:log|logger|slog|zap|logrus|sugar)$/i,
    by: 'logger',
  },
];
