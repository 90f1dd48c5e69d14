/** In a real headless Chromium: accessible, two sheets of A4 a case, without script, and asking nothing of anybody. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STYLE_SHEETS } from '../../adapters/configuration.ts';
import { publishedStyles } from '../../adapters/published-styles.ts';
import { packDocument } from '../../functions/panel/print/pack-document.ts';
import type { Answer } from '../../local/client.ts';
import { BOROUGHS } from '../../schemas/vocabulary/codes.ts';
import { testExchange } from '../exchange.ts';
import {
  attend,
  date,
  decisionOn,
  NO_CONVICTION,
  ofCase,
} from '../functions/requests.ts';
import { launch, open, pagesOf } from './browser.ts';
import { answeredCase, printMeeting, printPack, richest } from './cases.ts';
import { printedPack } from './rich-pack.ts';

const { resolve } = createRequire(import.meta.url);
const AXE = readFileSync(resolve('axe-core/axe.min.js'), 'utf8');
const styles = publishedStyles((name) =>
  resolve(STYLE_SHEETS[name as keyof typeof STYLE_SHEETS]),
);

const exchange = testExchange({ sequencing: false });
let browser: Browser;
/** The cases that fill the most paper, one a panel, as they come before it; and the meeting of the first. */
const printed: Record<string, Answer> = {};

const asAnswer = ({
  html,
  headers,
}: Awaited<ReturnType<ReturnType<typeof packDocument>>>): Answer => ({
  status: 200,
  headers: new Headers({
    ...headers,
    'content-type': 'text/html; charset=utf-8',
  }),
  body: html,
});

beforeAll(async () => {
  browser = await launch();
  const fullest = await answeredCase(
    exchange,
    richest(exchange.people, BOROUGHS.CROYDON).number,
  );
  printed.croydon = await printPack(exchange, fullest.caseId);
  const moved = await answeredCase(exchange, 1);
  // Checked twice, under investigation no longer, and deferred once: what a case gathers on its way.
  await ofCase(exchange, moved.caseId, 'PUT', '/eligibility', NO_CONVICTION);
  await attend(exchange, moved.meetingId);
  const before = await ofCase(
    exchange,
    moved.caseId,
    'GET',
    `/pack?meeting=${moved.meetingId}`,
  );
  const deferral = {
    outcome: 'DEFER',
    deferralReason: 'PARTNER_VIEWS_DIFFER',
    nextDate: date(14),
    rationale:
      'The agencies differ on the risk to others; each is asked what the other does not know. Synthetic.',
    dissent: 'One agency would have decided today. Synthetic.',
  };
  const decided = await ofCase(
    exchange,
    moved.caseId,
    'POST',
    '/decisions',
    decisionOn(before.body, deferral),
  );
  expect(decided.status).toBe(201);
  printed.deferred = await printPack(exchange, moved.caseId);
  const sutton = await answeredCase(
    exchange,
    richest(exchange.people, BOROUGHS.SUTTON).number,
  );
  printed.sutton = await printPack(exchange, sutton.caseId);
  printed.meeting = await printMeeting(exchange, fullest.meetingId);
  printed.everything = asAnswer(await packDocument(styles())(printedPack()));
});
afterAll(() => browser.close());

const PAGES = ['croydon', 'deferred', 'sutton', 'meeting', 'everything'];
const answerOf = (name: string): Answer => {
  const answer = printed[name];
  if (answer?.status !== 200)
    throw new Error(`${name} was not printed: ${JSON.stringify(answer?.body)}`);
  return answer;
};

const violationsOf = async (page: Page): Promise<string[]> => {
  // Through the debugger: the page's own policy would let in no script.
  await page.evaluate(AXE);
  const { violations } = (await page.evaluate(
    'axe.run({ resultTypes: ["violations"] })',
  )) as {
    violations: { id: string; nodes: { html: string }[] }[];
  };
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
};

