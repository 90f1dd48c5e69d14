/**
 * What `line` and `prose` of shapes.ts let through, as patterns of JSON Schema (ECMA-262 with the flag `u`): something that is
 * not a space, and no control, invisible or direction-changing character.
 */
const UNSAFE = '\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\u2028\\u2029';

export const PLAIN_LINE = `^(?=[\\s\\S]*\\S)[^${UNSAFE}]*$`;
export const PLAIN_PROSE = `^(?=[\\s\\S]*\\S)(?:[^${UNSAFE}]|\\r?\\n)*$`;
