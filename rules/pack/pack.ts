/**
 * The pack: what the panel sees before it decides. Views stand side by side; what is missing and
 * what differs is named. Nothing is averaged, scored or ranked. Masking comes first: gaps,
 * divergences and the digest are made of what the panel and the attendees may see, so that they
 * cannot say what they may not.
 */
import type { PackMessage, ReturnLine } from '../../schemas/contract/pack.ts';
import { canonical, sha256 } from '../canonical.ts';
import {
  type CaseFile,
  givenToPanel,
  judgedOn,
  subjectOf,
} from '../cases/case-file.ts';
import { eligibilityOf } from '../cases/eligibility.ts';
import {
  type NotAsked,
  notAsked,
  type ServingAgency,
} from '../returns/asking.ts';
import { composeRecords } from '../sharing/compose.ts';
import {
  type AgencyReturn,
  type ComposedReturn,
  composeReturns,
  questionsShown,
} from './agency-returns.ts';
import {
  bareOf,
  type DecidedReading,
  decideReading,
  heardByAll,
  hiddenFrom,
  type PanelReading,
} from './attendees.ts';
import { divergencesOf } from './divergence.ts';
import { freshnessOf } from './freshness.ts';
import { gapsOf } from './gaps.ts';
import { otherCasesOf } from './other-cases.ts';
import { backgroundOf } from './panel-decisions.ts';

/** All of the pack but the account of its disclosure, which is another one at each reading. */
export type Pack = Omit<PackMessage, 'disclosure'>;

export interface PackQuestion extends PanelReading {
  /** The agencies of the panels' boroughs: those that no agreement reaches are gaps too. */
  serving?: readonly ServingAgency[];
}

export interface ComposedPack {
  pack: Pack;
  /** Every decision that made it, for the ledger. */
  decisions: DecidedReading['decisions'];
  /**
   * The same before attendees were considered: whether the panel may know of the case does not
   * depend on who is there.
   */
  permitted: DecidedReading['permitted'];
  /** The reply ledger, as the pack shows it. */
  ledger: ReturnLine[];
}

export const composePack = (question: PackQuestion): ComposedPack => {
  const disclosed = disclosedTo(question);
  const content = contentOf(question, disclosed);
  const { salt } = question.file.case;
  const digest = sha256(salt + canonical(digested(content)));
  const { permitted, decisions, composed } = disclosed;
  const ledger = composed.map(({ line }) => line);
  return { pack: { ...content, digest }, decisions, permitted, ledger };
};

interface Disclosed extends DecidedReading {
  background: DecidedReading['decisions'];
  composed: ComposedReturn[];
}

/** Decides every record once: the background first, then one agency's answer after another. */
const disclosedTo = (question: PackQuestion): Disclosed => {
  const background = decideReading(backgroundOf(question), question);
  const composed = composeReturns(question);
  const all = [background, ...composed];
  return {
    background: background.decisions,
    composed,
    permitted: all.flatMap((each) => each.permitted),
    decisions: all.flatMap((each) => each.decisions),
  };
};

type Content = Omit<Pack, 'digest'>;

const contentOf = (question: PackQuestion, disclosed: Disclosed): Content => {
  const { file, panel } = question;
  const content = {
    caseId: file.case.caseId,
    panel: panel.id,
    meetingId: file.case.meetingId,
    meetingOn: file.case.meetingOn,
    marking: 'OFFICIAL-SENSITIVE' as const,
    records: composeRecords(disclosed.background),
    ...preparationOf(question),
    ...viewsOf(question, disclosed),
    ...pastOf(file),
  };
  return heardByAll(question.declaredBy, question) ? content : bareOf(content);
};

/** The matters that the panel's officers settle before it sits. */
const preparationOf = ({ file, panel }: PackQuestion) => ({
  listingReason: file.case.listingReason,
  eligibility: eligibilityOf({
    ...file,
    area: panel.area,
    on: judgedOn(file),
  }),
  investigation: file.case.investigation,
  strategyDiscussion: file.case.strategyDiscussion,
});

/** The agencies' views side by side, with their gaps and divergences. */
const viewsOf = (question: PackQuestion, disclosed: Disclosed) => {
  const returns = disclosed.composed.map(({ answer }) => answer);
  const questions = questionsShown(question);
  const unasked = unaskedIn(question);
  return {
    returns,
    completeness: { asked: returns.map(completenessOf), notAsked: unasked },
    questions,
    gaps: gapsOf({ returns, questions }, unasked),
    divergences: divergencesOf(returns),
    freshness: freshnessOf(returns, judgedOn(question.file)),
    hiddenFromAttendees: hiddenFrom(disclosed),
  };
};

const completenessOf = ({ agency, state, onBehalf }: AgencyReturn) => ({
  agency,
  state,
  provisional: onBehalf !== undefined && !onBehalf.confirmed,
});

const unaskedIn = (question: PackQuestion): NotAsked[] => {
  const { file, panel, agreements, serving = [], now } = question;
  const subject = subjectOf(file);
  if (!subject) return [];
  const asked = file.viewRequests.map(({ agency }) => agency);
  const given = givenToPanel(file);
  return notAsked(asked, { panel, subject, agreements, now, given, serving });
};

/** The triages and decisions of this case so far, and the child's other cases. */
const pastOf = ({ triages, decisions, others }: CaseFile) => ({
  triage: triages
    .map(({ taken }) => taken)
    .toSorted((a, b) => (a.takenAt < b.takenAt ? -1 : 1)),
  decisions: decisions
    .map(({ taken }) => taken)
    .toSorted((a, b) => (a.decidedAt < b.decidedAt ? -1 : 1)),
  otherCases: otherCasesOf(others),
});

/**
 * Leaves out what a clock or a look changes: that a request was seen, that its day has passed, when
 * an answer came. The panel may know the same of the child before and after.
 */
export const digested = <C extends Pick<Content, 'returns' | 'completeness'>>(
  content: C,
): C => ({
  ...content,
  returns: content.returns.map(({ receivedAt: _, ...each }) => still(each)),
  completeness: {
    ...content.completeness,
    asked: content.completeness.asked.map(still),
  },
});

const still = <S extends { state: ReturnLine['state'] }>(each: S): S => ({
  ...each,
  state: each.state === 'SEEN' || each.state === 'LATE' ? 'ASKED' : each.state,
});
