// Constants of which their own file says what they are: what it looks up under `SESSION_KEY`, tells apart by it or compares
// with it is a name or a refused text, whatever it is called.
import type { Definition } from '../model/facts.ts';
import { isDrawn } from '../model/variable-names.ts';
import { createMentions, type Mentions } from './mentions/mentions.ts';

/** A repository decides how many constants a file has. */
const maxLooked = 40;

/** Notes at the constants of a text what it takes them for. */
export function markLookups(
  path: string,
  text: string,
  definitions: readonly Definition[],
): readonly Definition[] {
  let left = maxLooked;
  let mentions: Mentions | undefined;
  return definitions.map((definition) => {
    const { space, name, value } = definition;
    if (space !== 'code' || value.kind !== 'text') return definition;
    const own = /(?:^|\.)(?<own>[A-Za-z_$][\w$]{3,80})(?:@\d+)?$/.exec(name)?.groups?.own;
    if (own === undefined || !/key|secret|jwt|token|salt/i.test(own) || left-- <= 0)
      return definition;
    if (isDrawn(value.value)) return definition;
    mentions ??= createMentions(path, text);
    const mentioned = mentions.of({ name: own });
    return mentioned ? { ...definition, mentioned } : definition;
  });
}
