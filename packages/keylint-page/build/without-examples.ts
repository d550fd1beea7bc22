// Examples of rules and rows are their tests: nobody runs them on the page.
import type { Plugin } from 'rolldown';

export function withoutExamples(): Plugin {
  return {
    name: 'without-examples',
    transform(code, id) {
      const path = id.replaceAll('\\', '/');
      const name = /\/rules\/[\w-]+\.ts$/.test(path) ? 'examples' : 'example';
      if (!/\/rules\/[\w-]+\.ts$|\/libraries\/|\/languages\/\w+\/values\.ts$/.test(path))
        return undefined;
      const found: [start: number, end: number][] = [];
      const visit = (node: unknown): void => {
        if (typeof node !== 'object' || node === null) return;
        if (Array.isArray(node)) {
          for (const child of node) visit(child);
          return;
        }
        // The cast: what the parser gives is a tree of plain objects.
        const { type, key, value, start, end, ...rest } = node as Record<string, unknown> & {
          key?: { name?: string };
          start: number;
          end: number;
        };
        if (type === 'Property' && key?.name === name && value)
          found.push([start, end + (/^\s*,/.exec(code.slice(end, end + 200))?.[0].length ?? 0)]);
        else for (const child of [key, value, ...Object.values(rest)]) visit(child);
      };
      visit(this.parse(code, { lang: 'ts' }));
      return found.reduceRight(
        (text, [start, end]) => text.slice(0, start) + text.slice(end),
        code,
      );
    },
  };
}
