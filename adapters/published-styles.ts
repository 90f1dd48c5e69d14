/**
 * The style sheets of GOV.UK Frontend and MOJ Frontend as their packages publish them: nothing of
 * them is copied into this repository.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STYLE_SHEETS } from './configuration.ts';

/**
 * @param at where a sheet is; left out, beside the bundle, where `infra` puts it. Read when the
 * first page is printed.
 */
export const publishedStyles = (at = besideBundle): (() => string) => {
  let read: string | undefined;
  return () => {
    read ??= Object.keys(STYLE_SHEETS)
      .map((name) => readFileSync(at(name), 'utf8'))
      .join('\n');
    return read;
  };
};

const besideBundle = (name: string): string => join(import.meta.dirname, name);
