/** Which services fit a child, and what counts say of them: a count that could point at a child is not said. */
import { describe, expect, it } from 'vitest';
import {
  feedbackOn,
  fits,
  misfits,
} from '../../../rules/delivery/directory.ts';
import type {
  Service,
  ServiceFeedback,
} from '../../../schemas/store/entities.ts';

const SERVICE: Service = {
  type: 'Service',
  serviceId: 'safer-paths',
  name: 'Synthetic',
  needs: ['MENTORING', 'HOUSING'],
  ageFrom: 11,
  ageTo: 16,
  boroughs: ['E09000008'],
  route: 'EXCHANGE',
  agency: 'safer-paths',
  contact: 'Synthetic.',
};

describe('a service', () => {
  it.each([
    ['nothing is asked for', {}, []],
    ['the need is one of its own', { need: 'HOUSING' }, []],
    ['the borough is one of its own', { borough: 'E09000008' }, []],
    ['the child is as young as it takes them', { age: 11 }, []],
    ['the child is as old as it takes them', { age: 16 }, []],
    ['the need is another', { need: 'EDUCATION' }, ['/need']],
    ['the borough is another', { borough: 'E09000006' }, ['/serviceId']],
    ['the child is younger', { age: 10 }, ['/serviceId']],
    ['the child is older', { age: 17 }, ['/serviceId']],
    [
      'nothing fits',
      { need: 'EDUCATION', borough: 'E09000006', age: 17 },
      ['/need', '/serviceId', '/serviceId'],
    ],
  ] as const)('where %s: %j names %j', (_, query, pointers) => {
    expect(misfits(SERVICE, query).map(({ pointer }) => pointer)).toEqual(
      pointers,
    );
    expect(fits(SERVICE, query)).toBe(pointers.length === 0);
  });

  it('says what keeps a child from it', () => {
    const messages = misfits(SERVICE, {
      need: 'EDUCATION',
      borough: 'E09000006',
      age: 17,
    }).map(({ message }) => message);
    expect(messages).toEqual([
      expect.stringContaining('helps with'),
      expect.stringContaining('borough'),
      expect.stringContaining('age'),
    ]);
  });
});

describe('how others found a service', () => {
  const said = (
    times: number,
    suitability: ServiceFeedback['suitability'],
    serviceId = 'safer-paths',
  ): ServiceFeedback[] =>
    Array.from({ length: times }, () => ({
      type: 'ServiceFeedback' as const,
      feedbackId: 'a'.repeat(64),
      serviceId,
      suitability,
      expiresAt: '2030-01-01T00:00:00.000Z',
    }));

  it('is said from five on, for each answer by itself', () => {
    expect(
      feedbackOn('safer-paths', [
        ...said(5, 'SUITED'),
        ...said(4, 'PARTLY'),
        ...said(6, 'NOT_SUITED'),
      ]),
    ).toEqual({
      SUITED: 5,
      NOT_SUITED: 6,
    });
    expect(feedbackOn('safer-paths', [])).toEqual({});
  });

  it('counts what was said of that service alone', () => {
    expect(
      feedbackOn('safer-paths', [
        ...said(4, 'SUITED'),
        ...said(9, 'SUITED', 'other'),
      ]),
    ).toEqual({});
  });
});
