/** The stories of single children: who was visited and how it went, who was referred to whom, who was triaged. */
import {
  allocated,
  answeredBy,
  closed,
  followedUp,
  heldBack,
  madeReferral,
  notReferred,
  referred,
  signposted,
  visited,
} from './delivering.ts';
import type { Child, Making } from './making.ts';
import { concluded, triaged, underWay } from './panel-work.ts';

/** Of the cast: triaged away without a decision, and visited by now. */
export const AWAY = 15;
export const VISITED = 18;
/** Decided so long ago that it is known whether they came to notice again; and one whom nobody ever went to see. */
export const FOLLOWED_UP = 16;
export const NEVER_SEEN = 22;

const E = 'MD-VCS-005';

/** What comes after the decisions of twelve days ago and of two. */
export const afterwards = async (
  making: Making,
  children: readonly Child[],
): Promise<void> => {
  const child = childIn(children);
  for (const number of [2, 6, 14, VISITED])
    await allocated(making, child(number), -11);
  await making.goTo(-10);
  await visited(making, child(2), 'DECLINED');
  await visited(making, child(6), 'ATTEMPTED');
  await visited(making, child(VISITED), 'ATTEMPTED');
  await making.goTo(-9);
  await handedOver(making, child);
  await heldBack(making, child(14));
  await closed(making, child(10), -8);
  for (const number of [3, 7, 11]) await allocated(making, child(number), -1);
  await visited(making, child(3), 'DONE');
  await visited(making, child(11), 'NOT_DONE');
  await allocated(making, child(11), -1);
  await beside(making, child);
};

type Find = (number: number) => Child;

const childIn =
  (children: readonly Child[]): Find =>
  (wanted) => {
    const found = children.find(({ number }) => number === wanted);
    if (!found) throw new RangeError(`nobody has the number ${wanted}`);
    return found;
  };

/** To services that take it on, that do not, that have come to an end of it; also of children who are restricted. */
const handedOver = async (making: Making, child: Find): Promise<void> => {
  const to = async (
    number: number,
    service: string,
    need: string,
    agreement: string | undefined,
    states: string[],
  ) => {
    const referral = await referred(making, child(number), {
      service,
      need,
      agreement,
    });
    await answeredBy(making, child(number), referral, states);
  };
  await to(6, 'harbour-mentoring', 'MENTORING', E, [
    'ACKNOWLEDGED',
    'ACCEPTED',
    'STARTED',
  ]);
  await to(3, 'south-housing', 'HOUSING', E, []);
  // From whom the police keep the child is not asked to help, and learns nothing of it.
  await notReferred(making, child(2), {
    service: 'harbour-mentoring',
    need: 'MENTORING',
  });
  await to(11, 'safer-paths', 'EXPLOITATION', E, [
    'ACCEPTED',
    'STARTED',
    'ENDED',
  ]);
  await to(14, 'south-housing', 'HOUSING', E, ['ACCEPTED', 'DECLINED']);
  await to(VISITED, 'safer-paths', 'EXPLOITATION', E, ['ACCEPTED']);
  await to(VISITED, 'croydon-yjs', 'YOUTH_JUSTICE', 'MD-SBCU-001', [
    'ACKNOWLEDGED',
  ]);
  await to(14, 'bromley-social-care', 'SAFEGUARDING', 'MD-SBCU-001', []);
  await to(11, 'bromley-yjs', 'YOUTH_JUSTICE', 'MD-SBCU-001', [
    'ACCEPTED',
    'DECLINED',
  ]);
  await to(3, 'sutton-yjs', 'YOUTH_JUSTICE', 'MD-SUT-004', ['ACCEPTED']);
  await to(7, 'southside-boxing-club', 'MENTORING', undefined, [
    'ACCEPTED',
    'STARTED',
  ]);
  await signposted(making, child(6));
};

/** What is settled at once, and what is under way elsewhere. */
const beside = async (making: Making, child: Find): Promise<void> => {
  await making.goTo(-1);
  const refer = async (
    number: number,
    what: object,
    agency?: string,
    agreement?: string,
  ) => {
    const referralId = await triaged(making, child(number), {
      continues: true,
      ...what,
    });
    if (referralId)
      madeReferral(child(number), { referralId, agency, agreement });
  };
  await refer(1, { outcome: 'REFER_YJS' }, 'croydon-yjs', 'MD-SBCU-001');
  await refer(
    8,
    { outcome: 'REFER_SAFEGUARDING', route: 'MASH' },
    'bromley-social-care',
    'MD-SBCU-001',
  );
  await refer(9, { outcome: 'REFER_SAFEGUARDING', route: 'SECTION_47' });
  await underWay(making, child(5), 'investigation');
  await underWay(making, child(9), 'investigation');
  await underWay(making, child(4), 'strategy-discussion');
  await concluded(making, child(4), 'strategy-discussion');
  await triaged(making, child(AWAY), {
    outcome: 'NOT_ELIGIBLE_ON_FACTS',
    rule: 'EVIDENCE_OF_CARRYING',
  });
  child(AWAY).away = true;
};

/** What followed decisions of a hundred and twenty-five days ago. */
export const longAfterwards = async (
  making: Making,
  children: readonly Child[],
): Promise<void> => {
  const child = childIn(children);
  await allocated(making, child(FOLLOWED_UP), -124);
  await allocated(making, child(NEVER_SEEN), -124);
  await making.goTo(-120);
  await visited(making, child(FOLLOWED_UP), 'DONE');
  await followedUp(making, child(FOLLOWED_UP), -25);
  await closed(making, child(FOLLOWED_UP), -20);
};
