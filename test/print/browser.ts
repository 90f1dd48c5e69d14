/** A page as the exchange answered it, in a real headless Chromium that can reach nothing else. */
import chromium from '@sparticuz/chromium';
import {
  type Browser,
  type BrowserContextOptions,
  type Page,
  chromium as playwright,
} from 'playwright-core';
import type { Answer } from '../../local/client.ts';

export const launch = async (): Promise<Browser> => {
  // In a single process the first page that is closed takes the browser with it.
  const args = chromium.args.filter((arg) => arg !== '--single-process');
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args,
    headless: true,
  });
};

export interface Opened {
  page: Page;
  /** Whatever the page asked for beside itself. */
  requested: string[];
}

const ADDRESS = 'https://divan.example/page';

/** The page as the exchange answered it, with its own headers; nothing else can be reached. */
export const open = async (
  browser: Browser,
  answer: Answer,
  context: BrowserContextOptions = {},
): Promise<Opened> => {
  const made = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    ...context,
  });
  const page = await made.newPage();
  const requested: string[] = [];
  await page.route('**', (route) => {
    if (route.request().url() === ADDRESS) {
      return route.fulfill({
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: answer.body,
      });
    }
    requested.push(route.request().url());
    return route.abort();
  });
  await page.goto(ADDRESS);
  return { page, requested };
};

/** One `/Type /Page` an object: `/Pages` is their list. */
export const pagesOf = (pdf: Uint8Array): number =>
  [
    ...Buffer.from(pdf)
      .toString('latin1')
      .matchAll(/\/Type\s*\/Page(?![a-zA-Z])/g),
  ].length;
