// Values that somebody has encrypted, by the forms in which the tools write them: SOPS and eyaml name the method
// (`ENC[AES256_GCM,data:...]`), Datadog's agent a handle, dotenvx and DigitalOcean's App Platform write base64. What merely
// begins so is the value itself. What Jasypt (`ENC(...)`) and Spring (`{cipher}...`) cannot decrypt stops the program.
const form =
  /^(?:ENC\[(?:[A-Z][A-Z0-9_-]+,|[^\]\s]{0,200}[@:/])|ENC\(|\{cipher\}|encrypted:[\w+/=]{20}|EV\[\d+:[\w+/=]+:)/;

/** Whether a value is written as one that is decrypted before it is used. */
export function isEncryptedValue(text: string): boolean {
  return form.test(text.slice(0, 1000));
}
