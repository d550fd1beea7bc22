// Files that SOPS has encrypted: values are `ENC[...]`, which readers take for references, but for those that its rules
// leave in the open (`unencrypted_suffix`, `encrypted_regex`). Only its own notes on keys are no settings.
import { type ConfigNode, child } from './config-tree.ts';

/** The tree without what SOPS keeps there for itself. */
export function withoutEncryption(root: ConfigNode): ConfigNode {
  if (root.kind !== 'map' || child(child(root, 'sops'), 'mac') === undefined) return root;
  return { ...root, entries: root.entries.filter(({ key }) => key !== 'sops') };
}
