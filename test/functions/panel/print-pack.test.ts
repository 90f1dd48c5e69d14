/** GET /v1/cases/{id}/pack for `Accept: text/html`: a copy that is counted, marked, recorded, and carries what may be printed. */
import { beforeAll, describe, expect, it } from 'vitest';
import { dated, timed } from '../../../functions/panel/print/wording.ts';
import type { Answer } from '../../../local/client.ts';
import { daysAfter } from '../../../rules/time/london-time.ts';
import { testExchange } from '../../exchange.ts';
import { answeredCase, HTML, printPack } from '../../print/cases.ts';
import {
  APPROVAL,
  attend,
  date,
  decisionOn,
  entriesOf,
  expectProblem,
  listedCase,
  ofCase,
  PANEL,
  person,
  reply,
  SLAM,
  TODAY,
  YJS,
} from '../requests.ts';

const exchange = testExchange({ sequencing: false });
const json = (caseId: string) => ofCase(exchange, caseId, 'GET', '/pack');
const copyOf = ({ body }: Answer): number =>
  Number(/Copy (\d+)/.exec(body)?.[1]);
let caseId: string;
let page: Answer;

beforeAll(async () => {
  caseId = (await answeredCase(exchange, 1)).caseId;
  page = await printPack(exchange, caseId);
});

describe('the page', () => {
  it('is HTML that may run, load and frame nothing, and that no cache keeps', () => {
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      'text/html; charset=utf-8',
    ]);
    const policy = page.headers.get('content-security-policy');
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    );
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('x-request-id')).not.toBeNull();
  });

  it('is marked above and below each sheet, and says that it is synthetic', () => {
    const sheets = page.body.split('<section').slice(1);
    expect(sheets).toHaveLength(2);
    for (const sheet of sheets) {
      const markings = [
        ...sheet.matchAll(/<p class="divan-marking">OFFICIAL-SENSITIVE/g),
      ].map(({ index }) => index);
      expect(markings).toHaveLength(2);
      expect(sheet.slice(markings[1])).toMatch(
        /^<p class="divan-marking">OFFICIAL-SENSITIVE<\/p><\/section>/,
      );
      expect(sheet).toContain('SYNTHETIC DATA');
    }
  });

  it('says for whom it was printed, when, and that it is destroyed a week after the meeting', async () => {
    const [entry] = await entriesOf(exchange, page);
    const at = entry?.kept.occurredAt ?? '';
    expect(page.body).toContain(
      `for prac-1 (YJS practitioner, Met Police) on ${timed(at)}`,
    );
    expect(page.body).toContain(`Destroy by ${dated(daysAfter(date(0), 7))}.`);
  });

  it('carries what the police and the agencies may have printed', () => {
    const { incident, familyName, postcode } = person(exchange, 1);
    for (const text of [
      incident.incidentSummary,
      familyName,
      postcode,
      'Croydon Social Care',
      'Croydon YJS',
      'SLaM',
    ]) {
      expect(page.body).toContain(text);
    }
    expect(page.body).toContain('Views differ: Risk to others');
  });

  it('leaves out the numbers and the source, which flows keep on the screen or with the police, and counts them', async () => {
    const { nhsNumber, upn, pncId, incident } = person(exchange, 1);
    const onScreen = JSON.stringify((await json(caseId)).body);
    for (const number of [nhsNumber, upn, pncId].filter(
      (each) => each !== undefined,
    )) {
      expect(onScreen).toContain(number);
      expect(page.body).not.toContain(number);
    }
    expect(page.body).not.toContain(incident.sourceReference);
    expect(page.body).toMatch(
      /<strong>\d+ fields stay on the screen only<\/strong>/,
    );
  });

  it('bears the digest of the whole pack, on which the panel decides', async () => {
    const listed = await answeredCase(exchange, 14);
    const paper = await printPack(exchange, listed.caseId);
    const screen = (await json(listed.caseId)).body;
    const [, digest] =
      /which a decision cites: <span[^>]*>([0-9a-f]{64})</.exec(paper.body) ??
      [];
    expect(digest).toBe(screen.digest);
    await attend(exchange, listed.meetingId);
    const decision = decisionOn(screen, {
      packDigest: digest,
      outcome: 'DEFER',
      deferralReason: 'INSUFFICIENT_INFORMATION',
      nextDate: date(14),
    });
    expect(
      (await ofCase(exchange, listed.caseId, 'POST', '/decisions', decision))
        .status,
    ).toBe(201);
  });

  it('keeps a health trust’s view on the screen, and what differs because of it', async () => {
    const { caseId, requests } = await listedCase(exchange, 4, TODAY);
    const health = {
      kind: 'VIEW',
      health: {
        knownToService: true,
        needSummary: 'Canary need.',
        riskToOthers: 'VERY_HIGH',
      },
      approval: APPROVAL,
    };
    expect(
      (await reply(exchange, SLAM, requests.get('slam'), health)).status,
    ).toBe(200);
    const low = {
      kind: 'VIEW',
      view: { riskToOthers: 'LOW', safetyAndWellbeing: 'LOW' },
    };
    expect(
      (await reply(exchange, YJS, requests.get('croydon-yjs'), low)).status,
    ).toBe(200);
    expect(JSON.stringify((await json(caseId)).body)).toContain('Canary need.');
    const paper = await printPack(exchange, caseId);
    expect(paper.status).toBe(200);
    expect(paper.body).not.toMatch(
      /Canary need|Very high|VERY_HIGH|Known to service: Yes/,
    );
    expect(paper.body).toContain('more on the screen only');
  });
});

