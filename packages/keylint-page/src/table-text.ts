// Rows as text and back: JSON, with patterns as objects of one member that no row has.

const pattern = '/';

export function toTable(rows: unknown): string {
  return JSON.stringify(rows, (_, value) =>
    value instanceof RegExp ? { [pattern]: [value.source, value.flags] } : value,
  );
}

export function fromTable(text: string): unknown {
  return JSON.parse(text, (_, value) => {
    if (typeof value !== 'object' || value === null || !(pattern in value)) return value;
    const [source, flags] = value[pattern];
    return new RegExp(source, flags);
  });
}
