/** What DynamoDB's units cost on demand in eu-west-2. The prices and the rate are from memory, not looked up. */
import type { Units } from './units.ts';

/** US dollars a million units. */
const READ = 0.1485;
const WRITE = 0.7423;
const DOLLARS_A_POUND = 1.3;

export interface Price {
  dollars: number;
  pounds: number;
}

/** Of a thousand such requests, the store's part alone. */
export const priceOfThousand = ({ read, write }: Units): Price => {
  const dollars = (read * READ + write * WRITE) / 1000;
  return { dollars, pounds: dollars / DOLLARS_A_POUND };
};

export const PRICES_SAY =
  `Prices from memory: eu-west-2, on demand, $${READ} a million read units and $${WRITE} a million write units; ` +
  `$${DOLLARS_A_POUND} a pound.`;
