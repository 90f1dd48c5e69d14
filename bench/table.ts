/** A table as one reads it at a terminal and pastes it into an issue. */

export const fixed = (value: number, digits: number): string =>
  value.toFixed(digits);

export const table = (head: string[], rows: string[][]): string[] => {
  const widths = head.map((name, i) =>
    Math.max(name.length, ...rows.map((row) => (row[i] ?? '').length)),
  );
  const line = (cells: string[]) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [
    line(head),
    `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`,
    ...rows.map(line),
  ];
};
