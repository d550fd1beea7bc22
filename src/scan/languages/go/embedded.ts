// Files that a program carries: `//go:embed key.pem` above `var key []byte`. https://pkg.go.dev/embed
import type { Definition } from '../../../model/facts.ts';
import { fileSetting } from '../../../model/file-setting.ts';
import type { CodeFile, MoreReading } from '../../code/language.ts';

const directive =
  /^\/\/go:embed[ \t]{1,10}(?<quote>["`]?)(?<path>[^\s"`*]{1,300})\k<quote>[ \t\r]*\n(?:\/\/[^\n]{0,200}\n){0,5}[ \t]{0,8}(?:var[ \t]{1,8})?(?<name>[A-Za-z_]\w{0,100})[ \t]{1,40}(?:string|\[\]byte)\b/gm;

/** Variables that are what one file holds. */
export function embeddedFiles(
  { text }: CodeFile,
  { rangeOf }: Pick<MoreReading, 'rangeOf'>,
): readonly Definition[] {
  if (!text.includes('//go:embed ')) return [];
  return Array.from(text.matchAll(directive), ({ groups, index }): Definition => {
    const { path = '', name = '' } = groups ?? {};
    const at = rangeOf(index, index + text.slice(index).indexOf(path) + path.length);
    const value = {
      kind: 'setting',
      path: fileSetting(path.split('/').at(-1) ?? path),
      at,
    } as const;
    return { space: 'code', name, value, at, carrier: 'code' };
  });
}
