// Why a finding is left to people, in one sentence for each rule that has no edit.
import type { Finding } from '../../model/finding.ts';

const reasons: Readonly<Record<string, string>> = {
  'hardcoded-secret':
    'keylint knows no better place in this format: let the value come from the secret store of the platform',
  'hardcoded-fallback': 'the default of this format has to be taken out by hand',
  'unsigned-token':
    'a token with alg "none" is not signed at all: name an algorithm and a secret on both sides, together',
  'unverified-token':
    'decode does not check the signature: whether this place may trust the token is for you to say; use verify',
  'algorithm-confusion':
    'which of the two kinds of keys is meant is for you to say: list one kind only',
  'token-without-expiry': 'how long a token may live is for you to say: set expiresIn',
  'long-lived-token':
    'how long a token may live is for you to say: shorten it, and renew it with a refresh token',
  'sensitive-claim': 'leave it out of the claims, and look it up where it is needed',
  'verify-without-audience': 'name the audience where tokens are signed and demand it here',
  'verify-without-issuer': 'name the issuer where tokens are signed and demand it here',
  'logged-secret': 'what the log line is for is for you to say: log the name, never the value',
  'browser-exposed-secret':
    'the code that signs has to move to the server, and the variable needs a name without the public prefix',
  'image-baked-secret':
    'pass it when the container starts (--env-file, secrets), then delete the instruction',
  'secret-in-example':
    'leave the value empty in the template and replace the secret where it is in use',
  'secret-in-history': 'replace the secret, then remove it from the history with git filter-repo',
};

export function leftReason({ rule }: Finding): string {
  return (Object.hasOwn(reasons, rule) ? reasons[rule] : undefined) ?? 'keylint has no edit for it';
}
