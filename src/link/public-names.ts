// Names of what everybody may have: public keys, certificates.
import { withoutPublicPrefix } from '../model/browser-exposed.ts';
import { wordsOf } from './name-words.ts';

/** Whether a name says that it holds what everybody may have: a public key, a certificate. */
export function namesPublicKey(name: string): boolean {
  const words = wordsOf(withoutPublicPrefix(name)).join(' ');
  if (/\b(?:secrets?|private|priv)\b/.test(words)) return false;
  return /\b(?:public ?(?:key|pem|cert)s?|pub ?keys?|publickeys?|certificates?|certs?|x509|spki)\b/.test(
    words,
  );
}

/** Whether it leaves it open: `secretOrPublicKey`, `jwks`, `pem`. */
export function mayNamePublicKey(name: string): boolean {
  const words = wordsOf(withoutPublicPrefix(name)).join(' ');
  return namesPublicKey(name) || /\b(?:public|jwks?|pem|rsa)\b/.test(words);
}
