import { describe, expect, it } from 'vitest';
import { cohort } from '../../local/cohort/cohort.ts';
import { AGENCIES } from '../../local/cohort/known-to.ts';
import { type Holding, holdingsOf } from '../../local/partners/holdings.ts';
import {
  type Category,
  isFieldOf,
} from '../../schemas/vocabulary/categories.ts';
import {
  AssessmentTool,
  InvolvementStatus,
  Judgement,
  ThriveGroup,
  VisitVenue,
} from '../../schemas/vocabulary/codes.ts';
import { NhsNumber, Upn } from '../../schemas/vocabulary/identifiers.ts';
import { line, prose } from '../../schemas/vocabulary/shapes.ts';

const people = cohort({ seed: 1, referenceDate: '2026-11-23' });
const agencyIds = Object.values(AGENCIES).flatMap((services) =>
  Object.values(services),
);
const HEALTH = ['slam', 'oxleas', 'swlstg'];
const all = agencyIds.flatMap((agencyId) =>
  holdingsOf(agencyId, people).map((holding) => ({ agencyId, ...holding })),
);

const personOf = (holding: Holding) =>
  people.find(
    (one) =>
      one.givenName === holding.givenName &&
      one.familyName === holding.familyName,
  );
const heldBy = (agencyId: string, number: number) =>
  all.find(
    (holding) =>
      holding.agencyId === agencyId && personOf(holding)?.number === number,
  );

describe('a partner holds', () => {
  it('exactly the young people that are known to it, and nobody else', () => {
    for (const agencyId of agencyIds) {
      const known = people.filter(({ knownTo }) =>
        knownTo.some((entry) => entry.agencyId === agencyId),
      );
      expect(known.length).toBeGreaterThan(0);
      expect(
        holdingsOf(agencyId, people).map((one) => personOf(one)?.number),
      ).toEqual(known.map((one) => one.number));
    }
    expect(new Set(all.map((holding) => personOf(holding)?.number)).size).toBe(
      74,
    );
  });

  it('nothing where nobody is known to it', () => {
    expect(holdingsOf('met-south-bcu', people)).toEqual([]);
    expect(holdingsOf('croydon-yjs', [])).toEqual([]);
  });

  it('the same every time', () => {
    for (const agencyId of agencyIds)
      expect(holdingsOf(agencyId, people)).toEqual(
        holdingsOf(agencyId, people),
      );
  });

  it('each under an id of its own case system, that no other record of it has', () => {
    const manner = [
      [/-yjs$/, /^CV-\d{6}$/],
      [/-social-care$/, /^MOS-\d{6}$/],
      [/-education$/, /^EMS-\d{6}$/],
      [/^(slam|oxleas|swlstg)$/, /^RIO-\d{6}$/],
    ] as const;
    for (const { agencyId, localIdentifier } of all) {
      expect(localIdentifier).toMatch(
        manner.find(([agency]) => agency.test(agencyId))?.[1] ?? /^never$/,
      );
    }
    expect(
      new Set(
        all.map(
          ({ agencyId, localIdentifier }) => `${agencyId} ${localIdentifier}`,
        ),
      ).size,
    ).toBe(all.length);
  });

  it('the NHS number only where it is health or social care, the UPN only where it is education or youth justice', () => {
    for (const holding of all) {
      const { agencyId, nhsNumber, upn } = holding;
      if (HEALTH.includes(agencyId)) expect(nhsNumber).toBeDefined();
      if (agencyId.endsWith('-education')) expect(upn).toBeDefined();
      if (nhsNumber !== undefined) {
        expect(NhsNumber.parse(nhsNumber)).toBe(personOf(holding)?.nhsNumber);
        expect(
          HEALTH.includes(agencyId) || agencyId.endsWith('-social-care'),
        ).toBe(true);
      }
      if (upn !== undefined) {
        expect(Upn.parse(upn)).toBe(personOf(holding)?.upn);
        expect(
          agencyId.endsWith('-education') || agencyId.endsWith('-yjs'),
        ).toBe(true);
      }
    }
  });

  it('nothing of the analysis, the police or the other partners', () => {
    const text = JSON.stringify(all);
    expect(text).not.toMatch(
      /latentClass|"C[1-5]"|pncId|incidentSummary|sourceReference|knownTo"|weaponConviction/,
    );
  });
});

