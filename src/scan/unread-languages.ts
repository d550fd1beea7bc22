// Languages that people sign tokens in and that keylint may not read: a report that says nothing of such files would
// be an all-clear without a look. Whatever gets a reader leaves this list by itself.
import { readerFor } from './scan.ts';

/**
 * Words of which code that signs or verifies holds one (bytes, case folded). Stricter than the prefilter's: every
 * second program speaks of tokens and sessions.
 */
export const signingWords: readonly string[] = [
  ...[
    'jwt',
    'jws',
    'hmac',
    'jsonwebtoken',
    'json_web_token',
    'webtoken',
    'hs256',
    'hs384',
    'hs512',
  ],
  ...['symmetricsecuritykey', 'signingcredentials'],
  ...['signingkey', 'signing_key', 'signing-key', 'secretkey', 'secret_key', 'secret-key'],
  ...['sessionsecret', 'session_secret', 'session-secret', 'cookiesecret', 'cookie_secret'],
  ...['tokensecret', 'token_secret', 'express-session', 'cookie-session', 'iron-session'],
];

/**
 * Names by ending. Languages with libraries for JSON Web Tokens (jwt.io lists them); C, assembler and headers are not
 * among them, so that nothing of a kernel is read for this.
 */
const languages: Readonly<Record<string, string>> = {
  ...named('Python', 'py', 'pyw'),
  ...named('Java', 'java'),
  ...named('Kotlin', 'kt', 'kts'),
  ...named('Go', 'go'),
  ...named('C#', 'cs', 'cshtml', 'razor'),
  ...named('F#', 'fs', 'fsx'),
  ...named('Visual Basic', 'vb'),
  ...named('PHP', 'php', 'phtml'),
  ...named('Ruby', 'rb', 'rake', 'ru', 'erb'),
  ...named('Rust', 'rs'),
  ...named('Scala', 'scala', 'sc'),
  ...named('Groovy', 'groovy'),
  ...named('Clojure', 'clj', 'cljs', 'cljc'),
  ...named('Elixir', 'ex', 'exs'),
  ...named('Erlang', 'erl'),
  ...named('Swift', 'swift'),
  ...named('Objective-C', 'm', 'mm'),
  ...named('Dart', 'dart'),
  ...named('Lua', 'lua'),
  ...named('Perl', 'pl', 'pm'),
  ...named('R', 'r'),
  ...named('Julia', 'jl'),
  ...named('Haskell', 'hs'),
  ...named('OCaml', 'ml'),
  ...named('PureScript', 'purs'),
  ...named('Crystal', 'cr'),
  ...named('Nim', 'nim'),
  ...named('D', 'd'),
  ...named('Zig', 'zig'),
  ...named('C++', 'cpp', 'cc', 'cxx'),
  ...named('Delphi', 'pas', 'dpr'),
  ...named('ColdFusion', 'cfc', 'cfm'),
  ...named('Apex', 'cls', 'apex'),
  ...named('PowerShell', 'ps1', 'psm1'),
  ...named('CoffeeScript', 'coffee'),
  ...named('Tcl', 'tcl'),
  ...named('Ballerina', 'bal'),
  ...named('PL/SQL', 'pks', 'pkb', 'plsql'),
};

function named(language: string, ...endings: string[]): Record<string, string> {
  return Object.fromEntries(endings.map((ending) => [ending, language]));
}

/** What people call the language of a path that nothing here reads; `undefined` for all other paths. */
export function unreadLanguageOf(path: string): string | undefined {
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  const language = Object.hasOwn(languages, ending) ? languages[ending] : undefined;
  return language !== undefined && readerFor(path) === undefined ? language : undefined;
}
