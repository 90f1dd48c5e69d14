/**
 * In which form an answer is wanted (RFC 9110 section 12.5.1). Problems are problem documents in
 * any case.
 */
import type { Medium } from '../rules/pack/printing.ts';
import type { Operation } from '../schemas/contract/operations.ts';
import { Problem } from './problem.ts';

/**
 * JSON unless a printed page is wanted more, and there is one. Undefined where neither is
 * acceptable.
 */
export const mediumOf = (
  headers: Headers,
  { printed }: Operation,
): Medium | undefined => {
  const ranges = rangesOf(headers.get('accept') ?? '*/*');
  const json = qualityOf('application/json', ranges);
  const page = printed ? qualityOf('text/html', ranges) : 0;
  if (page > json) return 'PAPER';
  return json > 0 ? 'SCREEN' : undefined;
};

export const notAcceptable = ({ printed }: Operation): Problem =>
  new Problem(
    'NOT_ACCEPTABLE',
    `Accept application/json${printed ? ', or text/html for the printed page' : ''}.`,
  );

interface Range {
  type: string;
  quality: number;
}

/**
 * Parameters other than the weight are not looked at: neither form of an answer has any that
 * matter.
 */
const rangesOf = (accept: string): Range[] =>
  accept.split(',').map((part) => {
    const [type = '', ...parameters] = part
      .split(';')
      .map((each) => each.trim().toLowerCase());
    const weight = parameters.find((each) => each.startsWith('q='))?.slice(2);
    return {
      type,
      quality:
        weight === undefined ? 1 : WEIGHT.test(weight) ? Number(weight) : 0,
    };
  });

const WEIGHT = /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/;

/** The most specific range that covers the type decides. */
const qualityOf = (type: string, ranges: readonly Range[]): number => {
  const [main = ''] = type.split('/');
  for (const range of [type, `${main}/*`, '*/*']) {
    const covering = ranges.filter((each) => each.type === range);
    if (covering.length > 0)
      return Math.max(...covering.map(({ quality }) => quality));
  }
  return 0;
};
