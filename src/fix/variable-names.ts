// What to call the environment variable that takes the place of a literal.
import type { Secret, SecretValue } from '../model/secret.ts';

/** Names that a library looks up by itself. */
const byLibrary: Readonly<Record<string, string>> = {
  'next-auth': 'AUTH_SECRET',
  'Auth.js': 'AUTH_SECRET',
  'better-auth': 'BETTER_AUTH_SECRET',
};

const byPurpose: Readonly<Record<string, string>> = {
  access: 'JWT_ACCESS_SECRET',
  refresh: 'JWT_REFRESH_SECRET',
  session: 'SESSION_SECRET',
  cookie: 'COOKIE_SECRET',
  csrf: 'CSRF_SECRET',
  reset: 'RESET_TOKEN_SECRET',
  verification: 'VERIFICATION_TOKEN_SECRET',
  webhook: 'WEBHOOK_SECRET',
};

const byKind: Readonly<Record<Secret['kind'], string>> = {
  jwt: 'JWT_SECRET',
  session: 'SESSION_SECRET',
  cookie: 'COOKIE_SECRET',
  hmac: 'HMAC_SECRET',
};

/** Says nothing of what the secret is for. */
const vague =
  /^(?:SECRET|KEYS?|SECRET_?KEY|SECRETS|SECRET_OR_(?:PRIVATE_)?KEY|PASSWORD|TOKEN|DEFAULT|VALUE|K|S|JWT)$/;

/** `jwtSecret`, `jwt.secret`, `jwt-secret` as `JWT_SECRET`. */
export function toVariableName(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .replace(/[^A-Za-z\d]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toUpperCase();
}

/** Whether a name can be read from the environment as it stands. */
export function isVariableName(name: string): boolean {
  return /^[A-Z_][A-Z\d_]*$/.test(name);
}

/** Major version of next-auth in a manifest's text. */
function authVersion(manifest: string): number | undefined {
  const version = /"next-auth"\s*:\s*"[^"\d]{0,5}(\d+)/.exec(manifest)?.[1];
  return version === undefined ? undefined : Number(version);
}

/** What is known of a literal's place. */
export interface Surroundings {
  /** Text of the package's manifest, '' where there is none. */
  readonly manifest: string;
  /** The property that the object around it is the value of. */
  readonly owner: string | undefined;
}

/** The name that says most: of the library, of the constant, of what the secret is for. */
export function variableNameFor(
  secret: Secret,
  value: SecretValue,
  { manifest, owner }: Surroundings,
): string {
  for (const { use } of secret.uses) {
    const own = Object.hasOwn(byLibrary, use.library) ? byLibrary[use.library] : undefined;
    if (own === 'AUTH_SECRET' && authVersion(manifest) === 4) return 'NEXTAUTH_SECRET';
    if (own) return own;
  }
  const named = toVariableName(value.name ?? secret.name ?? '');
  const purpose = secret.purpose ?? purposeIn(owner);
  const usual = (purpose && byPurpose[purpose]) || byKind[secret.kind];
  if (named === '' || /^\d/.test(named) || vague.test(named)) return usual;
  return /SECRET|KEY|TOKEN|PASSWORD|HMAC|SALT/.test(named) ? named : `${named}_SECRET`;
}

/** `cookie` of `cookieOptions`, `refresh` of `REFRESH_TOKEN`. */
function purposeIn(owner: string | undefined): string | undefined {
  const words = toVariableName(owner ?? '')
    .toLowerCase()
    .split('_');
  return Object.keys(byPurpose).find((purpose) => words.includes(purpose));
}
