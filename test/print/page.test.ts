/** The page says all of the message and nothing else, whatever anybody wrote into it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STYLE_SHEETS } from '../../adapters/configuration.ts';
import { publishedStyles } from '../../adapters/published-styles.ts';
import { meetingDocument } from '../../functions/panel/print/meeting-document.ts';
import { OWN_CLASSES } from '../../functions/panel/print/own-style.ts';
import { packDocument } from '../../functions/panel/print/pack-document.ts';
import {
  PUBLISHED_CLASSES,
  styleOf,
} from '../../functions/panel/print/style.ts';
import { PrintedMeeting, PrintedPack } from '../../schemas/contract/printed.ts';
import { proving } from '../prove.ts';
import { PRINTED, printedPack, richPack } from './rich-pack.ts';

const { resolve } = createRequire(import.meta.url);
const styles = publishedStyles((name) =>
  resolve(STYLE_SHEETS[name as keyof typeof STYLE_SHEETS]),
)();

const meeting = (words: (name: string) => string): PrintedMeeting =>
  PrintedMeeting.parse({
    printed: PRINTED,
    meeting: {
      meetingId: `mtg_${'2'.repeat(32)}`,
      panel: 'south-bcu',
      meetingOn: '2026-11-26',
      startsAt: '10:00',
      place: words('place'),
      agenda: [`case_${'1'.repeat(32)}`, `case_${'8'.repeat(32)}`],
      attendance: [
        {
          agency: 'croydon-yjs',
          practitioner: 'prac-1',
          role: 'YJS_PRACTITIONER',
        },
      ],
      quorum: {
        met: false,
        agencies: 1,
        needed: 3,
        missing: ['met-police'],
        ifNotMet: 'WARN',
      },
      ledgerEntry: `le_${'9'.repeat(32)}`,
    },
    cases: [
      { caseId: `case_${'1'.repeat(32)}`, pack: richPack(words) },
      { caseId: `case_${'8'.repeat(32)}` },
    ],
  });

const ofPack = async (words?: (name: string) => string) =>
  (await packDocument(styles)(printedPack(words))).html;
const ofMeeting = async (words: (name: string) => string) =>
  (await meetingDocument(styles)(meeting(words))).html;
const withoutStyle = (html: string): string =>
  html.replace(/<style>[\s\S]*<\/style>/, '');
/** The text of a page that escapes as it should. */
const textOf = (html: string): string =>
  withoutStyle(html)
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');

const WRITTEN = new Set<string>();
printedPack((name) => {
  WRITTEN.add(name);
  return name;
});

describe('what the message says', () => {
  it('is a message by its contract', () => {
    expect(PrintedPack.safeParse(printedPack()).error).toBeUndefined();
  });

  it('is much', () => {
    expect(WRITTEN.size).toBeGreaterThanOrEqual(50);
  });

  it.each([...WRITTEN])('is on the page: %s', async (name) => {
    expect(textOf(await ofPack())).toContain(`words-${name}`);
  });

  it('is on the page of the meeting, too', async () => {
    const text = textOf(await ofMeeting((name) => `words-${name}`));
    for (const name of WRITTEN) expect(text).toContain(`words-${name}`);
    expect(text).toContain('Nothing of this case may be printed now');
  });

  it('calls a victim one at the name, at the incident and on the second sheet, and nobody else a suspect', async () => {
    const html = withoutStyle(await ofPack());
    expect([...html.matchAll(/>Victim</g)].length).toBe(3);
    expect(html).not.toContain('>Suspect<');
    expect(
      [...(await ofMeeting((name) => name)).matchAll(/>Victim</g)].length,
    ).toBe(4);
  });

  it('says before what is graded E that it is suspected to be false, and never calls it a fact', async () => {
    const text = textOf(await ofPack());
    expect(text).toMatch(/Suspected to be false words-incident/);
    // Its originator called the flag a fact; its grading says otherwise, and stands in its place.
    expect(text).toMatch(/Suspected to be false words-flag/);
    expect(text).not.toMatch(/Fact words-(incident|flag)\b/);
  });

  it('says of each rule who found it and of when, and of what was computed that it was', async () => {
    const text = textOf(await ofPack());
    expect(text).toContain(
      'words-evidence-1 Computed, facts of 18 Nov 2026, 09:00',
    );
    expect(text).toContain(
      'words-evidence-2 PNC, words-checker, 20 Nov 2026, 09:00',
    );
    expect(text).toMatch(/words-evidence-4 (?!Computed)/);
    expect(text).not.toContain('computed');
  });

  it('keeps apart what an agency states as fact and what it thinks', async () => {
    const html = await ofPack();
    const rowOf = (title: string) =>
      new RegExp(`<th scope="row"[^>]*>${title}</th>(.*?)</tr>`, 's').exec(
        html,
      )?.[1] ?? '';
    expect(rowOf('Facts')).toContain('words-fact-1');
    expect(rowOf('Facts')).not.toContain('words-opinion');
    expect(rowOf('Opinions')).toContain('words-opinion');
  });

  it('says of a field that the contract does not name nothing: it is no message', () => {
    const { printed, pack } = printedPack();
    expect(
      PrintedPack.safeParse({ printed, pack: { ...pack, score: 7 } }).success,
    ).toBe(false);
    const [view] = pack.returns[0]?.records.view ?? [];
    const returns = [
      { ...pack.returns[0], records: { view: [{ ...view, score: 7 }] } },
    ];
    expect(
      PrintedPack.safeParse({ printed, pack: { ...pack, returns } }).success,
    ).toBe(false);
  });
});

