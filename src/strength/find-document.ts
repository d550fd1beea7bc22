// Texts that are something else than a key, whole: a token, a public key, the stored hash of a password. However many
// random characters are in them, they were made to be handed out or kept in tables, and not to sign.

/** What a text is instead of a key, and what guessing it is worth at least to whoever has seen one. */
export interface Document {
  readonly what: DocumentName;
  readonly bits: number;
}

export const documentNames = ['JSON Web Token', 'public key', 'password hash'] as const;
export type DocumentName = (typeof documentNames)[number];

/** Longer texts are cut off before a pattern looks at them. */
const longest = 8192;
/** Published by whoever has the key pair. */
const publicBits = 8;
/** Handed to clients, or stored in a table of users, dumps of which get about: not guessed, but read. */
const readBits = 128;

const token = /^eyJ[\w-]{8,4000}\.[\w-]{2,6000}(?:\.[\w-]{0,2000})?(?:\.\.\.|…)?$/;
/** The header of a token on its own, or with as much of the rest as fitted. */
const tokenHead = /^eyJ(?:hbGciOi|0eXAiOi|raWQiOi)[\w-]{6,6000}(?:\.[\w-]{0,6000})?(?:\.\.\.|…)?$/;
const publicKey =
  /^\s*-----BEGIN (?:[A-Z0-9]{1,12} )?(?:PUBLIC KEY|CERTIFICATE)-----|^(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-nistp\d{3}) AAAA|^(?:MII[A-Za-z0-9+/]{4}ANBgkqhkiG9w0BAQEFAAO|MI[A-Za-z0-9+/]{2}MA0GCSqGSIb3DQEBAQUAA4G|MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE|MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE|MCowBQYDK2VwAyEA)/;
/** bcrypt; the crypt(3) family and PHC strings; Django's and Werkzeug's own spelling; OpenLDAP's. */
const passwordHash =
  /^\$2[abxy]?\$\d\d\$[./A-Za-z0-9]{20,53}$|^\$(?:1|5|6|7|y|gy|apr1|sha1|md5|P|H|argon2(?:id|i|d)|scrypt|pbkdf2(?:-sha(?:1|256|512))?)\$[\w./=,+:-]{0,120}(?:\$[\w./=,+:-]{0,200}){1,5}$|^(?:pbkdf2_sha(?:1|256)|pbkdf2:sha(?:1|256|512)(?::\d+)?|bcrypt_sha256|argon2|scrypt(?::\d+){0,3})\$.{16,300}$|^\{(?:SSHA|SHA|SMD5|MD5|CRYPT|SSHA256|SSHA512|bcrypt|pbkdf2|argon2)\}[\w./+=$-]{16,200}$/i;

/** What `text` is as a whole; `undefined` where it could be a key. Linear. */
export function wholeDocument(text: string): Document | undefined {
  if (text.length < 24) return undefined;
  const head = text.slice(0, longest).trim();
  if (publicKey.test(head)) return { what: 'public key', bits: publicBits };
  if (token.test(head) || tokenHead.test(head)) return { what: 'JSON Web Token', bits: readBits };
  return passwordHash.test(head) ? { what: 'password hash', bits: readBits } : undefined;
}
