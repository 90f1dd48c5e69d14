/** On paper stands what an agreement lets be printed, with the panel's own words, and nothing that stays on the screen. */
import { afterAll, describe, expect, it } from 'vitest';
import { SYSTEMS } from '../../local/registry/agencies.ts';
import { type Child, within } from './making.ts';
import {
  type Asking,
  type Given,
  type InCase,
  printable,
  printsFor,
  releasing,
} from './model.ts';
import {
  anyOf,
  NAMED,
  PANEL,
  PURPOSES,
  type Request,
  reading,
  type System,
  statusOf,
} from './reading.ts';

const told = reading();
afterAll(() => told.print());

const HTML = { headers: { accept: 'text/html' } };
type Said = readonly [purpose: string, agreement: string | undefined];
const says: Said[] = PURPOSES.flatMap((purpose) =>
  NAMED.map((agreement): Said => [purpose, agreement]),
);
const breaks = (purpose: string): boolean => purpose === 'IMMEDIATE_SAFETY';

const inCase = ({ requests, decidedOn }: Child): InCase => ({
  asked: requests.map(({ agency }) => agency),
  finalDecisionOn: decidedOn,
});

/** The police's facts under the panel's agreement, flags, and each agency's latest return. */
const packOf = ({ panel, nominated, flags, returns }: Child): Given[] => [
  ...nominated.filter(
    ({ agreement }) =>
      agreement === (panel === 'sutton' ? 'MD-SUT-004' : 'MD-SBCU-001'),
  ),
  ...flags.filter(({ withdrawn }) => !withdrawn).map(({ record }) => record),
  ...[...returns.values()].flat(),
];

const fieldsOf = (
  child: Child,
  asking: Asking,
  medium: 'SCREEN' | 'PAPER',
): unknown[] =>
  packOf(child).map((given) => {
    const by = releasing(given, asking, inCase(child));
    const shown = medium === 'PAPER' ? printable(given, by) : [...by.keys()];
    return shown.map((field) => given.fields[field]);
  });

/** Each decision names who took it; who else was there stands in the case, and on the page of the meeting. */
const decisionsOf = ({ deciding }: Child): unknown[] =>
  deciding.map(({ present, ...said }) => [said, present[0]?.practitioner]);

/** What the page of a pack says, as far as anything of the child may be printed for this. */
const pageOf = (child: Child, asking: Asking): unknown => {
  const printed = fieldsOf(child, asking, 'PAPER');
  if (printed.every((fields) => Array.isArray(fields) && fields.length === 0))
    return undefined;
  const { evidence, spoken, listing, process } = child;
  return [
    printed,
    [...evidence.values()],
    [...spoken.values()],
    listing,
    process,
    questionsOf(child, true),
    decisionsOf(child),
  ];
};

/** What an agency asks is no more for paper than what it answers: nothing of a trust is. */
const questionsOf = (
  { questions, requests, panel }: Child,
  onPaper: boolean,
): unknown[] =>
  questions.filter(({ agency }) =>
    requests.some(
      (asked) =>
        asked.agency === agency &&
        printsFor(asked.agreement, agency, panel) === onPaper,
    ),
  );

const asPanel = (
  system: System,
  panel: string,
  [purpose, agreement]: Said,
): Asking => ({
  agency: system.agencyId,
  recipient: `panel:${panel}`,
  purpose,
  agreement,
});

const packRequest = (system: System, child: Child, said: Said): Request => {
  const [purpose, agreement] = said;
  const asking = asPanel(system, child.panel, said);
  const page = pageOf(child, asking);
  const known =
    page !== undefined && anyOf(packOf(child), asking, inCase(child));
  const status = breaks(purpose)
    ? 400
    : statusOf(system, 'panel', asking, known);
  return {
    system,
    purpose,
    agreement,
    asked: { method: 'GET', ...within(child, '/pack'), ...HTML },
    expected: {
      status,
      recipient: asking.recipient,
      derived: status === 200 ? page : undefined,
    },
  };
};