describe('accessibility', () => {
  it.each(PAGES)(
    'axe finds nothing wrong with the page of %s, on a screen, narrow, or on paper',
    async (name) => {
      const { page } = await open(browser, answerOf(name));
      expect(await violationsOf(page)).toEqual([]);
      await page.setViewportSize({ width: 640, height: 900 });
      expect(await violationsOf(page)).toEqual([]);
      await page.emulateMedia({ media: 'print' });
      expect(await violationsOf(page)).toEqual([]);
      await page.context().close();
    },
  );

  it('axe is at work: it finds what is wrong', async () => {
    const answer = answerOf('croydon');
    const { page } = await open(browser, {
      ...answer,
      body: answer.body.replace(' lang="en"', ''),
    });
    expect(await violationsOf(page)).toEqual([
      expect.stringContaining('html-has-lang'),
    ]);
    await page.context().close();
  });

  it.each(PAGES)(
    'the page of %s has one h1, and no heading skips a level',
    async (name) => {
      const { page } = await open(browser, answerOf(name));
      const tags = await page
        .locator('h1,h2,h3,h4,h5,h6')
        .evaluateAll((all) => all.map(({ tagName }) => tagName));
      const levels = tags.map((tagName) => Number(tagName.slice(1)));
      expect(levels.filter((level) => level === 1)).toHaveLength(1);
      expect(levels[0]).toBe(1);
      expect(
        levels.filter((level, i) => level > (levels[i - 1] ?? 0) + 1),
      ).toEqual([]);
      await page.context().close();
    },
  );

  it.each(PAGES)(
    'every table of the page of %s has a caption, and headers that say of what',
    async (name) => {
      const { page } = await open(browser, answerOf(name));
      expect(await page.locator('th:not([scope])').count()).toBe(0);
      expect(await page.locator('table:not(:has(caption))').count()).toBe(0);
      expect(await page.locator('table').count()).toBeGreaterThan(0);
      await page.context().close();
    },
  );

  it.each(PAGES)(
    'at 200% zoom nobody reads the page of %s by moving it sideways',
    async (name) => {
      // A window of 1280 pixels has half as many at twice the size.
      const { page } = await open(browser, answerOf(name), {
        viewport: { width: 640, height: 450 },
      });
      expect(
        await page.evaluate('document.documentElement.scrollWidth'),
      ).toBeLessThanOrEqual(640);
      await page.context().close();
    },
  );
});

describe('on paper', () => {
  const A4 = { width: 595, height: 842 };

  it.each([
    ['croydon', 2],
    ['deferred', 2],
    ['sutton', 2],
    ['everything', 2],
    ['meeting', 3],
  ])('the page of %s takes %i sheets of A4', async (name, sheets) => {
    const { page } = await open(browser, answerOf(name), {
      javaScriptEnabled: false,
    });
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pagesOf(pdf)).toBe(sheets);
    const boxes = [
      ...Buffer.from(pdf)
        .toString('latin1')
        .matchAll(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/g),
    ];
    expect(boxes).toHaveLength(sheets);
    for (const [, width, height] of boxes) {
      expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([
        expect.closeTo(A4.width, -0.5),
        expect.closeTo(A4.height, -0.5),
      ]);
    }
    await page.context().close();
  });

  it('words without end spill onto further sheets, and nothing is cut off or runs out of its sheet', async () => {
    const endless = asAnswer(
      await packDocument(styles())(
        printedPack(
          (name) =>
            `words-${name} ${'x'.repeat(400)} ${'long words '.repeat(60)}`,
        ),
      ),
    );
    const { page } = await open(browser, endless, {
      javaScriptEnabled: false,
      viewport: { width: 726, height: 1000 },
    });
    await page.emulateMedia({ media: 'print' });
    expect(
      await page.evaluate('document.documentElement.scrollWidth'),
    ).toBeLessThanOrEqual(726);
    expect(
      pagesOf(await page.pdf({ preferCSSPageSize: true })),
    ).toBeGreaterThan(2);
    await page.context().close();
  });
});

describe('alone', () => {
  it.each(PAGES)(
    'the page of %s asks for nothing, and is the same without script',
    async (name) => {
      const withScript = await open(browser, answerOf(name));
      const without = await open(browser, answerOf(name), {
        javaScriptEnabled: false,
      });
      await without.page.waitForLoadState('networkidle');
      expect([...withScript.requested, ...without.requested]).toEqual([]);
      expect(await without.page.locator('body').innerText()).toBe(
        await withScript.page.locator('body').innerText(),
      );
      await withScript.page.context().close();
      await without.page.context().close();
    },
  );

  it('its policy lets in no script, no other style and no image, even where a page would hold them', async () => {
    const answer = answerOf('croydon');
    const smuggled =
      '<script>document.title="run"</script><style>h1{color:red}</style><h2 style="color:red">x</h2><img alt="" src="https://divan.example/i.png">';
    const { page, requested } = await open(browser, {
      ...answer,
      body: answer.body.replace('</main>', `${smuggled}</main>`),
    });
    expect(await page.title()).not.toBe('run');
    for (const heading of ['h1', 'h2[style]']) {
      const colour = await page.evaluate(
        `getComputedStyle(document.querySelector('${heading}')).color`,
      );
      expect(colour).not.toBe('rgb(255, 0, 0)');
    }
    expect(requested).toEqual([]);
    await page.context().close();
  });
});
