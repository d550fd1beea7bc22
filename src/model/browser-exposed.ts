// Names of variables that bundlers publish. Scanning, rules and fixes have to agree on them.

/**
 * Prefixes that make a variable public: Next.js, Vite, Create React App, Expo, Nuxt, Gatsby, SvelteKit and Astro,
 * Vue CLI.
 */
const publicPrefix =
  /^(?:NEXT_PUBLIC|VITE|REACT_APP|EXPO_PUBLIC|NUXT_PUBLIC|GATSBY|PUBLIC|VUE_APP)_/;

/** The name without such a prefix: what it would be called if it were not public. */
export function withoutPublicPrefix(name: string): string {
  return name.replace(publicPrefix, '');
}

/** Whether bundlers put a variable of this name into what browsers download. */
export function isBrowserExposedName(name: string): boolean {
  return publicPrefix.test(name);
}
