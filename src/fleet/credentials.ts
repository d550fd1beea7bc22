// Tokens for hosts of code: who gets which, and only who. A token is asked for anew where a host refuses the last one,
// so that one which lives for an hour serves a run of a day.

/** Gives a token; `isRefused`: the last one was not taken. `undefined`: there is none. */
export type TokenSource = (isRefused?: boolean) => Promise<string | undefined>;

/** What is sent to one origin and to no other. */
export interface Credential {
  /** `https://github.com`. */
  readonly origin: string;
  /** What the host calls whoever holds the token. */
  readonly user: string;
  readonly token: TokenSource;
}

/** The credential for an address; `undefined`: it is asked as a stranger. */
export function credentialFor(url: string, all: readonly Credential[]): Credential | undefined {
  const origin = originOf(url);
  return origin === undefined ? undefined : all.find((one) => one.origin === origin);
}

/** `https://git.example:8443`; `undefined` where a token cannot be sent: it would be read on the way, or is not asked for. */
export function originOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, origin, hostname } = new URL(url);
  const isLoopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback) ? origin : undefined;
}

/** Where the repositories of an API are: `https://github.com` of `https://api.github.com`. */
export function webOrigin(apiUrl: string): string | undefined {
  const origin = originOf(apiUrl);
  return origin === 'https://api.github.com' ? 'https://github.com' : origin;
}

/** Settings of git that carry the token, for its environment: never an argument, an address or a file. */
export function headerSettings(
  { origin, user }: Credential,
  token: string,
): readonly (readonly [string, string])[] {
  const basic = Buffer.from(`${user}:${token}`).toString('base64');
  return [[`http.${origin}/.extraHeader`, `Authorization: Basic ${basic}`]];
}
