// Rows of Joken (joken-elixir/joken: lib/joken/signer.ex), JOSE (potatosalad/erlang-jose), Guardian
// (ueberauth/guardian: lib/guardian/token/jwt.ex, HS512 by default), Phoenix and Plug (their modules of the same names).
import type { LibraryRow } from '../../../libraries/row.ts';

const inModule = (body: string): string => `defmodule A do\n  ${body}\nend\n`;

/** What stands in `config/*.exs`: `config :app, MyApp.Guardian, secret_key: "..."`. */
const configured = (library: string, keyword: string, row: Partial<LibraryRow>): LibraryRow => ({
  library,
  modules: [''],
  shape: { kind: 'call', callee: 'config' },
  call: `config ${keyword}`,
  role: 'both',
  kind: 'jwt',
  key: [{ keyword }],
  keyEncoding: 'utf8',
  verification: 'pinned',
  expiryDefault: 'set',
  inFiles: { path: /(?:^|\/)config\/[^/]+\.exs$/ },
  exampleFile: 'config/config.exs',
  example: `import Config\nconfig :app, App.Part, ${keyword}: "«tutorial-value»"\n`,
  ...row,
});

/** What modules are called that `use Guardian`: after that, or after what they let users do. */
const guardian =
  /(?:^|[.])\w*(?:Guardian|Auth|Token|Jwt|JWT|Session|Account|User|Identit|Sign)\w*$/;

const phoenixToken = (call: 'sign' | 'verify'): LibraryRow => ({
  library: 'Phoenix.Token',
  modules: ['Phoenix.Token', 'Plug.Crypto'],
  shape: { kind: 'call', callee: call },
  call: `Phoenix.Token.${call}`,
  role: call,
  kind: 'hmac',
  key: [{ argument: 0 }],
  keyEncoding: 'utf8',
  derivesKey: true,
  verification: 'pinned',
  expiryDefault: 'never',
  example: inModule(`def f(x), do: Phoenix.Token.${call}("«tutorial-secret-value»", "salt", x)`),
});

export const elixirRows: readonly LibraryRow[] = [
  {
    library: 'Joken',
    modules: ['Joken'],
    shape: { kind: 'call', callee: 'peek_claims' },
    call: 'Joken.peek_claims',
    role: 'verify',
    kind: 'jwt',
    key: [],
    keyEncoding: 'utf8',
    onlyDecodes: true,
    example: inModule('def authenticate(token), do: Joken.peek_claims(token)'),
  },
  {
    library: 'Joken',
    modules: ['Joken.Signer'],
    shape: { kind: 'call', callee: 'create' },
    call: 'Joken.Signer.create',
    role: 'both',
    kind: 'jwt',
    key: [{ argument: 1 }],
    keyEncoding: 'utf8',
    algorithm: [{ argument: 0 }],
    verification: 'pinned',
    expiryDefault: 'never',
    example: inModule('def f, do: Joken.Signer.create("HS256", "«tutorial-value»")'),
  },
  {
    library: 'Joken',
    modules: ['Joken'],
    shape: { kind: 'call', callee: 'hs256' },
    call: 'Joken.hs256',
    role: 'both',
    kind: 'jwt',
    key: [{ argument: 0 }],
    keyEncoding: 'utf8',
    defaultAlgorithm: 'HS256',
    verification: 'pinned',
    expiryDefault: 'never',
    example: inModule('def f, do: Joken.hs256("«tutorial-value»")'),
  },
  {
    library: 'JOSE',
    modules: ['JOSE.JWK'],
    shape: { kind: 'call', callee: 'from_oct' },
    call: 'JOSE.JWK.from_oct',
    role: 'both',
    kind: 'jwt',
    key: [{ argument: 0 }],
    keyEncoding: 'utf8',
    verification: 'pinned',
    expiryDefault: 'never',
    example: inModule('def f, do: JOSE.JWK.from_oct("«tutorial-value»")'),
  },
  {
    library: 'Guardian',
    modules: ['Guardian'],
    shape: { kind: 'call', callee: 'encode_and_sign' },
    call: 'Guardian.encode_and_sign',
    role: 'sign',
    kind: 'jwt',
    key: [{ keyword: 'secret' }],
    keyEncoding: 'utf8',
    defaultAlgorithm: 'HS512',
    expiryDefault: 'set',
    example: inModule('def f(u), do: Guardian.encode_and_sign(u, %{}, secret: "«tutorial-value»")'),
  },
  {
    library: 'crypto',
    modules: ['crypto'],
    shape: { kind: 'call', callee: 'mac' },
    call: ':crypto.mac',
    role: 'both',
    kind: 'hmac',
    when: [{ place: { argument: 0 }, is: 'hmac' }],
    key: [{ argument: 2 }],
    keyEncoding: 'utf8',
    algorithm: [{ argument: 1 }],
    algorithmNames: 'hash',
    example: inModule('def f(x), do: :crypto.mac(:hmac, :sha256, "«tutorial-secret-value»", x)'),
  },
  phoenixToken('sign'),
  phoenixToken('verify'),
  configured('Guardian', 'secret_key', {
    defaultAlgorithm: 'HS512',
    expiry: [{ keyword: 'ttl' }],
    // Clients of payment providers have a `secret_key`, too.
    when: [{ place: { argument: 1 }, is: guardian }],
    example: 'import Config\nconfig :app, App.Accounts.Guardian, secret_key: "«tutorial-value»"\n',
  }),
  configured('Joken', 'default_signer', { defaultAlgorithm: 'HS256' }),
  configured('Phoenix', 'secret_key_base', { kind: 'session', derivesKey: true }),
];
