/** Decides for the panel, record by record, what of all that is held of a child flows to it. */
import {
  type Panel,
  panelRecipient,
} from '../../schemas/contract/agreement/agreement.ts';
import type { ViewRequest } from '../../schemas/store/entities.ts';
import type { PersonalRecord } from '../../schemas/store/personal-record.ts';
import { type CaseFile, circumstancesOf, givenOf } from '../cases/case-file.ts';
import { type Standing, standingOf } from '../returns/reply-ledger.ts';
import type { LiveAgreement } from '../sharing/agreement.ts';
import { anyReleased } from '../sharing/compose.ts';
import type { Asked } from '../sharing/conditions.ts';
import { decide, type RecordDecision } from '../sharing/decide.ts';

export interface PanelQuestion {
  file: CaseFile;
  panel: Panel;
  /** The agreement that declares the panel: the police's facts are given to it under this one. */
  declaredBy: string;
  agreements: readonly LiveAgreement[];
  asked: Omit<Asked, 'recipient'>;
  now: number;
}

/**
 * Decides whether the panel may know of the child: a pack of the same question would rest on some
 * released field.
 */
export const panelMayKnow = (question: PanelQuestion): boolean => {
  const decideRecord = panelDecider(question);
  const releases = (record: PersonalRecord) =>
    anyReleased([decideRecord(record)]);
  return (
    backgroundOf(question).some(releases) ||
    question.file.viewRequests.some((request) =>
      recordsShown(standingFor(request, question)).some(releases),
    )
  );
};

/** The police's facts under the panel's own agreement, and every flag that stands. */
export const backgroundOf = ({
  file,
  declaredBy,
}: Pick<PanelQuestion, 'file' | 'declaredBy'>): PersonalRecord[] => [
  ...givenOf(file).filter(({ agreement }) => agreement === declaredBy),
  ...file.flags
    .filter(({ withdrawn }) => !withdrawn)
    .map(({ record }) => record),
];

/** The standing of an agency that was asked, to this panel and now. */
export const standingFor = (
  request: ViewRequest,
  { file, agreements, now }: PanelQuestion,
): Standing => standingOf(request, file, agreements, now);

/** The records of the answer that the panel may know of. */
export const recordsShown = ({ shown }: Standing): readonly PersonalRecord[] =>
  shown?.records ?? [];

/** Decides one record after another for the panel, whoever is present. */
export const panelDecider = ({
  file,
  panel,
  agreements,
  asked,
  now,
}: PanelQuestion): ((record: PersonalRecord) => RecordDecision) => {
  const weighed = {
    asked: { ...asked, recipient: panelRecipient(panel.id) },
    circumstances: circumstancesOf(file),
    agreements,
    now,
  };
  return (record) => decide({ record, ...weighed });
};
