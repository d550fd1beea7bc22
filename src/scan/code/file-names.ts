// The name of a file that code reads, however its path is put together: `open(os.path.join(root, 'jwt.key'), 'rb')`.
import { type Shapes, shapeAs, type ValueReading } from './reading.ts';
import { nodeOf, type Slot } from './shape.ts';

/** Longer paths are put together by more than texts. */
const longest = 300;

const quoted = /["'](?<text>[^"'\r\n]{2,200})["']/g;

/** How a file is opened, and how its bytes are read as text. */
const mode = /^(?:[rwab+t]{1,3}|utf-?8|ascii|latin-?1|UTF_8)$/i;

/** The last part of the last text of a path; `undefined` where it is not written down. */
export function fileNamed(
  reading: Shapes & Pick<ValueReading, 'scopes'>,
  slot: Slot | undefined,
  depth = 0,
): string | undefined {
  if (!slot || depth > 3) return undefined;
  const inner = reading.unwrap(slot);
  const name = shapeAs(reading, inner, 'name')?.name;
  if (name !== undefined) {
    return fileNamed(reading, reading.scopes.lookUp(nodeOf(inner), name)?.value, depth + 1);
  }
  const { start, end } = nodeOf(inner);
  if (end - start > longest) return undefined;
  const texts = [...reading.text.slice(start, end).matchAll(quoted)]
    .map(({ groups }) => groups?.text ?? '')
    .filter((text) => !mode.test(text));
  const last = texts.at(-1)?.split(/[/\\]/).at(-1) ?? '';
  return /^[\w.-]{2,100}$/.test(last) && /[a-z]/i.test(last) ? last : undefined;
}
