/** Kinds of records that agreements have flows of and no operation takes in yet, as the operations to come would store them. */
import { randomUUID } from 'node:crypto';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { integer, pick } from '../../local/cohort/random.ts';
import * as v from '../../schemas/vocabulary/codes.ts';
import {
  type Child,
  DAY_MS,
  latestFacts,
  type Making,
  POLICE,
} from './making.ts';
import type { Given } from './model.ts';

export const kept = async (
  { exchange, mint, random }: Making,
  child: Child,
): Promise<void> => {
  const facts = latestFacts(child);
  const about = {
    subject: facts,
    handling: { code: 'P', recipients: [] },
    approved: false,
  };
  const supervision = () => ({
    openStatus: pick(random, ['OPEN', 'CLOSED']),
    riskToOthers: pick(random, v.Judgement.options),
    safetyAndWellbeing: pick(random, v.Judgement.options),
    likelihoodOfReoffending: pick(random, v.Judgement.options),
    assessmentTool: pick(random, v.AssessmentTool.options),
    assessedOn: mint.day(),
    officer: mint.text(),
    interventionStatus: mint.text(),
    visitOutcome: mint.text(),
  });
  const identity = () => ({
    givenName: mint.word(),
    familyName: mint.word(),
    birthDate: child.subject.birthDate,
    addressLines: [mint.word()],
    postcode: mint.postcode('SM1'),
    borough: facts.borough,
  });
  const given = (
    originator: string,
    agreement: string,
    category: string,
    fields: Record<string, unknown>,
  ): Given => ({
    ...about,
    originator,
    agreement,
    category,
    fields,
  });
  if (child.number % 3 === 0 || child.number === 8) {
    child.kept = [
      ...[POLICE, 'sutton-yjs'].flatMap((agency) => [
        given(agency, 'MD-SUT-002', 'supervision', supervision()),
        given(agency, 'MD-SUT-002', 'identifiers', {
          localIdentifier: mint.word(),
        }),
      ]),
      given('sutton-yjs', 'MD-SUT-002', 'identity', identity()),
    ];
  }
  const referral = {
    need: mint.text(),
    contactRoute: mint.text(),
    safeContactAdvice: mint.text(),
  };
  child.kept.push(
    given(POLICE, 'MD-VCS-005', 'referral', referral),
    given('safer-paths', 'MD-VCS-005', 'takeUp', {
      takeUp: pick(random, ['ACCEPTED', 'STARTED', 'DECLINED', 'NO_CONTACT']),
      outcome: mint.text(),
    }),
    // A view and an approval that stand with the person by some mistake: no flow leads from where they stand to a partner.
    given('croydon-yjs', 'MD-SBCU-001', 'view', {
      facts: [mint.text()],
      riskToOthers: 'LOW',
    }),
    given('slam', 'MD-CAMHS-003', 'approval', { approvalReason: mint.text() }),
  );
  const { client, names } = exchange.running.database;
  const at = { pk: `AT#case#${child.caseId}`, sk: 'AT' };
  const { Item: locator } = await client.send(
    new GetCommand({ TableName: names.exchange, Key: at }),
  );
  const head = { pk: `PERSON#${locator?.personId}`, sk: 'HEAD' };
  const { Item: person } = await client.send(
    new GetCommand({ TableName: names.exchange, Key: head }),
  );
  const stored = child.kept.map((record, i) => ({
    ...record,
    recordId: `rec_${randomUUID().replaceAll('-', '')}`,
    contributedVersion: 1,
    contributedHash: String(integer(random, 0, 9)).repeat(64),
    contributedAt: new Date(Date.now() - i * 1000).toISOString(),
    expiresAt: new Date(Date.now() + 90 * DAY_MS).toISOString(),
  }));
  await client.send(
    new PutCommand({
      TableName: names.exchange,
      Item: { ...person, records: [...(person?.records ?? []), ...stored] },
    }),
  );
};
