// What git complains of, in our own sentences. Git's never go further than here: they quote what it read, which may be
// a file that a hostile repository had it open.

/**
 * Why git gave no answer. `missing`: not installed; `owner`: git refuses a directory of another user; `timeout`: it
 * did not answer in time; `unsound`: it was not asked, because of what it would have met.
 */
export type GitProblem =
  | 'missing'
  | 'owner'
  | 'not-a-repository'
  | 'timeout'
  | 'unsound'
  | 'failed';

const sentences: readonly (readonly [complaint: RegExp, sentence: string])[] = [
  [
    /not a valid object name|unknown revision|bad revision|needed a single revision/i,
    'it knows no such commit',
  ],
  [/no such path|does not exist in|exists on disk, but not in/i, 'it has no such file'],
  [
    /index file (?:smaller|corrupt|open failed|version)|bad (?:index )?(?:signature|version)|bad index file|index uses|malformed entry|unordered stage|unordered entries/i,
    'its index is damaged',
  ],
  [/index\.lock|another git process/i, 'another git holds its index'],
  [
    /bad (?:boolean |numeric )?config|config file|unable to parse '/i,
    'its configuration is damaged',
  ],
  [
    /unknown repository extension|expected git repo version|unknown (?:index entry|hash algorithm|ref storage)/i,
    'it needs a newer git',
  ],
  [/permission denied/i, 'permission denied'],
  [/no space left/i, 'no space left on the device'],
  [
    /(?:object|blob|tree|commit|pack|sha1|delta)[^\n]*(?:missing|corrupt|empty|unable|damaged|bad|not found|garbage)|(?:missing|bad|corrupt|unable to read|could not read|failed to (?:read|unpack)|cannot read|unable to find)[^\n]*(?:object|blob|tree|commit|pack|[0-9a-f]{40})/i,
    'an object is missing or damaged',
  ],
];

/** The problem of a command that ended with `status`, and a sentence on it that holds nothing of the repository. */
export function describeComplaint(
  command: string,
  status: number | null,
  complaint: string,
): { readonly problem: GitProblem; readonly detail: string } {
  if (/dubious ownership|is owned by someone else/.test(complaint)) {
    return { problem: 'owner', detail: 'it belongs to another user' };
  }
  if (/not a git repository/.test(complaint)) {
    return { problem: 'not-a-repository', detail: 'not in a git repository' };
  }
  const known = sentences.find(([pattern]) => pattern.test(complaint))?.[1];
  return { problem: 'failed', detail: known ?? `git ${command} failed (${status ?? 'killed'})` };
}
