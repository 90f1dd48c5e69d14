/** Children of whom nobody has heard, each with a name of their own, so that tests that share an exchange share no child. */
import { randomUUID } from 'node:crypto';
import type { Answer } from '../../local/client.ts';
import { daysAfter } from '../../rules/time/london-time.ts';
import { BOROUGHS, type IncidentType } from '../../schemas/vocabulary/codes.ts';
import type { TestExchange } from '../exchange.ts';
import { person } from './requests.ts';

type Change = NonNullable<Parameters<TestExchange['nominate']>[1]>;
export type NominationBody = Parameters<Change>[0];

/** Somebody of the cohort who lives there and never lived elsewhere, whose address the child has. */
const NEIGHBOUR = {
  [BOROUGHS.CROYDON]: 1,
  [BOROUGHS.BROMLEY]: 2,
  [BOROUGHS.SUTTON]: 3,
};

/** Numbers would find the neighbour. */
const NUMBERLESS = {} as NominationBody['subject']['identifiers'];

export interface Fresh {
  borough?: keyof typeof NEIGHBOUR;
  incidentType?: IncidentType;
  change?: (body: NominationBody) => object;
}

/** A name and a birth date of their own, so that thousands of them are not looked through for one another. */
const inventedChild = () => {
  const letters = [...randomUUID()]
    .filter((char) => char >= 'a' && char <= 'f')
    .join('');
  const day = daysAfter(
    '2010-01-01',
    Number.parseInt(randomUUID().slice(0, 4), 16) % 1400,
  );
  return {
    givenName: `Invented${letters}`,
    familyName: `Child${randomUUID().replaceAll(/[^a-f]/g, '')}`,
    birthDate: day,
  };
};

/** @returns the answer, and what was nominated, to nominate the same child again. */
export const nominateFresh = async (
  exchange: TestExchange,
  {
    borough = BOROUGHS.CROYDON,
    incidentType = 'INC_SUSPECTED',
    change = (body) => body,
  }: Fresh = {},
): Promise<{ answer: Answer; body: NominationBody }> => {
  const child = inventedChild();
  let sent: NominationBody | undefined;
  const answer = await exchange.nominate(
    person(exchange, NEIGHBOUR[borough]),
    (body) => {
      const subjectCategory =
        incidentType === 'INC_VICTIM_OR_NO_SUSPICION'
          ? ('VICTIM' as const)
          : ('SUSPECT' as const);
      sent = change({
        ...body,
        subject: {
          ...body.subject,
          ...child,
          borough,
          formerBoroughs: [],
          identifiers: NUMBERLESS,
        },
        incident: { ...body.incident, incidentType, subjectCategory },
        handling: { code: 'P', conditions: undefined, recipients: [] },
      }) as NominationBody;
      return sent;
    },
  );
  if (!sent) throw new Error('nothing was nominated');
  return { answer, body: sent };
};
