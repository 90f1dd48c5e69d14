/** A body is read to its limit and no further, and what is wrong with content is said by place, never by value. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  accept,
  BODY_LIMIT_BYTES,
  readBytes,
  readJson,
} from '../../entrance/accept.ts';
import { Problem } from '../../entrance/problem.ts';

const problemIn = async (work: () => unknown): Promise<Problem> => {
  try {
    await work();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

const MB = 1024 * 1024;

/** A body in parts of which nobody says the length; `taken` counts the bytes that were read of it. */
const streamed = (parts: number[], headers: Record<string, string> = {}) => {
  const state = { taken: 0 };
  const left = [...parts];
  const body = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        const size = left.shift();
        if (size === undefined) return controller.close();
        state.taken += size;
        controller.enqueue(new Uint8Array(size).fill(97));
      },
    },
    { highWaterMark: 0 },
  );
  const request = new Request('http://x/', {
    method: 'POST',
    body,
    headers,
    duplex: 'half',
  } as RequestInit);
  return { request, state };
};

const sent = (
  body: string | Uint8Array<ArrayBuffer>,
  type: string | null = 'application/json',
) => {
  const request = new Request('http://x/', { method: 'POST', body });
  if (type === null) request.headers.delete('content-type');
  else request.headers.set('content-type', type);
  return request;
};

it('the limit is 256 KiB', () => expect(BODY_LIMIT_BYTES).toBe(262_144));

describe('a body whose length is claimed', () => {
  const claiming = (size: number, claimed = size) => {
    const request = sent(new Uint8Array(size));
    request.headers.set('content-length', String(claimed));
    return request;
  };

  it('is taken up to the limit', async () => {
    for (const size of [0, 1, BODY_LIMIT_BYTES])
      expect((await readBytes(claiming(size))).byteLength).toBe(size);
  });

  it('is refused beyond it, before anything of it is read', async () => {
    const request = claiming(BODY_LIMIT_BYTES + 1);
    const problem = await problemIn(() => readBytes(request));
    expect([problem.code, problem.status, problem.message]).toEqual([
      'BODY_TOO_LARGE',
      413,
      'The body may have at most 262144 bytes.',
    ]);
    expect(request.bodyUsed).toBe(false);
  });

  it('is measured all the same, where it claimed too little', async () => {
    for (const claimed of [0, 1]) {
      const request = claiming(BODY_LIMIT_BYTES + 1, claimed);
      expect((await problemIn(() => readBytes(request))).code).toBe(
        'BODY_TOO_LARGE',
      );
    }
  });
});

describe('a body in parts', () => {
  it('is put together again, up to the limit', async () => {
    for (const parts of [[], [3], [2, 3, 4], [BODY_LIMIT_BYTES - 1, 1]]) {
      const { request } = streamed(parts);
      const bytes = await readBytes(request);
      expect(bytes.byteLength).toBe(parts.reduce((sum, size) => sum + size, 0));
      expect(bytes.every((byte) => byte === 97)).toBe(true);
    }
  });

  it.each([
    ['one byte more', [BODY_LIMIT_BYTES, 1]],
    ['one part that is larger', [BODY_LIMIT_BYTES + 1]],
  ])('is refused with %s', async (_, parts) => {
    const { request } = streamed(parts);
    expect((await problemIn(() => readBytes(request))).code).toBe(
      'BODY_TOO_LARGE',
    );
  });

  it('is read on to ten megabytes, so that its connection serves the next request', async () => {
    const { request, state } = streamed(Array(10).fill(MB));
    await problemIn(() => readBytes(request));
    expect(state.taken).toBe(10 * MB);
  });

  it('and no further than the part in which it exceeds them', async () => {
    const { request, state } = streamed(Array(20).fill(MB));
    await problemIn(() => readBytes(request));
    expect(state.taken).toBe(11 * MB);
    const finer = streamed([10 * MB, 1, 1]);
    await problemIn(() => readBytes(finer.request));
    expect(finer.state.taken).toBe(10 * MB + 1);
  });

  it('whose claimed length is no number is read in parts too', async () => {
    const { request, state } = streamed([2, 2]);
    expect((await readBytes(request)).byteLength).toBe(4);
    expect(state.taken).toBe(4);
  });
});

