/** What earlier answers told, so that later requests can name it: ids, cursors, digests, and what may not be seen again. */
import type { CohortPerson } from '../../local/cohort/cohort.ts';
import type { OperationId } from '../../schemas/contract/operations.ts';
import type { Answer, Sent } from './send.ts';

export interface KnownFlag {
  flagId: string;
  owner: string;
}

/** A word that stands in what one version of one flag says, and nowhere else. */
interface Marker {
  flagId: string;
  owner: string;
  /** The number of the first request that may not be told it: the version was corrected or withdrawn before. */
  goneSince: number;
}

const MOST = 150;
const MARKER = /mk[0-9]+km/g;

export class Known {
  readonly people: readonly CohortPerson[];
  readonly cases: string[] = [];
  /** Cases that may be listed, and those about which partners may be asked. */
  readonly screened: string[] = [];
  readonly listed: string[] = [];
  readonly meetings: { id: string; agenda: string[] }[] = [];
  readonly packs: {
    caseId: string;
    meetingId: string | undefined;
    digest: string;
    about: string[];
  }[] = [];
  readonly viewRequests: {
    id: string;
    agency: string;
    categories: string[];
  }[] = [];
  readonly flags: KnownFlag[] = [];
  readonly withdrawn: KnownFlag[] = [];
  readonly references: { agency: string; reference: string }[] = [];
  readonly reviews: string[] = [];
  /** Cases whose child was selected, with what became of them. */
  readonly decided: string[] = [];
  readonly visits: { id: string; digest: string }[] = [];
  readonly referrals: { id: string; agency: string }[] = [];
  readonly questions: { caseId: string; id: string }[] = [];
  readonly cursors: { client: string; id: OperationId; cursor: string }[] = [];
  /** Requests with an effect, and what they were answered. */
  readonly served: { sent: Sent; answer: Answer }[] = [];
  readonly markers = new Map<string, Marker>();
  #sent = 0;

  constructor(people: readonly CohortPerson[]) {
    this.people = people;
  }

  next(): number {
    this.#sent += 1;
    return this.#sent;
  }

  /** What an answer tells the callers to come. */
  learn(sent: Sent, answer: Answer): void {
    if (answer.status >= 300) return;
    const { id, agency, client } = sent;
    const { body } = answer;
    if (id === 'nominate') keep(this.cases, body.caseId);
    if (id === 'checkEligibility' && isScreening(sent.raw))
      keep(this.screened, sent.params.id ?? '');
    if (id === 'listCase') keep(this.listed, body.caseId);
    if (id === 'queryYoungPerson')
      keep(this.references, { agency, reference: body.reference });
    if (id === 'readPack') {
      const about = [...body.gaps, ...body.divergences, ...body.freshness].map(
        ({ gapId, divergenceId, stalenessId }) =>
          gapId ?? divergenceId ?? stalenessId,
      );
      keep(this.packs, {
        caseId: body.caseId,
        meetingId: body.meetingId,
        digest: body.digest,
        about,
      });
    }
    if (body.meetingId !== undefined) this.#learnMeeting(body);
    if (id === 'allocateVisit')
      keep(this.visits, { id: body.visitId, digest: '' });
    if (id === 'readBrief')
      keep(this.visits, { id: sent.params.id ?? '', digest: body.digest });
    if (id === 'makeReferral' && sent.raw !== undefined)
      keep(this.referrals, { id: body.referralId, agency: 'croydon-yjs' });
    if (id === 'askQuestion' && body.caseId)
      keep(this.questions, { caseId: body.caseId, id: body.questionId });
    if (id === 'listReviews')
      for (const { reviewId } of body.reviews) keep(this.reviews, reviewId);
    if (id === 'askForViews') {
      for (const {
        viewRequestId,
        agency: asked,
        agreement,
      } of body.viewRequests) {
        const categories =
          agreement === 'MD-CAMHS-003'
            ? ['health']
            : ['involvement', 'view', 'approach'];
        keep(this.viewRequests, {
          id: viewRequestId,
          agency: asked,
          categories,
        });
      }
    }
    if (id === 'listViewRequests') {
      for (const { viewRequestId, categories } of body.viewRequests) {
        keep(this.viewRequests, { id: viewRequestId, agency, categories });
      }
    }
    if (body.next !== undefined)
      keep(this.cursors, { client, id, cursor: body.next });
    if (id === 'raiseFlag' || id === 'nominate')
      keep(this.served, { sent, answer }, () => false);
    this.#learnFlag(sent, answer);
  }

  /** Why an answer should not have held what it holds. */
  seenTooLate({ id, number, agency }: Sent, { text }: Answer): string[] {
    const withOwner = id === 'readFlag';
    return [...new Set(text.match(MARKER) ?? [])].flatMap((word) => {
      const marker = this.markers.get(word);
      if (
        !marker ||
        number < marker.goneSince ||
        (withOwner && marker.owner === agency)
      )
        return [];
      return [
        `tells ${word} of ${marker.flagId}, which was withdrawn or corrected before`,
      ];
    });
  }

  #learnMeeting({
    meetingId,
    agenda,
    caseId,
  }: {
    meetingId: string;
    agenda?: string[];
    caseId?: string;
  }): void {
    const known = this.meetings.find(({ id }) => id === meetingId);
    const meeting = known ?? { id: meetingId, agenda: [] };
    if (agenda) meeting.agenda = agenda;
    else if (caseId !== undefined && !meeting.agenda.includes(caseId))
      meeting.agenda.push(caseId);
    if (!known) keep(this.meetings, meeting);
  }

  #learnFlag(
    { id, agency, params, raw }: Sent,
    { body, headers }: Answer,
  ): void {
    const content = (raw as { flag?: { statement?: unknown } } | undefined)
      ?.flag?.statement;
    const [word] = String(content ?? '').match(MARKER) ?? [];
    if (headers.get('idempotency-replayed')) return;
    if (id === 'raiseFlag') {
      keep(this.flags, { flagId: body.flagId, owner: agency });
      if (word)
        this.markers.set(word, {
          flagId: body.flagId,
          owner: agency,
          goneSince: Number.POSITIVE_INFINITY,
        });
    }
    if (id !== 'correctFlag' && id !== 'withdrawFlag') return;
    const flagId = params.id ?? '';
    for (const [each, marker] of this.markers) {
      if (
        marker.flagId === flagId &&
        each !== word &&
        marker.goneSince === Number.POSITIVE_INFINITY
      ) {
        marker.goneSince = this.next();
      }
    }
    if (id === 'correctFlag' && word) {
      this.markers.set(word, {
        flagId,
        owner: agency,
        goneSince: Number.POSITIVE_INFINITY,
      });
    }
    if (id === 'withdrawFlag') keep(this.withdrawn, { flagId, owner: agency });
  }
}

const isScreening = (body: unknown): boolean =>
  (body as { rule?: unknown } | undefined)?.rule === 'NO_WEAPON_CONVICTION';

/** The latest of each kind: an old id is drawn from the document's patterns often enough. */
const keep = <T>(
  all: T[],
  one: T,
  same = (a: T, b: T) => JSON.stringify(a) === JSON.stringify(b),
): void => {
  if (all.some((each) => same(each, one))) return;
  all.push(one);
  if (all.length > MOST) all.shift();
};
