// What asymmetric calls sign and check with: names may call it a secret, and a placeholder may stand in its place,
// and still no HMAC is keyed with it.
import { identitiesOf, type Linker } from './linker.ts';
import { readOf } from './scopes.ts';
import type { Origin } from './trail.ts';
import type { PendingUse } from './uses.ts';

/** Notes the identities of all keys of asymmetric calls. */
export function noteKeyPairs(linker: Linker, uses: readonly PendingUse[]): void {
  for (const { linked, origins } of uses) {
    if (!linked.isAsymmetric) continue;
    for (const origin of origins) note(linker, origin, 0);
  }
}

/** Whether only asymmetric calls take the secret of that identity. */
export function isKeyPair(linker: Linker, id: string): boolean {
  if (!linker.keyPairs.has(id)) return false;
  return !linker.graph.has(id) || linker.graph.node(id, '').uses.size === 0;
}

function note(linker: Linker, origin: Origin, depth: number): void {
  const { index, resolver, keyPairs } = linker;
  const { end } = origin;
  const identities = identitiesOf(linker, origin).filter(({ id }) => !keyPairs.has(id));
  for (const { id } of identities) keyPairs.add(id);
  if (identities.length === 0 || depth > 4 || (end.kind !== 'env' && end.kind !== 'setting'))
    return;
  // A setting is often given by a variable: `accessKey: process.env.JWT_PRIVATE_KEY`.
  const { name, definitions } = readOf(index, end);
  // Whatever else the file holds that sets it: a private key may be written there.
  linker.readNames.add(name);
  for (const { definition, file } of definitions) {
    for (const found of resolver.resolve(file.path, definition.value))
      note(linker, found, depth + 1);
  }
}