describe('the media type', () => {
  it.each([
    'application/json',
    'APPLICATION/JSON',
    ' application/json ; charset=utf-8',
    'application/json;charset=utf-16',
  ])('%j is read', async (type) =>
    expect(await readJson(sent('{"a":1}', type))).toEqual({ a: 1 }),
  );

  it.each([
    null,
    '',
    'text/json',
    'application/jsonp',
    'application/json, text/plain',
    'x; application/json',
  ])('%j is refused', async (type) => {
    const problem = await problemIn(() => readJson(sent('{"a":1}', type)));
    expect([problem.code, problem.message]).toEqual([
      'MEDIA_TYPE_UNSUPPORTED',
      'Send the body as application/json.',
    ]);
  });
});

describe('a body that cannot be read in one way', () => {
  const SAID = 'The body is not JSON in UTF-8 that can be read in one way only';

  it.each([
    ['no JSON', '{"canary"', `${SAID}.`],
    ['nothing', '', `${SAID}.`],
    [
      'a name twice',
      '{"canary":1,"canary":2}',
      `${SAID}: a name stands twice in one object.`,
    ],
    ['__proto__', '{"__proto__":1}', `${SAID}: a member is called __proto__.`],
    [
      'deep',
      '['.repeat(33) + ']'.repeat(33),
      `${SAID}: nested deeper than 32.`,
    ],
  ])('%s', async (_, body, message) => {
    const problem = await problemIn(() => readJson(sent(body)));
    expect([problem.code, problem.message]).toEqual([
      'MALFORMED_REQUEST',
      message,
    ]);
  });

  it('bytes that are not UTF-8', async () => {
    const body = new Uint8Array([0x22, 0xff, 0x22]);
    expect((await problemIn(() => readJson(sent(body)))).message).toBe(
      `${SAID}.`,
    );
  });
});

describe('content', () => {
  const schema = z.strictObject({
    name: z.string().max(3),
    many: z.array(z.strictObject({ 'a/b~c': z.int() })).optional(),
  });
  const errorsOf = async (raw: unknown, within?: string) =>
    (await problemIn(() => accept(schema, raw, within))).extras.errors;

  it('that is right is given as the schema reads it', () => {
    expect(accept(z.object({ n: z.coerce.number() }), { n: '7' })).toEqual({
      n: 7,
    });
  });

  it('that is wrong is said by pointer, all of it at once, and never repeated', async () => {
    const problem = await problemIn(() =>
      accept(schema, { name: 7, many: [{ 'a/b~c': 'Canary' }] }),
    );
    expect([problem.code, problem.status]).toEqual(['CONTENT_INVALID', 422]);
    expect(problem.extras.errors).toEqual([
      { pointer: '/name', message: 'Invalid input: expected string' },
      {
        pointer: '/many/0/a~1b~0c',
        message: 'Invalid input: expected number',
      },
    ]);
  });

  it('that nobody knows is named where it stands, each member by itself', async () => {
    expect(
      await errorsOf({
        name: 'x',
        'a/b': 1,
        'c~d': 2,
        many: [{ 'a/b~c': 1, z: 1 }],
      }),
    ).toEqual(
      expect.arrayContaining([
        { pointer: '/a~1b', message: 'is not a known field' },
        { pointer: '/c~0d', message: 'is not a known field' },
        { pointer: '/many/0/z', message: 'is not a known field' },
      ]),
    );
  });

  it('has its pointers within the part of the request that it is of', async () => {
    expect(await errorsOf(7, '/query')).toEqual([
      { pointer: '/query', message: 'Invalid input: expected object' },
    ]);
    expect(await errorsOf({ name: 'x', y: 1 }, '/query')).toEqual([
      { pointer: '/query/y', message: 'is not a known field' },
    ]);
  });

  it('has names of at most 80 characters in them', async () => {
    const errors = await errorsOf({
      name: 'x',
      [`${'k'.repeat(80)}Canary`]: 1,
    });
    expect(errors).toEqual([
      { pointer: `/${'k'.repeat(80)}`, message: 'is not a known field' },
    ]);
  });
});
