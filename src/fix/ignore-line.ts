// The line of a `.gitignore` that stands for one path and nothing else, whatever its name is made of.

/** Env files are private wherever they lie; other names may be harmless elsewhere. */
const privateEverywhere = /^\.(?:env|dev\.vars|envrc|flaskenv)/;

/** `path` counts from the directory of the `.gitignore`, `/`-separated. */
export function ignoreLine(path: string): string {
  const name = path.split('/').at(-1) ?? path;
  const written = privateEverywhere.test(name) ? name : `/${path}`;
  return (
    written
      .replace(/[\\*?[\]]/g, '\\$&')
      // A line cannot hold its own end: `?` is any character but the slash.
      .replace(/[\r\n]/g, '?')
      // Git cuts white space at the end of a line off.
      .replace(/[ \t]+$/, (space) => space.replace(/./gs, '\\$&'))
  );
}
