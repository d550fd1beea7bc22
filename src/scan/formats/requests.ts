// Files of requests that people try an interface with: `.http`, `.rest`, Bruno. Their variables are settings.
import { createCollector } from './definitions.ts';
import type { FormatReader } from './format.ts';
import { formatNameOf } from './paths.ts';

export const requestReader: FormatReader = {
  id: 'requests',
  canRead: (path) => /\.(?:http|rest|bru|hurl)$/.test(formatNameOf(path)),
  read({ path, text, rangeOf }) {
    const collector = createCollector({ path, rangeOf, carrier: 'config', dialect: 'generic' });
    const isBruno = /\.bru$/.test(formatNameOf(path));
    for (const found of text.matchAll(isBruno ? brunoVariable : variable)) {
      if (collector.isFull) break;
      const [whole, name = '', value = ''] = found;
      const end = found.index + whole.length;
      const start = end - value.length;
      collector.add({
        space: 'setting',
        name,
        value: { text: value, start, end },
        start: found.index,
        end,
      });
    }
    return collector.result();
  },
};

const variable =
  /^@([A-Za-z_][\w.-]{0,100})[ \t]{0,20}=[ \t]{0,20}([^\s#][^\r\n]{0,500}?)(?=[ \t]{0,200}$)/gm;
const brunoVariable =
  /^[ \t]{1,20}([A-Za-z_][\w.-]{0,100}):[ \t]{1,20}([^\s{][^\r\n]{0,500}?)(?=[ \t]{0,200}$)/gm;
