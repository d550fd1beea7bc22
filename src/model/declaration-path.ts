/** `index.d.ts`: types of code that stands elsewhere. Nothing is called in there. */
export function isDeclarationPath(path: string): boolean {
  return /\.d\.[cm]?ts$/i.test(path);
}
