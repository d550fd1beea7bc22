// What a file holds as a whole, as a setting: the key that code reads from `keys/jwt.pem` is the setting `file:jwt.pem`.

const prefix = 'file:';

/** The setting that a file's content is, by the last part of its path. */
export function fileSetting(name: string): string {
  return `${prefix}${name}`;
}

export function isFileSetting(path: string): boolean {
  return path.startsWith(prefix);
}

/** The setting below what a file holds, where that is data: `file:app.json` and `jwt`, `secret` are `jwt.secret`. */
export function settingBelow(path: string, steps: readonly string[]): string {
  const isInside = steps.length > 0 && isFileSetting(path) && dataFile.test(path);
  return [...(isInside ? [] : [path]), ...steps].join('.');
}

const dataFile = /\.(?:json[5c]?|ya?ml|toml|ini|cfg|conf|properties)$/i;

/** A setting as people call it: a file's name without what makes it a setting. */
export function plainSetting(path: string): string {
  return isFileSetting(path) ? path.slice(prefix.length) : path;
}

/** `jwks.json`, `private.jwk.json`: a file that says by its name that nothing but keys of tokens is in it. */
export function isKeySetName(name: string): boolean {
  return /(?:^|[._-])jwks?\.json$/i.test(name);
}
