/**
 * The texts that `line` and `prose` of shapes.ts let through, as patterns of JSON Schema: something
 * that is not a space, and no control, invisible or direction-changing character. The characters
 * are written out, because validators differ in whether they know classes of Unicode. Beyond
 * U+FFFF, where few of those stand, the pattern lets through what the exchange still refuses.
 */
const INVISIBLE =
  '\\u007F-\\u009F\\u00AD\\u0600-\\u0605\\u061C\\u06DD\\u070F\\u0890-\\u0891\\u08E2\\u180E\\u200B-\\u200F\\u2028-\\u202E\\u2060-\\u2064\\u2066-\\u206F\\uE000-\\uF8FF\\uFEFF\\uFFF9-\\uFFFB';

export const PLAIN_LINE = `^(?=[\\s\\S]*\\S)[^\\u0000-\\u001F${INVISIBLE}]*$`;
export const PLAIN_PROSE = `^(?=[\\s\\S]*\\S)(?:[^\\u0000-\\u001F${INVISIBLE}]|\\r?\\n)*$`;
