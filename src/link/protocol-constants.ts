// Texts that standards key an HMAC with where it derives one key from another: they are written down in public, and what is
// secret there is what the HMAC is made of.

const constants: ReadonlySet<string> = new Set([
  // BIP-32, SLIP-10 and SLIP-21: https://github.com/satoshilabs/slips
  ...['Bitcoin seed', 'ed25519 seed', 'Nist256p1 seed', 'curve25519 seed', 'Symmetric key seed'],
  // https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app
  'WebAppData',
]);

export function isProtocolConstant(text: string): boolean {
  return constants.has(text);
}