describe('the page of a pack', () => {
  it('is printed for the panel, of what may be printed, and for nobody else', async () => {
    const requests = SYSTEMS.flatMap((system) =>
      told.world.children.flatMap((child) =>
        says.map((said) => packRequest(system, child, said)),
      ),
    );
    const panel = requests.filter(({ system }) => system.clientId === PANEL);
    const first = panel.filter(
      ({ purpose, agreement }) =>
        purpose === 'PANEL_SELECTION' && agreement === undefined,
    );
    expect(
      first.filter(({ expected }) => expected.status === 200).length,
    ).toBeGreaterThan(15);
    await told.askAll(first, first.length);
    await told.askAll(panel, 60);
    await told.askAll(
      requests.filter(({ system }) => system.clientId !== PANEL),
      80,
    );
  });

  it('bears no word of a trust, no number and no flag, which are on the screen', () => {
    const seen = (category: string) => {
      const given = told.world.children
        .flatMap(packOf)
        .filter((each) => each.category === category);
      return told
        .among(given.map(({ fields }) => fields))
        .filter((canary) => told.seen.has(canary));
    };
    const asked = told.among(
      told.world.children.map((child) => questionsOf(child, false)),
    );
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((canary) => told.seen.has(canary))).toEqual([]);
    expect(seen('health')).toEqual([]);
    expect(seen('identifiers')).toEqual([]);
    expect(seen('flag')).toEqual([]);
    expect(seen('view').length).toBeGreaterThan(50);
    const asking = {
      agency: 'met-police',
      recipient: '',
      purpose: 'PANEL_SELECTION',
      agreement: undefined,
    };
    const screened = told.world.children.flatMap((child) =>
      fieldsOf(
        child,
        { ...asking, recipient: `panel:${child.panel}` },
        'SCREEN',
      ),
    );
    expect(
      told.among(screened).filter((canary) => !told.seen.has(canary)).length,
    ).toBeGreaterThan(50);
  });
});

describe('the page of a meeting', () => {
  it('bears who is there and the pages of its cases, for the panel alone', async () => {
    const requests: Request[] = [];
    for (const { meetingId, panel, place, present } of told.world.meetings) {
      const path = `/v1/meetings/${meetingId}`;
      const { agenda } = (
        await told.exchange.ask(PANEL, { method: 'GET', path })
      ).body;
      const listed = told.world.children.filter(({ caseId }) =>
        agenda.includes(caseId),
      );
      expect(listed.length).toBe(agenda.length);
      requests.push(
        ...SYSTEMS.flatMap((system) =>
          says.map((said): Request => {
            const asking = asPanel(system, panel, said);
            const status = breaks(asking.purpose)
              ? 400
              : statusOf(system, 'panel', asking, true);
            const pages = listed.map((child) => pageOf(child, asking));
            return {
              system,
              purpose: asking.purpose,
              agreement: asking.agreement,
              asked: { method: 'GET', path, ...HTML },
              expected: {
                status,
                derived: status === 200 ? [place, present, pages] : undefined,
              },
            };
          }),
        ),
      );
    }
    const panel = requests.filter(({ system }) => system.clientId === PANEL);
    const first = panel.filter(
      ({ purpose, agreement }) =>
        purpose === 'PANEL_SELECTION' && agreement === undefined,
    );
    await told.askAll(first, first.length);
    await told.askAll(panel, 30);
    await told.askAll(requests, 60);
  });
});

describe('the test', () => {
  it('has shown nobody what is for nobody, and paper to nobody but the panel', () => {
    for (const canary of told.world.hidden)
      expect([canary, told.seen.get(canary)]).toEqual([canary, undefined]);
    expect([
      ...new Set([...told.seen.values()].flatMap((systems) => [...systems])),
    ]).toEqual([PANEL]);
  });
});

describe('beside the answers', () => {
  it('no ledger entry, no line of the log and no key of the store holds anything of a child', () =>
    told.expectNothingBeside());
});
