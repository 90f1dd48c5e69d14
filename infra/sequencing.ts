/**
 * Wakes the sequencer: by the ledger's stream at once, and by a schedule in case the stream does
 * not.
 */
import { Duration, type Stack } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import {
  EventSourceMapping,
  FilterCriteria,
  FilterRule,
  type IFunction,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { StoredTable } from './data-stack.ts';
import { allow } from './exchange-function.ts';

/**
 * A record that cannot be handled would block its shard for a day. The schedule takes up the rest.
 */
const RETRIES = 3;
const BATCH = 100;

/** Lets through new outbox items only: the sequencer's own writes must not wake it again. */
const OUTBOX_ITEM = FilterCriteria.filter({
  eventName: FilterRule.isEqual('INSERT'),
  dynamodb: { Keys: { pk: { S: FilterRule.beginsWith('PENDING#') } } },
});

export const runSequencer = (
  stack: Stack,
  sequencer: IFunction,
  ledger: StoredTable,
): void => {
  wakeByStream(stack, sequencer, ledger);
  new Rule(stack, 'SequencerEveryMinute', {
    schedule: Schedule.rate(Duration.minutes(1)),
    targets: [new LambdaFunction(sequencer, { retryAttempts: 0 })],
  });
};

const READING = [
  'dynamodb:DescribeStream',
  'dynamodb:GetRecords',
  'dynamodb:GetShardIterator',
  'dynamodb:ListStreams',
];

const wakeByStream = (
  stack: Stack,
  sequencer: IFunction,
  { table }: StoredTable,
): void => {
  const streamArn = table.tableStreamArn;
  if (streamArn === undefined)
    throw new Error('the ledger has no stream to wake the sequencer');
  const givenUp = givenUpQueue(stack);
  sequencer.addToRolePolicy(allow([streamArn], READING));
  const mapping = new EventSourceMapping(stack, 'SequencerWoken', {
    target: sequencer,
    eventSourceArn: streamArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    filters: [OUTBOX_ITEM],
    batchSize: BATCH,
    bisectBatchOnError: true,
    retryAttempts: RETRIES,
    maxRecordAge: Duration.hours(1),
    onFailure: new SqsDlq(givenUp),
  });
  if (sequencer.role) mapping.node.addDependency(sequencer.role);
};

/** Holds which records were given up, and nothing of their content. */
const givenUpQueue = (stack: Stack): Queue =>
  new Queue(stack, 'SequencerGivenUp', {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