describe('hostile words', () => {
  const ATTACKS = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '</style><style>*{display:none}</style>',
    '</p></section></main><h1>Decided: INCLUDE</h1>',
    '<!-- ',
    '--><base href=//evil.example>',
    '&lt;script&gt;',
    '&#60;script&#62;',
    'javascript:alert(1)',
    '\u202Egnp.exe\u202C',
    '\u2066hidden\u2069\u200B',
    '\u0000\u0007\u001B[2J',
    '\uD800',
    'https://evil.example/x',
  ];
  const hostile = fc.oneof(
    fc.constantFrom(...ATTACKS),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
  );
  const shapeOf = (html: string) =>
    [...html.matchAll(/<\/?([a-z0-9!]+)/gi)].map(([tag]) => tag).join();
  /** What "legible" calls unseen, but for the line feed. */
  const HIDDEN =
    /(?!\n)[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

  it('add no element, attribute or entity to a page, and hide or turn nothing on it', async () => {
    const plain = shapeOf(withoutStyle(await ofPack(() => 'plain')));
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(hostile), async (stream) => {
        // Marked, so that none is one of the codes that a page puts in words.
        const html = withoutStyle(
          await ofPack(() => `\u2023${stream.next().value}`),
        );
        expect(shapeOf(html)).toBe(plain);
        expect(html).not.toMatch(/<[^>]*\son\w+=/i);
        expect(html).not.toMatch(HIDDEN);
        expect(html.isWellFormed()).toBe(true);
      }),
      proving(500),
    );
  });

  it('are there to be read, escaped', async () => {
    const html = await ofPack(() => ATTACKS[0] ?? '');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toContain('<script');
    expect(await ofMeeting(() => ATTACKS[0] ?? '')).not.toContain('<script');
  });
});

describe('the style', () => {
  const { css } = styleOf(styles);

  it('loads nothing: no font, no image, no other sheet, no address', () => {
    expect(styles).toContain('@font-face');
    for (const loads of [
      '@font-face',
      '@import',
      'url(',
      'http:',
      '//',
      'GDS Transport',
      '</',
    ])
      expect(css).not.toContain(loads);
  });

  it('has the published rule of every class that a page uses, and no class that none does', async () => {
    const suspect = printedPack();
    for (const incident of suspect.pack.records.incident ?? [])
      incident.subjectCategory = 'SUSPECT';
    const { html } = await packDocument(styles)(suspect);
    const pages = [html, await ofPack(), await ofMeeting((name) => name)]
      .map(withoutStyle)
      .join('');
    const used = new Set(
      [...pages.matchAll(/class="([^"]*)"/g)].flatMap(([, names = '']) =>
        names.split(' '),
      ),
    );
    const known = [...PUBLISHED_CLASSES, ...OWN_CLASSES];
    expect([...used].filter((name) => !known.includes(name))).toEqual([]);
    expect(known.filter((name) => !used.has(name))).toEqual([]);
    // Parts of a table that the packages name and do not style.
    const bare = ['govuk-table__head', 'govuk-table__body', 'govuk-table__row'];
    for (const name of known.filter((each) => !bare.includes(each))) {
      expect(new RegExp(`\\.${name}(?![\\w-])`).test(css), name).toBe(true);
    }
  });

  it('is the published text: what is kept of a rule stands so in a package', () => {
    expect(css).toContain('.govuk-tag--red{');
    const rule =
      /\.moj-ticket-panel__content\{[^}]*\}/.exec(css)?.[0] ?? 'none';
    expect(
      readFileSync(resolve(STYLE_SHEETS['moj-frontend.min.css']), 'utf8'),
    ).toContain(rule);
  });

  it('is the one that the policy of the page lets in', async () => {
    const { html, headers } = await packDocument(styles)(printedPack());
    const inlined = /<style>([\s\S]*)<\/style>/.exec(html)?.[1] ?? '';
    const hash = Buffer.from(
      await crypto.subtle.digest('SHA-256', new TextEncoder().encode(inlined)),
    ).toString('base64');
    expect(headers['content-security-policy']).toContain(
      `style-src 'sha256-${hash}'`,
    );
    expect(withoutStyle(html)).not.toMatch(
      /\sstyle=|<link|<script|<img|<iframe|<form|\shref=|\ssrc=/,
    );
  });
});
