// node:path for names of one pasted file.
const normal = (path: string): string => {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
};

export const sep = '/';
export const resolve = (...paths: string[]): string => `/${normal(paths.join('/'))}`;
export const join = (...paths: string[]): string => normal(paths.join('/'));
export const dirname = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
export const basename = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
export const isAbsolute = (path: string): boolean => path.startsWith('/');
export const relative = (from: string, to: string): string => to.slice(from.length + 1);
export const posix = { sep, resolve, join, dirname, basename, isAbsolute, relative };
export const win32 = posix;
