// What rows of values in JavaScript are written with.

/** An example: the expression, after the imports that it needs. */
export const set = (value: string, imports = ''): string =>
  `${imports}export const key = «${value}»\n`;

export const imported = (names: string, module: string): string =>
  `import ${names} from '${module}'\n`;

/** What a global is below, where it is not called by its bare name. */
export const everywhere = (name: string): readonly string[] => [
  name,
  `globalThis.${name}`,
  `window.${name}`,
  `self.${name}`,
];

/** Web Crypto, by its global and by Node's module. */
export const webCrypto = (name: string): readonly string[] => [
  ...everywhere(`crypto.${name}`),
  ...everywhere(`crypto.webcrypto.${name}`),
  name,
];
