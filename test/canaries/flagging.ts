/** Flags: each agency that may give them raises some, and then they are reviewed, disputed, corrected, withdrawn. */
import { pick } from '../../local/cohort/random.ts';
import { AGENCIES } from '../../local/registry/agencies.ts';
import * as v from '../../schemas/vocabulary/codes.ts';
import {
  type Child,
  dayFrom,
  type GivenFlag,
  latestFacts,
  type Making,
  POLICE,
  systemOf,
} from './making.ts';
import { canGive, DAYS_OF_AGREEMENTS, type Given, releasing } from './model.ts';
import { ADULT } from './nominating.ts';

const { SUTTON } = v.BOROUGHS;

const RAISERS = [
  POLICE,
  ...AGENCIES.filter(({ sector }) =>
    ['YOUTH_JUSTICE', 'SOCIAL_CARE', 'EDUCATION'].includes(sector),
  ).map(({ id }) => id),
];

/** Each agency that may give flags raises some, on days of their own; then some are reviewed, disputed, corrected, withdrawn. */
export const flagged = async (
  making: Making,
  children: Child[],
): Promise<void> => {
  const minors = children.filter(({ number }) => number !== ADULT);
  let at = 0;
  const turns: [GivenFlag, number][] = [];
  for (const raiser of RAISERS) {
    for (const agreement of ['MD-SBCU-001', 'MD-SUT-004'].filter((id) =>
      canGive(id, raiser, 'flag'),
    )) {
      for (let turn = 0; turn < 5; turn += 1) {
        const living = minors.filter(
          (child) => turn === 3 || livesNear(child, raiser, agreement),
        );
        const child = living[(at * 5) % living.length];
        if (!child) continue;
        const day = -62 + at;
        at += 1;
        await making.goTo(day);
        turns.push([
          await raised(making, child, { raiser, agreement, day, at, turn }),
          turn,
        ]);
      }
    }
  }
  for (const [i, [flag, turn]] of turns.entries())
    await changed(making, flag, turn, i);
};

/** Whether a flow of the agreement can lead from the raiser to somebody, as far as the child's address goes. */
const livesNear = (
  child: Child,
  raiser: string,
  agreement: string,
): boolean => {
  const borough =
    AGENCIES.find(({ id }) => id === raiser)?.borough ??
    (agreement === 'MD-SUT-004' ? SUTTON : undefined);
  const facts = latestFacts(child);
  return borough === undefined
    ? facts.borough !== SUTTON
    : facts.borough === borough;
};

const raised = async (
  making: Making,
  child: Child,
  {
    raiser,
    agreement,
    day,
    at,
    turn,
  }: {
    raiser: string;
    agreement: string;
    day: number;
    at: number;
    turn: number;
  },
): Promise<GivenFlag> => {
  const { mint, random, done } = making;
  const facts = latestFacts(child);
  // Every third says nothing of former boroughs; one of each agency is restricted.
  const formerBoroughs = at % 3 === 0 ? [] : facts.formerBoroughs;
  const handling =
    turn === 2
      ? {
          code: 'C',
          conditions: mint.text(),
          recipients: [`panel:${child.panel}`, pick(random, RAISERS)],
        }
      : { code: 'P', conditions: mint.text(), recipients: [] };
  const { nhsNumber } = child.subject.identifiers;
  const subject = {
    givenName: mint.word(),
    familyName: mint.word(),
    birthDate: child.subject.birthDate,
    borough: facts.borough,
    formerBoroughs,
  };
  const flag = {
    ...contentOf(making),
    expiresOn: freeDay(at),
  };
  const body = {
    agreement,
    subject: { ...subject, identifiers: { nhsNumber } },
    flag,
    handling,
  };
  const answer = await done(systemOf(raiser), {
    method: 'POST',
    path: '/v1/flags',
    body,
  });
  const about = {
    originator: raiser,
    agreement,
    subject: {
      birthDate: subject.birthDate,
      borough: subject.borough,
      formerBoroughs,
      category: flag.subjectCategory,
    },
    handling: { code: handling.code, recipients: handling.recipients },
    approved: false,
  };
  const graded = {
    handlingCode: handling.code,
    handlingConditions: handling.conditions,
    raisedOn: dayFrom(day),
  };
  const given: GivenFlag = {
    flagId: answer.body.flagId,
    identifying: [
      { ...about, category: 'identity', fields: subject },
      { ...about, category: 'identifiers', fields: { nhsNumber } },
    ],
    record: { ...about, category: 'flag', fields: { ...flag, ...graded } },
    earlier: [],
    withdrawn: false,
  };
  child.flags.push(given);
  return given;
};

const contentOf = ({ mint, random }: Making) => ({
  flagKind: pick(random, ['RISK', 'NEED', 'SAFEGUARDING']),
  statement: mint.text(),
  factOrOpinion: 'OPINION',
  subjectCategory: pick(random, v.SubjectCategory.options),
  sourceEvaluation: pick(random, v.SourceEvaluation.options),
  assessment: pick(random, v.IntelligenceAssessment.options),
  contact: mint.word(),
});

/** A day to come that no other flag ends on and no agreement names. */
const freeDay = (at: number): string => {
  let day = 30 + at * 3;
  while (DAYS_OF_AGREEMENTS.has(dayFrom(day))) day += 1;
  return dayFrom(day);
};

const changed = async (
  making: Making,
  flag: GivenFlag,
  turn: number,
  i: number,
): Promise<void> => {
  const { done, mint, goTo, hidden } = making;
  const change = (rest: string, by: string, body: object) =>
    done(systemOf(by), {
      method: 'POST',
      path: `/v1/flags/${flag.flagId}/${rest}`,
      body,
    });
  const next = (
    fields: Record<string, unknown>,
    subject = flag.record.subject,
  ) => {
    flag.earlier = [...flag.earlier, flag.record];
    flag.record = {
      ...flag.record,
      fields: { ...flag.record.fields, ...fields },
      subject,
    };
  };
  const { originator } = flag.record;
  if (turn === 0 || turn === 2) {
    await goTo(-11);
    const note = mint.text();
    const expiresOn = freeDay(51 + i);
    hidden.push(note);
    await change('review', originator, { expiresOn, note });
    next({ expiresOn, reviewedOn: dayFrom(-11) });
  }
  if (turn < 2) {
    await goTo(-10);
    const statement = mint.text();
    const by = CONTESTERS.find(
      (agency) => agency !== originator && mayContest(agency, flag.record),
    );
    if (by) {
      await change('contest', by, { statement });
      next({
        contests: [{ agency: by, contestedOn: dayFrom(-10), statement }],
      });
    }
  }
  if (turn === 1 || turn === 4) {
    await goTo(-9);
    const content = contentOf(making);
    const note = mint.text();
    hidden.push(note);
    await change('correction', originator, { flag: content, note });
    next(content, {
      ...flag.record.subject,
      category: content.subjectCategory,
    });
  }
  // What the police withdraw has a test of its own (people.test.ts).
  if (turn === 4) {
    await goTo(-8);
    const reason = mint.text();
    hidden.push(reason);
    await change('withdrawal', originator, { reason });
    next({});
    flag.withdrawn = true;
  }
};

const CONTESTERS = RAISERS;

const mayContest = (agency: string, record: Given): boolean => {
  const asking = {
    agency,
    recipient: agency,
    purpose: 'PANEL_SELECTION',
    agreement: undefined,
  };
  return releasing(record, asking).size > 0;
};
