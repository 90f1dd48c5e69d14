/** What the peer accepts, as fastify checks it. */

const said = {
  type: 'object',
  required: [
    'authorization',
    'sharing-purpose',
    'sharing-practitioner',
    'sharing-reason',
  ],
  properties: {
    authorization: { type: 'string', pattern: '^Bearer ' },
    'sharing-purpose': { type: 'string', maxLength: 40 },
    'sharing-practitioner': { type: 'string', maxLength: 200 },
    'sharing-reason': { type: 'string', maxLength: 40 },
    'idempotency-key': { type: 'string', maxLength: 80 },
  },
} as const;

const text = (maxLength: number) =>
  ({ type: 'string', minLength: 1, maxLength }) as const;

const flagged = {
  type: 'object',
  additionalProperties: false,
  required: ['agreement', 'subject', 'flag'],
  properties: {
    agreement: text(40),
    subject: {
      type: 'object',
      additionalProperties: false,
      required: [
        'givenName',
        'familyName',
        'birthDate',
        'borough',
        'formerBoroughs',
      ],
      properties: {
        givenName: text(80),
        familyName: text(80),
        birthDate: { type: 'string', format: 'date' },
        borough: text(9),
        formerBoroughs: { type: 'array', maxItems: 10, items: text(9) },
      },
    },
    flag: {
      type: 'object',
      additionalProperties: false,
      required: [
        'flagKind',
        'statement',
        'factOrOpinion',
        'subjectCategory',
        'expiresOn',
        'contact',
      ],
      properties: {
        flagKind: { enum: ['RISK', 'NEED'] },
        statement: text(1000),
        factOrOpinion: { enum: ['FACT', 'OPINION'] },
        subjectCategory: text(40),
        expiresOn: { type: 'string', format: 'date' },
        contact: text(200),
      },
    },
  },
} as const;

export const READ = { headers: said };
export const FLAG = {
  headers: { ...said, required: [...said.required, 'idempotency-key'] },
  body: flagged,
};

export interface FlagBody {
  agreement: string;
  subject: {
    givenName: string;
    familyName: string;
    birthDate: string;
    borough: string;
    formerBoroughs: string[];
  };
  flag: { expiresOn: string } & Record<string, unknown>;
}
