// node:module: what is required on demand is a part of the page.
import * as jsonc from 'jsonc-parser';

export function createRequire(): (name: string) => unknown {
  return (name) => {
    if (name === 'jsonc-parser') return jsonc;
    throw new Error(`not on this page: ${name}`);
  };
}