describe('a copy', () => {
  it('has a number of its own, however many print at once, and the ledger knows each', async () => {
    const { caseId } = await listedCase(exchange, 7);
    const pages = await Promise.all(
      Array.from({ length: 5 }, () => printPack(exchange, caseId)),
    );
    expect(pages.map(({ status }) => status)).toEqual(Array(5).fill(200));
    expect(pages.map(copyOf).sort()).toEqual([1, 2, 3, 4, 5]);
    for (const each of pages) {
      expect(await entriesOf(exchange, each)).toMatchObject([
        {
          kept: {
            endpoint: 'readPack',
            case: caseId,
            copy: copyOf(each),
            recipient: 'panel:south-bcu',
          },
        },
      ]);
    }
  });

  it('is recorded with what was printed and with what was kept off paper; a look at the screen is no copy', async () => {
    const [printed] = await entriesOf(exchange, page);
    expect(printed?.kept.withheld).toContainEqual(
      expect.objectContaining({
        category: 'identifiers',
        reasons: [expect.stringMatching(/^NOT_PRINTABLE MD-SBCU-001 A14/)],
      }),
    );
    expect(
      printed?.kept.released.map(({ category }) => category),
    ).not.toContain('identifiers');
    const [looked] = await entriesOf(exchange, await json(caseId));
    expect(looked?.kept.copy).toBeUndefined();
    expect(looked?.kept.released.map(({ category }) => category)).toContain(
      'identifiers',
    );
  });

  it('changes no digest, and the next look is at the same pack', async () => {
    const before = (await json(caseId)).body.digest;
    await printPack(exchange, caseId);
    expect((await json(caseId)).body.digest).toBe(before);
  });
});

describe('who gets none', () => {
  it('asks for what the panel has no page of', async () => {
    for (const accept of ['application/pdf', 'text/plain', 'text/html;q=0']) {
      const answer = await ofCase(exchange, caseId, 'GET', '/pack', undefined, {
        headers: { accept },
      });
      expectProblem(answer, 'NOT_ACCEPTABLE');
    }
    expectProblem(
      await ofCase(exchange, caseId, 'GET', '', undefined, HTML),
      'NOT_ACCEPTABLE',
    );
  });

  it('names a case that is not there, or a purpose for which nothing flows: the same 404 as on the screen', async () => {
    const none = `case_${'0'.repeat(32)}`;
    expectProblem(
      await ofCase(exchange, none, 'GET', '/pack', undefined, {
        ...HTML,
        case: none,
      }),
      'NOT_FOUND',
    );
    const other = { ...HTML, purpose: 'VISIT_SAFETY' };
    expectProblem(
      await ofCase(exchange, caseId, 'GET', '/pack', undefined, other),
      'NOT_FOUND',
    );
  });

  it('is not the panel', async () => {
    const path = `/v1/cases/${caseId}/pack`;
    expectProblem(
      await exchange.ask(YJS, { method: 'GET', path, case: caseId, ...HTML }),
      'SCOPE_MISSING',
    );
    expectProblem(
      await exchange.ask(PANEL, { method: 'GET', path, ...HTML }),
      'HEADER_INVALID',
    );
  });
});
