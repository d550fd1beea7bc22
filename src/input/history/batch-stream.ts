// Takes the output of `git cat-file --batch` apart as it comes, whatever order it comes in:
// `<id> blob <size>\n<bytes>\n`, or `<id> missing\n`. Nothing is kept beyond the blob that is being read.
import { Buffer } from 'node:buffer';

export interface BatchReader {
  push(chunk: Buffer): void;
}

/**
 * `take` is given bytes that are valid until the next chunk but one is pushed; `undefined` for an object that is missing
 * or no blob.
 */
export function createBatchReader(
  take: (id: string, bytes: Buffer | undefined) => void,
): BatchReader {
  let head = '';
  let id = '';
  let isBlob = false;
  /** Bytes of the object still to come, the line feed after it included; -1 while a head is read. */
  let left = -1;
  let filled = 0;
  let body = Buffer.allocUnsafeSlow(1 << 16);
  /** What was read into it is still being looked at while the next is put together. */
  let other = Buffer.allocUnsafeSlow(1 << 16);

  const finish = (bytes: Buffer): void => {
    left = -1;
    filled = 0;
    take(id, isBlob ? bytes : undefined);
  };

  const readHead = (line: string): void => {
    const match = /^(?<id>[0-9a-f]{40,64}) (?<type>[a-z]+) (?<size>\d{1,15})$/.exec(line)?.groups;
    head = '';
    if (!match) {
      take(line.slice(0, line.indexOf(' ')), undefined);
      return;
    }
    id = match.id ?? '';
    isBlob = match.type === 'blob';
    left = Number(match.size) + 1;
    // Room for the whole at once: growing piece by piece would copy it again and again.
    if (left > body.length) body = Buffer.allocUnsafeSlow(left + (left >> 1));
  };

  const readBody = (chunk: Buffer, at: number): number => {
    const count = Math.min(left, chunk.length - at);
    if (filled === 0 && count === left) {
      finish(chunk.subarray(at, at + count - 1));
      return at + count;
    }
    chunk.copy(body, filled, at, at + count);
    filled += count;
    left -= count;
    if (left === 0) {
      const bytes = body.subarray(0, filled - 1);
      [body, other] = [other, body];
      finish(bytes);
    }
    return at + count;
  };

  return {
    push(chunk) {
      for (let at = 0; at < chunk.length; ) {
        if (left !== -1) {
          at = readBody(chunk, at);
          continue;
        }
        const end = chunk.indexOf(10, at);
        head += chunk.toString('latin1', at, end === -1 ? chunk.length : end);
        if (end === -1) return;
        at = end + 1;
        readHead(head);
      }
    },
  };
}
