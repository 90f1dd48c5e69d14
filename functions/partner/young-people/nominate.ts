/** POST /v1/nominations: the police propose a young person to a panel. */
import type { Call } from '../../../entrance/call.ts';
import { type Admitted, admit } from '../../../entrance/caller.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { replayed } from '../../../entrance/replay.ts';
import {
  type CaseFile,
  caseFileOf,
  fileOf,
} from '../../../rules/cases/case-file.ts';
import { nominationRecords } from '../../../rules/cases/nomination.ts';
import { blockingFeatures } from '../../../rules/recognition/matching.ts';
import type {
  Case,
  Nomination,
  Person,
} from '../../../schemas/store/entities.ts';
import type { PersonalRecord } from '../../../schemas/store/personal-record.ts';
import { filed } from './filed.ts';
import {
  agreementsOf,
  checkContent,
  contributionOf,
  expiryOf,
} from './nomination-terms.ts';

type Nominating = Call<'nominate'>;

export const nominate = endpoint('nominate', async (call) => {
  const { world, operation, claims, body, idempotency, now } = call;
  const features = blockingFeatures(body.subject);
  const entered = await admit(
    world,
    operation,
    claims,
    { features, idempotency },
    now,
  ); // R1
  const { panel, under } = agreementsOf(call, entered);
  // Under today's agreements, and before the content: an honest retry may come a day late.
  if (entered.earlier) return replayed(call, entered.earlier, (made) => made);
  checkContent(call, entered);
  const candidates = await world.store.candidates(entered.candidateIds, now); // R2
  const records = nominationRecords(body, under, contributionOf(call), now);
  const { before, person, filing } = filed(call, entered, candidates, records);
  const { file: open, openCases } = await openFile(call, before); // R3
  const file = nominatedFile(call, open, person.personId, records);
  const made = receiptOf(file);
  return conclude(call, {
    answer: { body: made },
    outcome: 'PERMIT',
    personId: person.personId,
    caseId: made.caseId,
    made,
    within: withinOf(entered, panel),
    changes: [
      {
        before: { person: before, file: open },
        after: { person: { ...person, openCases }, file },
        filed: filing,
      },
    ],
  }); // W
});

const withinOf = (
  { agency }: Admitted,
  panel: ReturnType<typeof agreementsOf>['panel'],
) => ({
  panel,
  agreements: agency.agreements,
});

interface Open {
  /** The case that the child is nominated into: one child, one discussion. */
  file: CaseFile | undefined;
  /** The child's open cases that are still there. One that has expired is nobody's. */
  openCases: Person['openCases'];
}

/** Nobody is read like anybody. */
const openFile = async (
  { world, body, now }: Nominating,
  person: Person | undefined,
): Promise<Open> => {
  const held = await world.store.file(
    person?.personId ?? world.randomId(),
    now,
  );
  const openCases = (person?.openCases ?? []).filter(({ caseId }) =>
    held.cases.some((each) => each.caseId === caseId),
  );
  const open = openCases.find(({ panel }) => panel === body.panel);
  return { file: open && caseFileOf(held, open.caseId), openCases };
};

/** The case as it is, or a new one whose co-ordinator is that of the child's borough. */
const nominatedFile = (
  call: Nominating,
  open: CaseFile | undefined,
  personId: string,
  records: PersonalRecord[],
): CaseFile => {
  if (open) {
    const nomination = nominationIn(call, open.case, records);
    return { ...open, nominations: [...open.nominations, nomination] };
  }
  const opened = openedCase(call, personId);
  return fileOf(opened, [nominationIn(call, opened, records)]);
};

const receiptOf = ({ case: { caseId }, nominations }: CaseFile) => ({
  nominationId: nominations.at(-1)?.nominationId ?? '',
  caseId,
});

const openedCase = (
  { world, body, now }: Nominating,
  personId: string,
): Case => ({
  type: 'Case',
  personId,
  caseId: `case_${world.randomId()}`,
  version: 1,
  panel: body.panel,
  borough: body.subject.borough,
  state: 'NOMINATED',
  salt: world.randomId(),
  copies: 0,
  expiresAt: expiryOf(now),
});

const nominationIn = (
  { world, actor, body, now }: Nominating,
  { personId, caseId }: Case,
  records: PersonalRecord[],
): Nomination => ({
  type: 'Nomination',
  personId,
  caseId,
  nominationId: `nom_${world.randomId()}`,
  nominatedAt: new Date(now).toISOString(),
  nominatedBy: actor,
  birthDate: body.subject.birthDate,
  borough: body.subject.borough,
  incidentType: body.incident.incidentType,
  records,
  expiresAt: expiryOf(now),
});
