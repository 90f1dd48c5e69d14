/** The attacks of security.md, each with the tests that try it, or why there is nothing to try it on yet. */

export interface Attack {
  number: number;
  name: string;
  /** File and title, as they stand there. */
  tests?: [file: string, title: string][];
  notYet?: string;
}

const ACCESS = 'test/entrance/access-token.test.ts';
const ASSERTION = 'test/functions/token/issue-token.test.ts';
const HERE = 'test/attacks/attacks.test.ts';
const INPUT = 'test/attacks/bad-input.test.ts';
const QUERY = 'test/functions/partner/query-young-person.test.ts';
const FLAG = 'test/functions/partner/raise-flag.test.ts';
const DECIDE = 'test/functions/panel/decide-case.test.ts';
const STATUS = 'test/entrance/status-table.test.ts';

const DPOP =
  'DPoP comes with sender-constrained tokens; tokens are bearer tokens of five minutes until then';
const SIGNED = 'messages are not signed yet';
const WEBHOOKS = 'nothing is sent to partners: they read the feed';
const LIMITS =
  'limits on distinct children by agency, user and agreement are not built';

export const ATTACKS: readonly Attack[] = [
  {
    number: 1,
    name: 'alg none',
    tests: [
      [ACCESS, 'alg none, and HS256 keyed with what everybody may know'],
      [
        ASSERTION,
        'alg none, with or without a signature; a signature of zeros',
      ],
    ],
  },
  {
    number: 2,
    name: 'HS256 keyed with the public key',
    tests: [
      [ASSERTION, 'HS256, keyed with the public key in any of its spellings'],
    ],
  },
  {
    number: 3,
    name: 'embedded jwk, jku, x5u',
    tests: [
      [
        ASSERTION,
        'the key that the assertion brings along, by jwk, jku or x5u',
      ],
      [
        ACCESS,
        'one signed with a key of its own, even where it brings that key along',
      ],
    ],
  },
  {
    number: 4,
    name: 'unknown crit',
    tests: [
      [ACCESS, 'a critical header that nobody knows'],
      [ASSERTION, 'a critical header that nobody knows'],
    ],
  },
  {
    number: 5,
    name: 'kid ../ or 10 kB',
    tests: [
      [ASSERTION, 'a kid that climbs'],
      [ASSERTION, 'a kid of 4 kB'],
      ['test/functions/token/token-request.test.ts', 'an assertion of 9 kB'],
    ],
  },
  {
    number: 6,
    name: 'duplicate kid',
    tests: [[HERE, 'a kid that two systems have names each system’s own key']],
  },
  {
    number: 7,
    name: 'padded base64',
    tests: [
      [ACCESS, 'another spelling of one: padding'],
      [ASSERTION, 'another spelling of a signed assertion'],
    ],
  },
  {
    number: 8,
    name: 'space inside the signature',
    tests: [
      [ASSERTION, 'another spelling of a signed assertion: padding, spaces'],
    ],
  },
  {
    number: 9,
    name: 'altered trailing bits',
    tests: [
      [ASSERTION, 'another spelling of a signed assertion'],
      [ACCESS, 'spare bits'],
    ],
  },
  {
    number: 10,
    name: 'r = s = 0',
    tests: [[ASSERTION, 'a signature of zeros']],
  },
  {
    number: 11,
    name: 'ROCA key',
    tests: [[HERE, 'an RSA key is registered for nobody']],
  },
  { number: 12, name: 'typ JWT as access token', tests: [[ACCESS, 'typ JWT']] },
  {
    number: 13,
    name: 'client assertion as access token',
    tests: [[ACCESS, 'the assertion by which a system gets one']],
  },
  {
    number: 14,
    name: 'aud array with ours plus another',
    tests: [
      [ASSERTION, 'for us and another'],
      [HERE, 'an access token for us and another'],
    ],
  },
  {
    number: 15,
    name: 'exp as text, fraction or 1e308',
    tests: [
      [ASSERTION, 'an exp that is text'],
      [ASSERTION, 'an exp at the end of time'],
      [HERE, 'an assertion whose exp is a fraction beyond five minutes'],
    ],
  },
  { number: 16, name: 'missing iat', tests: [[ACCESS, 'no iat']] },
  {
    number: 17,
    name: 'duplicate JSON claim names',
    tests: [[HERE, 'an assertion that names two issuers is nobody else’s']],
  },
  {
    number: 18,
    name: 'token in query or form body',
    tests: [
      [ACCESS, 'not in the query'],
      [HERE, 'a token in a form is no token'],
    ],
  },
  { number: 19, name: 'DPoP-bound token as Bearer', notYet: DPOP },
  { number: 20, name: 'two DPoP headers', notYet: DPOP },
  { number: 21, name: 'wrong ath', notYet: DPOP },
  { number: 22, name: 'private jwk in the proof', notYet: DPOP },
  { number: 23, name: 'htu host confusion', notYet: DPOP },
  {
    number: 24,
    name: 'proof replayed across instances',
    tests: [[ASSERTION, 'of 20 that come at once, exactly one is served']],
  },
  {
    number: 25,
    name: 'replay just after the TTL',
    tests: [[HERE, 'an assertion is spent for as long as it could be good']],
  },
  { number: 26, name: 'signed headers, swapped body', notYet: SIGNED },
  { number: 27, name: 'content-digest of another encoding', notYet: SIGNED },
  { number: 28, name: 'second signature label', notYet: SIGNED },
  {
    number: 29,
    name: 'spoofed client certificate, X-Forwarded',
    tests: [
      [HERE, 'headers by which a proxy vouches for somebody vouch for nobody'],
    ],
  },
  {
    number: 30,
    name: "agreement A's token, agreement B's id",
    tests: [
      [FLAG, 'another agency’s agreement'],
      [STATUS, 'under an agreement that the agency does not have'],
    ],
  },
  {
    number: 31,
    name: 'expired, suspended or superseded agreement',
    tests: [
      [
        'test/entrance/agreement-standing.test.ts',
        'while the agreement is suspended',
      ],
      [
        'test/entrance/agreement-standing.test.ts',
        'on the day after its review was due',
      ],
      [
        'test/entrance/agreement-standing.test.ts',
        'once all have signed the version that superseded it',
      ],
    ],
  },
  {
    number: 32,
    name: 'purpose absent from the agreement',
    tests: [
      [
        QUERY,
        'what the agreement gives for one purpose is not given for another',
      ],
    ],
  },
  {
    number: 33,
    name: 'co-located worker of another borough',
    tests: [
      [QUERY, 'does not exist to a Bromley agency, nor to one in Sutton'],
    ],
  },
  {
    number: 34,
    name: 'wider than registered',
    tests: [[ASSERTION, 'but not of the scope "%s", whole or in part']],
  },
  {
    number: 35,
    name: 'path id is not the body’s',
    tests: [
      [
        'test/functions/panel/cases.test.ts',
        'without the case it is within, or within another one, is a wrong header',
      ],
    ],
  },
  {
    number: 36,
    name: 'mass assignment',
    tests: [
      [INPUT, '%s with the member %s'],
      [INPUT, '%s with a member inside: %s'],
    ],
  },
  {
    number: 37,
    name: '?fields=*',
    tests: [
      [INPUT, '%s?fields=* and a child’s name, where nothing is asked for'],
    ],
  },
  {
    number: 38,
    name: 'cursor of another tenant, or edited',
    tests: [
      [
        'test/functions/governance/list-disclosures.test.ts',
        'of another system is refused',
      ],
      [
        'test/adapters/references.test.ts',
        'does not open with any one character changed',
      ],
    ],
  },
  {
    number: 39,
    name: 'method override',
    tests: [
      [
        'test/functions/public/public.test.ts',
        'a method that a header claims is not the method',
      ],
    ],
  },
  {
    number: 40,
    name: '__proto__',
    tests: [
      [INPUT, '__proto__, escaped'],
      [INPUT, '__proto__=canary'],
    ],
  },
  {
    number: 41,
    name: 'decision before all views are in',
    tests: [[DECIDE, 'a gap that nobody acknowledged, each by its own name']],
  },
  {
    number: 42,
    name: 'view edited after the lock',
    tests: [
      [
        DECIDE,
        '%s makes the pack another, and the decision is not taken on the old one',
      ],
      [
        HERE,
        'a view that is changed after the decision changes nothing that was decided',
      ],
    ],
  },
  {
    number: 43,
    name: 'approver and proposer in one',
    tests: [
      [
        'test/functions/break-glass.test.ts',
        'is reviewed by another officer than the one who used it, once',
      ],
    ],
  },
  {
    number: 44,
    name: 'birth date sweep',
    tests: [
      [
        HERE,
        'a sweep of birth dates finds one on the right day, and each guess is an entry',
      ],
    ],
  },
  {
    number: 45,
    name: 'surname wildcard, soundex',
    tests: [
      [HERE, 'a name with a wildcard, or one that sounds alike, is nobody’s'],
    ],
  },
  {
    number: 46,
    name: 'batch padded with one real child',
    tests: [[HERE, 'one request asks about one child']],
  },
  { number: 47, name: 'spread over 50 users', notYet: LIMITS },
  {
    number: 48,
    name: 'flag, then read',
    tests: [
      [
        'test/functions/partner/flag-then-read.test.ts',
        'after its own flag an agency gets the same answers about a child whom others know and about one whom nobody knows',
      ],
      [
        QUERY,
        'nor after that agency has flagged them as if they lived there: a flag unlocks nobody else’s record',
      ],
    ],
  },
  {
    number: 49,
    name: '404 or 403 or timing',
    tests: [
      [
        'test/functions/store-budget.test.ts',
        'what concerns the child makes the same calls and gets the same answer',
      ],
    ],
  },
  {
    number: 50,
    name: "another's idempotency key",
    tests: [
      [
        FLAG,
        'is another system’s own: guessed by another agency it tells and takes nothing',
      ],
    ],
  },
  {
    number: 51,
    name: 'NUL, bidi, NFC, homoglyphs',
    tests: [
      [INPUT, '%s with %s holding %j'],
      [INPUT, '%s with %s being %j: another name that looks the same, or none'],
      [
        'test/schemas/vocabulary/shapes.test.ts',
        'is normalised to NFC, so that equal names are equal text',
      ],
    ],
  },
  {
    number: 52,
    name: 'huge body, deep JSON, gzip bomb',
    tests: [
      [INPUT, '10,000 lists in each other'],
      [INPUT, '%s in chunks, with no length'],
      [INPUT, '%s, compressed'],
    ],
  },
  {
    number: 53,
    name: '400 kB item edge',
    tests: [[FLAG, 'so much is said of one child that no more fits']],
  },
  {
    number: 54,
    name: '29 February, future, 1752, BST',
    tests: [
      [INPUT, '%s with %s being %j'],
      [INPUT, '%s about a child who is not born yet'],
      [
        'test/rules/time/london-time.test.ts',
        'never goes back while time goes on, and never skips a day',
      ],
    ],
  },
  {
    number: 55,
    name: 'CRLF in log fields',
    tests: [
      [
        INPUT,
        'a header line that a line break made is another header, and the log has no line of it',
      ],
    ],
  },
  {
    number: 56,
    name: 'invalid UTF-8, wrong media type',
    tests: [
      [INPUT, '%s in bytes that are not UTF-8: %s'],
      [INPUT, '%s as "%s"'],
    ],
  },
  {
    number: 57,
    name: 'same key, different body',
    tests: [[FLAG, 'with another body is refused, and nothing is done']],
  },
  {
    number: 58,
    name: 'time-out after commit, then retry',
    tests: [
      [
        'test/concurrency/idempotency.test.ts',
        'that was done and whose answer was lost has one effect, and the retry says what came of it',
      ],
    ],
  },
  {
    number: 59,
    name: 'retry at 11 minutes',
    tests: [[HERE, 'a retry after eleven minutes has no second effect']],
  },
  {
    number: 60,
    name: 'out-of-order sync',
    notYet:
      'batches of a partner’s own records (POST /v1/sync/batches) are not built',
  },
  {
    number: 61,
    name: 'merge and unmerge',
    notYet: 'match reviews, and so merging, are not built',
  },
  {
    number: 62,
    name: 'poison stream record',
    tests: [
      [
        HERE,
        'an outbox item that cannot be read stops nobody from being served',
      ],
    ],
  },
  {
    number: 63,
    name: 'two sequencers',
    tests: [['test/concurrency/sequencers.test.ts', 'two sequencers at once']],
  },
  {
    number: 64,
    name: 'restore to an earlier checkpoint',
    notYet: 'signed checkpoints and the control log of a restore are not built',
  },
  {
    number: 65,
    name: 'split view to two partners',
    notYet: 'the Merkle log and its witnesses are not built',
  },
  {
    number: 66,
    name: 'SSRF to internal addresses',
    tests: [[HERE, 'nothing that serves a request calls anybody']],
  },
  { number: 67, name: 'DNS rebinding', notYet: WEBHOOKS },
  { number: 68, name: 'redirect to an internal host', notYet: WEBHOOKS },
  { number: 69, name: 'webhook replayed', notYet: WEBHOOKS },
  { number: 70, name: 'slow-loris callback', notYet: WEBHOOKS },
];
