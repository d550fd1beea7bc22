// What may be seen nowhere: planted secrets, whatever they are spelled as, their hashes without a key, the ids of blobs
// that hold them; and who looks for it: in texts, and in the arguments and variables of running processes.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** Long enough to be no chance, short enough for a hash that was cut to sixteen digits. */
const window = 12;

export interface Canaries {
  /** The first text that holds a trace, by its name; `undefined`: none does. */
  findIn(texts: Iterable<readonly [name: string, text: string]>): string | undefined;
}

/** Traces of the secrets; `fileOf` gives the texts of the files that hold one. */
export function createCanaries(
  planted: readonly string[],
  fileOf: (secret: string) => readonly string[],
): Canaries {
  const traces = new Set(planted.flatMap((secret) => tracesOf(secret, fileOf(secret))));
  return {
    findIn(texts) {
      for (const [name, text] of texts) {
        for (let at = 0; at + window <= text.length; at++) {
          if (traces.has(text.slice(at, at + window))) return `${name} at ${at}`;
        }
      }
      return undefined;
    },
  };
}

function tracesOf(secret: string, files: readonly string[]): string[] {
  const text = Buffer.from(secret);
  const decoded = /^[0-9a-f]{64}$/.test(secret)
    ? Buffer.from(secret, 'hex')
    : Buffer.from(secret, 'base64');
  const blobs = files.map((file) => Buffer.from(`blob ${Buffer.byteLength(file)}\0${file}`));
  const hashed = [text, decoded, ...files.map((file) => Buffer.from(file)), ...blobs];
  const hashes = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'].flatMap((name) =>
    hashed.map((bytes) => createHash(name).update(bytes).digest()),
  );
  const spelled = [text, ...(decoded.length >= 16 ? [decoded] : []), ...hashes].flatMap((bytes) => [
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    bytes.toString('latin1'),
  ]);
  return spelled.filter((trace) => trace.length >= window).map((trace) => trace.slice(0, window));
}

/** Results are compressed, and written as base64 where they travel: each is opened. */
export function unpackAll(texts: Iterable<string>): string[] {
  return [...texts].flatMap((text) =>
    [...text.matchAll(/H4sI[A-Za-z0-9+/=]{100,}/g)].flatMap(([packed]) => unpack(packed)),
  );
}

/** A page of a database may hold a piece of one. */
function unpack(packed: string): string | [] {
  try {
    return gunzipSync(Buffer.from(packed, 'base64')).toString('latin1');
  } catch {
    return [];
  }
}

export interface ProcessWatch {
  /** Every command line and every environment that was seen, each once, by whose it was. */
  readonly commands: ReadonlySet<string>;
  readonly environments: ReadonlySet<string>;
  stop(): void;
}

/** Looks at all that this process has started, directly or not, fifty times a second. */
export function watchProcesses(): ProcessWatch {
  const commands = new Set<string>();
  const environments = new Set<string>();
  const look = (): void => {
    for (const pid of descendantsOf(process.pid)) {
      const command = readProc(pid, 'cmdline');
      if (command === '') continue;
      commands.add(command);
      environments.add(`${command}\n${readProc(pid, 'environ')}`);
    }
  };
  const timer = setInterval(look, 20);
  return { commands, environments, stop: () => clearInterval(timer) };
}

function readProc(pid: string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/** By what the kernel lists: a look at all processes of the machine would take half of a processor. */
function descendantsOf(root: number): string[] {
  const found: string[] = [];
  const pending = [String(root)];
  for (let pid = pending.pop(); pid !== undefined; pid = pending.pop()) {
    const children = threadsOf(pid).flatMap((thread) =>
      readProc(pid, `task/${thread}/children`).trim().split(' '),
    );
    const below = children.filter((child) => child !== '');
    found.push(...below);
    pending.push(...below);
  }
  return found;
}

function threadsOf(pid: string): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}
