// What repositories of a fleet are called, and where their reports lie. Names come from addresses and directories that
// anybody can choose, so what becomes a path is spelled with a few safe characters.
import { createHash } from 'node:crypto';

/**
 * `github.com/acme/shop` for `git@github.com:acme/shop.git`, `https://user@github.com/acme/shop` and the like; never a
 * user, a password or a port. `undefined` for what names no host.
 */
export function nameOfAddress(url: string): string | undefined {
  const trimmed = url.trim();
  const [, , host = '', path = ''] =
    /^(?:(https?|ssh|git):\/\/(?:[^@/\s]*@)?([\w.-]+)(?::\d+)?\/)([^?#\s]+)/i.exec(trimmed) ??
    scpAddress(trimmed) ??
    [];
  const parts = path
    .replace(/\/+$/, '')
    .replace(/\.git$/i, '')
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..');
  return host === '' || parts.length === 0 ? undefined : [host.toLowerCase(), ...parts].join('/');
}

/** `git@host:owner/name`; a single letter before the colon is a drive of Windows. */
function scpAddress(url: string): [string, string, string, string] | undefined {
  const [, host, path] = /^(?:[\w.-]+@)?([\w.-]{2,}):(?!\/\/)([^?#\s]+)$/.exec(url) ?? [];
  return host === undefined || path === undefined ? undefined : [url, 'ssh', host, path];
}

/** The id of a task: of its members' names alone, so that a plan that is made anew finds the results of before. */
export function taskId(names: readonly string[]): string {
  return createHash('sha256')
    .update(`keylint task 1\0${[...names].sort().join('\0')}`)
    .digest('hex')
    .slice(0, 32);
}

/** Names that Windows keeps for devices, whatever their ending. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** A name as one part of a path on every platform. Different names stay different; plain ones stay as they are. */
export function safePart(text: string): string {
  const spelled = text
    .replace(/[^\w.@+-]/gu, spell)
    .replace(/^\.+|\.+$/g, (dots) => '%2E'.repeat(dots.length))
    .replace(devices, (device) => `%${device}`);
  if (spelled !== '' && spelled.length <= maxPart) return spelled;
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return `${spelled.slice(0, maxPart - 17)}~${digest}`;
}

const maxPart = 120;

function spell(character: string): string {
  return [...new TextEncoder().encode(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}

/**
 * Where the reports of each name lie, below `repos/`: `github.com/acme/shop`. File systems that do not tell `Shop` from
 * `shop` would lose one of two: later ones get a number.
 */
export function pathsOf(names: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const paths = new Map<string, string>();
  for (const name of [...names].sort()) {
    const plain = name.split('/').map(safePart).join('/');
    // Of tens of thousands nearly all are what they were: the same text, not another one like it.
    let path = plain === name ? name : plain;
    for (let number = 2; taken.has(path.toLowerCase()); number++) path = `${plain}~${number}`;
    taken.add(path.toLowerCase());
    paths.set(name, path);
  }
  return paths;
}

/** The file of each team's page, without its ending: no name of a team leads into another directory. */
export function filesOfTeams(teams: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const files = new Map<string, string>();
  for (const team of [...teams].sort(byText)) {
    const plain = team === '' ? 'no owner' : team.replaceAll('/', '+');
    let file = safePart(plain);
    for (let number = 2; taken.has(file.toLowerCase()); number++) {
      file = safePart(`${plain}~${number}`);
    }
    taken.add(file.toLowerCase());
    files.set(team, file);
  }
  return files;
}

/** Order of everything: by code units, the same on every machine. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