describe('a return', () => {
  it('has only fields that its category has, of words that the vocabulary has', () => {
    for (const { return: given } of all) {
      for (const [category, fields] of Object.entries(given)) {
        for (const field of Object.keys(fields))
          expect(isFieldOf(category as Category, field)).toBe(true);
      }
      const judged = 'health' in given ? given.health : given.view;
      Judgement.parse(judged.riskToOthers);
      Judgement.parse(judged.safetyAndWellbeing);
      if ('health' in given) ThriveGroup.parse(given.health.thriveGroup);
      else {
        InvolvementStatus.parse(given.involvement.status);
        VisitVenue.parse(given.approach.recommendedVenue);
        AssessmentTool.optional().parse(given.view.assessmentTool);
        for (const said of [...given.view.facts, ...given.view.opinions])
          expect(line(200).parse(said)).toBe(said);
        for (const held of [
          given.view.facts,
          given.view.opinions,
          given.view.needs,
        ])
          expect(held.length).toBeGreaterThan(0);
      }
    }
  });

  it('is open or closed as the involvement is, on dates in order', () => {
    for (const holding of all) {
      const person = personOf(holding);
      const known = person?.knownTo.find(
        ({ agencyId }) => agencyId === holding.agencyId,
      );
      const given = holding.return;
      if ('health' in given) {
        expect(given.health.openStatus).toBe(known?.closed ? 'CLOSED' : 'OPEN');
        expect(given.health.validUntil > '2027-01-22').toBe(true);
      } else {
        const { startedOn, endedOn, status, leadContact } = given.involvement;
        expect(endedOn !== undefined).toBe(known?.closed);
        expect(status === 'CLOSED').toBe(known?.closed);
        expect(startedOn < (endedOn ?? '9999')).toBe(true);
        expect(
          (endedOn ?? given.view.assessedOn ?? '') <
            (person?.incident.incidentOn ?? ''),
        ).toBe(true);
        expect((given.view.assessedOn ?? '') > startedOn).toBe(true);
        expect(leadContact).toMatch(/\.example\.org$/);
      }
    }
  });

  it('of health is of bounded length and has no diagnosis, medication, score or appointment', () => {
    const clinical =
      /diagnos|disorder|syndrome|adhd|autis|asperger|depress|anxiety|ptsd|psycho|bipolar|schizo|self-harm|suicid|medicat|prescri|dose|\bmg\b|tablet|methylphenidate|sertraline|fluoxetine|melatonin|score|honos|sdq|cgas|appointment|therap|\bcbt\b|\bicd\b|\bclinic\b|next seen/i;
    const health = all.filter(({ agencyId }) => HEALTH.includes(agencyId));
    expect(health.length).toBeGreaterThan(15);
    for (const { return: given } of health) {
      expect(Object.keys(given)).toEqual(['health']);
      if (!('health' in given)) continue;
      const { needSummary, safeApproachAdvice } = given.health;
      expect(prose(500).parse(needSummary)).toBe(needSummary);
      expect(`${needSummary} ${safeApproachAdvice}`).not.toMatch(clinical);
    }
  });

  it('of someone under no suspicion never speaks of a risk to others', () => {
    for (const holding of all) {
      if (
        personOf(holding)?.incident.incidentType !==
        'INC_VICTIM_OR_NO_SUSPICION'
      )
        continue;
      const judged =
        'health' in holding.return
          ? holding.return.health
          : holding.return.view;
      expect(judged.riskToOthers).toBe('LOW');
    }
  });
});

describe('on the protagonist', () => {
  const judgedBy = (agencyId: string) => {
    const given = heldBy(agencyId, 1)?.return;
    if (given === undefined) return undefined;
    const { riskToOthers, safetyAndWellbeing } =
      'health' in given ? given.health : given.view;
    return [riskToOthers, safetyAndWellbeing];
  };

  it('youth justice and social care stand two steps apart, and health between them', () => {
    expect(judgedBy('croydon-yjs')).toEqual(['LOW', 'MEDIUM']);
    expect(judgedBy('croydon-social-care')).toEqual(['HIGH', 'HIGH']);
    expect(judgedBy('slam')).toEqual(['MEDIUM', 'MEDIUM']);
  });

  it('the borough he left holds a closed record that ended before the new one began, and his school service none', () => {
    const left = heldBy('bromley-social-care', 1)?.return;
    const now = heldBy('croydon-social-care', 1)?.return;
    expect(left).toMatchObject({ involvement: { status: 'CLOSED' } });
    if (
      left === undefined ||
      now === undefined ||
      'health' in left ||
      'health' in now
    )
      throw new Error('not held');
    expect(
      (left.involvement.endedOn ?? '9999') < now.involvement.startedOn,
    ).toBe(true);
    expect(judgedBy('croydon-education')).toBeUndefined();
  });
});
