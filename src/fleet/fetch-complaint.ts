// What git says of a host that does not give a repository, in our words: its own may quote an address or a banner.

export type Verdict = {
  readonly kind: 'later' | 'unreachable' | 'refused' | 'moved' | 'final';
  readonly reason: string;
};

export const movedAway: Verdict = {
  kind: 'moved',
  reason: 'its host says that it has moved: name its new address',
};

export const unfetchable: Verdict = {
  kind: 'final',
  reason: 'its address is of a kind that is not fetched from',
};

/** What a complaint means, and what is done about it. */
export function judge(complaint: string): Verdict {
  const has = (pattern: RegExp): boolean => pattern.test(complaint);
  if (has(/error: 429|HTTP 429|too many requests/i))
    return { kind: 'later', reason: 'its host refuses for the number of requests (429)' };
  if (has(/error: 30\d|HTTP 30\d/i)) return movedAway;
  if (has(/error: 5\d\d|HTTP 5\d\d/i))
    return { kind: 'later', reason: 'its host is in trouble (5xx)' };
  if (
    has(
      /error: 401|HTTP 401|Authentication failed|could not read (?:Username|Password)|terminal prompts disabled/i,
    )
  ) {
    return { kind: 'refused', reason: 'its host does not take the token, or wants one' };
  }
  if (has(/error: 403|HTTP 403/i)) return { kind: 'later', reason: 'its host refuses (403)' };
  if (has(/error: 404|HTTP 404|not found|does not (?:exist|appear to be a git repository)/i)) {
    return { kind: 'final', reason: 'its host does not know it, or not for this token (404)' };
  }
  if (
    has(
      /(?:Failed to|Could(?:n't| not)) connect|resolve host|Connection refused|Name or service not known/i,
    )
  ) {
    return { kind: 'unreachable', reason: 'its host cannot be reached' };
  }
  if (has(/No space left on device/i))
    return { kind: 'later', reason: 'there is no space left on the device' };
  if (has(/transport '.*' not allowed/i)) return unfetchable;
  if (has(/Permission denied|Host key verification failed/i))
    return { kind: 'final', reason: 'its host refuses the key of ssh, or is not known to it' };
  // Of a damaged repository some versions of git say so, and then that the connection broke.
  if (has(/not our ref|repository corruption on the remote side/i)) {
    return {
      kind: 'later',
      reason:
        'its host cannot give what it offers: the repository there is damaged, or has just changed',
    };
  }
  if (
    has(
      /early EOF|RPC failed|hung up|timed out|Operation too slow|Connection|unexpected disconnect|index-pack failed|invalid index-pack/i,
    )
  ) {
    return { kind: 'later', reason: 'the connection to its host was lost' };
  }
  return { kind: 'later', reason: 'git could not fetch it' };
}
