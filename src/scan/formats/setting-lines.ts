// Files in which a line sets a name, and whose other grammar says nothing of values: requests that people try an
// interface with (`.http`, `.rest`, Bruno), Hjson and CSON, settings written in Lua, Bicep.
import { createCollector } from './definitions.ts';
import type { FormatReader } from './format.ts';
import { formatNameOf } from './paths.ts';

interface Kind {
  /** Of the name of a file, in lower case. */
  readonly files: RegExp;
  /** Each has the groups `name` and `value`; a value is the last group or one quote before the end. */
  readonly lines: readonly RegExp[];
}

const kinds: readonly Kind[] = [
  {
    files: /\.(?:http|rest|hurl)$/,
    lines: [
      /^@(?<name>[A-Za-z_][\w.-]{0,100})[ \t]{0,20}=[ \t]{0,20}(?<value>[^\s#][^\r\n]{0,500}?)(?=[ \t]{0,200}$)/gm,
    ],
  },
  {
    files: /\.bru$/,
    lines: [
      /^[ \t]{1,20}(?<name>[A-Za-z_][\w.-]{0,100}):[ \t]{1,20}(?<value>[^\s{][^\r\n]{0,500}?)(?=[ \t]{0,200}$)/gm,
    ],
  },
  {
    files: /\.(?:hjson|cson)$/,
    lines: [
      /^[ \t{]{0,60}["']?(?<name>[A-Za-z_][\w.-]{0,100})["']?[ \t]{0,5}:[ \t]{0,20}(?<quote>["']?)(?<value>[^\s"'{}[\]#][^\r\n"'#]{0,500}?)\k<quote>,?(?=[ \t]{0,200}$)/gm,
    ],
  },
  // Prosody and OpenResty keep settings in Lua; any other Lua is code, which is not read.
  {
    files: /\.cfg\.lua$/,
    lines: [
      /^[ \t]{0,60}(?<name>[A-Za-z_]\w{0,100})[ \t]{0,20}=[ \t]{0,20}(?<quote>["'])(?<value>[^\r\n"'\\]{1,500})\k<quote>/gm,
    ],
  },
  // https://learn.microsoft.com/azure/azure-resource-manager/bicep/file
  {
    files: /\.bicep(?:param)?$/,
    lines: [
      /^(?:param|var)[ \t]{1,20}(?<name>[A-Za-z_]\w{0,100})(?:[ \t]{1,20}\w{1,60})?[ \t]{0,20}=[ \t]{0,20}'(?<value>(?:[^\r\n'\\$]|\$(?!\{)){1,500})'/gm,
      /\bname:[ \t]{0,5}'(?<name>[A-Za-z_][\w.:-]{0,100})'[\s,]{1,60}value:[ \t]{0,5}'(?<value>(?:[^\r\n'\\$]|\$(?!\{)){1,500})'/g,
      /^[ \t]{1,60}'?(?<name>[A-Za-z_]\w{0,100})'?:[ \t]{0,5}'(?<value>(?:[^\r\n'\\$]|\$(?!\{)){1,500})'/gm,
    ],
  },
];

const kindOf = (path: string): Kind | undefined =>
  kinds.find(({ files }) => files.test(formatNameOf(path)));

export const settingLinesReader: FormatReader = {
  id: 'setting-lines',
  canRead: (path) => kindOf(path) !== undefined,
  read({ path, text, rangeOf }) {
    const collector = createCollector({ path, rangeOf, carrier: 'config', dialect: 'generic' });
    for (const line of kindOf(path)?.lines ?? []) {
      for (const found of text.matchAll(line)) {
        if (collector.isFull) break;
        const { name = '', value = '' } = found.groups ?? {};
        const end = found.index + found[0].length;
        const start = found.index + found[0].lastIndexOf(value);
        collector.add({
          space: 'setting',
          name,
          value: { text: value, start, end: start + value.length },
          start: found.index,
          end,
        });
      }
    }
    return collector.result();
  },
};
