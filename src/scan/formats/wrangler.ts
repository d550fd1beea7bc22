// Cloudflare's wrangler.toml and wrangler.json(c): blocks of `env` are environments of their own, and what stands beside
// them is what is deployed where none is named. https://developers.cloudflare.com/workers/wrangler/environments/
import { type ConfigNode, child } from './config-tree.ts';

/** The environment of what no block of `env` holds; `undefined` where there is none to tell it from. */
export function wranglerEnvironment(name: string, root: ConfigNode): string | undefined {
  if (!/^wrangler\.(?:toml|jsonc?)$/.test(name)) return undefined;
  return child(root, 'env')?.kind === 'map' ? 'default' : undefined;
}
