// Values that somebody has encrypted, by the forms in which the tools write them. What merely begins so is the value itself.

const forms: readonly RegExp[] = [
  // SOPS and eyaml name the method: `ENC[AES256_GCM,data:...]`, `ENC[PKCS7,...]`; Datadog's agent asks for a handle.
  /^ENC\[(?:[A-Z][A-Z0-9_-]{1,20},|[^\]\s]{0,200}[@:/])/,
  // Jasypt: salt and blocks in base64; Spring's configuration server: the same in hex or base64, with the key's name.
  /^ENC\((?=[^)]{20})[A-Za-z0-9+/=_-]{0,2000}\)?\s*$/,
  /^\{cipher\}(?:\{[\w:.-]{1,100}\})*(?=.{20})[A-Za-z0-9+/=_-]{0,2000}\s*$/,
  // What is filled in before it is decrypted.
  /^(?:ENC\(|\{cipher\})\s*(?:\$|\{|<|%|@)/,
  // DigitalOcean's App Platform.
  /^EV\[\d{1,3}:[A-Za-z0-9+/=]{8,200}:[A-Za-z0-9+/=]{8,3900}\]$/,
  /^encrypted:(?=.{20})[A-Za-z0-9+/=]{0,4000}$/i,
];

/** Whether a value is written as one that is decrypted before it is used. */
export function isEncryptedValue(text: string): boolean {
  const head = text.slice(0, 4_200);
  return forms.some((form) => form.test(head));
}
