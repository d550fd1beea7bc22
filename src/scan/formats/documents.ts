// Documents that show settings: Markdown and its like. Whatever stands in code there is a template: told where it looks
// like somebody's real secret, never linked as a value.
import { createCollector } from './definitions.ts';
import type { FormatReader } from './format.ts';
import { formatNameOf } from './paths.ts';

export const documentReader: FormatReader = {
  id: 'document',
  canRead: (path) => /\.(?:md|mdx|markdown|adoc|asciidoc|rst)$/.test(formatNameOf(path)),
  read({ path, text, rangeOf }) {
    const collector = createCollector({
      path,
      rangeOf,
      carrier: 'config',
      dialect: 'dotenv',
      isTemplate: true,
    });
    for (const found of text.matchAll(assignment)) {
      if (collector.isFull) break;
      const [whole, name = '', quote = '', value = ''] = found;
      const end = found.index + whole.length;
      const start = end - quote.length - value.length;
      const stored = { text: value, start, end: start + value.length };
      const at = found.index + whole.indexOf(name);
      collector.add({ space: 'env', name, value: stored, start: at, end });
    }
    return collector.result();
  },
};

// `JWT_SECRET=...` or `JWT_SECRET: ...`, in a line of code or between backticks.
const assignment =
  /(?<![\w$])([A-Z][A-Z0-9]{0,60}_[A-Z0-9_]{1,100})[ \t]{0,3}[=:][ \t]{0,3}(["']?)([^\s"'`<>]{8,500})\2/g;
