// Tokens of a GitHub App: each lives for an hour, a run for longer. Made when they are needed, from the App's key.
import { createPrivateKey } from 'node:crypto';
import { createClient } from '../github/client.ts';
import type { Clock } from '../github/patience.ts';
import { UserError } from '../model/errors.ts';
import type { TokenSource } from './credentials.ts';

export interface AppOptions {
  readonly appId: string;
  /** PEM, as GitHub hands it out. */
  readonly key: string;
  /** Whose repositories: an organisation or a user. */
  readonly owner: string;
  readonly apiUrl: string;
  readonly version: string;
  readonly clock: Clock;
}

/** A token is not used in its last minutes: a clone may take some. */
const reserveMs = 10 * 60_000;

export function createAppToken(options: AppOptions): TokenSource {
  let known: { readonly token: string; readonly expires: number } | undefined;
  return async (isRefused) => {
    if (isRefused || !known || known.expires - reserveMs < options.clock.now())
      known = await ask(options);
    return known.token;
  };
}

async function ask({ appId, key, owner, apiUrl, version, clock }: AppOptions) {
  const { SignJWT } = await import('jose');
  const now = Math.floor(clock.now() / 1000);
  let signer: ReturnType<typeof createPrivateKey>;
  try {
    signer = createPrivateKey(key);
  } catch {
    throw new UserError('--app-key is no private key in PEM.');
  }
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer(appId)
    // Clocks may be apart; GitHub takes ten minutes at most.
    .setIssuedAt(now - 60)
    .setExpirationTime(now + 540)
    .sign(signer);
  const { rest } = await createClient({ token, apiUrl, version, clock });
  try {
    const { data: installation } = await rest.apps
      .getOrgInstallation({ org: owner })
      .catch(() => rest.apps.getUserInstallation({ username: owner }));
    const { data } = await rest.apps.createInstallationAccessToken({
      installation_id: installation.id,
    });
    return { token: data.token, expires: Date.parse(data.expires_at) };
  } catch {
    throw new UserError(`GitHub gives the App ${appId} no token for ${owner}.`, {
      hint: 'Is it installed there, with read access to contents and metadata?',
    });
  }
}
