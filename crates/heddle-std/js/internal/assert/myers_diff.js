// The shortest edit script between two lists (Myers, "An O(ND) Difference Algorithm", 1986), and its printed form.
'use strict';

const { ArrayPrototypePush, Int32Array, StringPrototypeEndsWith, StringPrototypeTrimEnd, TypedArrayPrototypeSlice } = primordials;

const kNop = 0;
const kInsert = 1;
const kDelete = -1;
// Unchanged lines shown after a change; longer runs are cut.
const kContextLines = 5;

function isEqualLine(actual, expected, ignoreComma) {
  return actual === expected || (ignoreComma && (`${actual},` === expected || actual === `${expected},`));
}

/**
 * [operation, value] pairs in order: kInsert is only in `actual`, kDelete only in `expected`. With `ignoreComma` lines
 * that differ in a last comma are the same, as the last entry of a list that has grown.
 */
function myersDiff(actual, expected, ignoreComma = false) {
  const actualLength = actual.length;
  const expectedLength = expected.length;
  const max = actualLength + expectedLength;
  // furthest[k + max + 1]: how far in `actual` the best path on diagonal k has come.
  const furthest = new Int32Array(2 * max + 3);
  const offset = max + 1;
  const trace = [];

  for (let edits = 0; edits <= max; edits++) {
    // Only the diagonals that the next step can look at are kept.
    ArrayPrototypePush(trace, TypedArrayPrototypeSlice(furthest, offset - edits - 1, offset + edits + 2));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const down = diagonal === -edits ||
        (diagonal !== edits && furthest[offset + diagonal - 1] < furthest[offset + diagonal + 1]);
      let x = down ? furthest[offset + diagonal + 1] : furthest[offset + diagonal - 1] + 1;
      let y = x - diagonal;
      while (x < actualLength && y < expectedLength && isEqualLine(actual[x], expected[y], ignoreComma)) {
        x++;
        y++;
      }
      furthest[offset + diagonal] = x;
      if (x >= actualLength && y >= expectedLength) return backtrack(trace, actual, expected, ignoreComma);
    }
  }
  return [];
}

function backtrack(trace, actual, expected, ignoreComma) {
  const reversed = [];
  let x = actual.length;
  let y = expected.length;
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const furthest = trace[edits];
    const center = edits + 1;
    const diagonal = x - y;
    const down = diagonal === -edits ||
      (diagonal !== edits && furthest[center + diagonal - 1] < furthest[center + diagonal + 1]);
    const previousDiagonal = down ? diagonal + 1 : diagonal - 1;
    const previousX = edits === 0 ? 0 : furthest[center + previousDiagonal];
    const previousY = edits === 0 ? 0 : previousX - previousDiagonal;
    while (x > previousX && y > previousY) {
      x--;
      y--;
      const value = ignoreComma && !StringPrototypeEndsWith(actual[x], ',') ? expected[y] : actual[x];
      ArrayPrototypePush(reversed, [kNop, value]);
    }
    if (edits > 0) {
      if (x > previousX) ArrayPrototypePush(reversed, [kInsert, actual[--x]]);
      else ArrayPrototypePush(reversed, [kDelete, expected[--y]]);
    }
  }
  const result = [];
  for (let i = reversed.length - 1; i >= 0; i--) ArrayPrototypePush(result, reversed[i]);
  return result;
}

/** The diff line by line, with long unchanged parts cut: { message, skipped }. */
function printMyersDiff(diff, colors, isPartial = false) {
  let message = '';
  let skipped = false;
  for (let i = 0; i < diff.length;) {
    const { 0: operation, 1: value } = diff[i];
    if (operation !== kNop) {
      if (operation === kInsert) message += `${isPartial ? colors.gray : colors.green}+${colors.white} ${value}\n`;
      else message += `${colors.red}-${colors.white} ${value}\n`;
      i++;
      continue;
    }
    let end = i;
    while (end < diff.length && diff[end][0] === kNop) end++;
    const count = end - i;
    for (let j = i; j < end && j < i + kContextLines; j++) message += `${colors.white}  ${diff[j][1]}\n`;
    // What follows is another change: show the line before it too. Cutting one line would not make it shorter.
    if (end < diff.length) {
      if (count > kContextLines + 2) {
        message += `${colors.blue}...${colors.white}\n`;
        skipped = true;
      } else if (count === kContextLines + 2) message += `${colors.white}  ${diff[end - 2][1]}\n`;
      if (count > kContextLines) message += `${colors.white}  ${diff[end - 1][1]}\n`;
    }
    i = end;
  }
  return { message: `\n${StringPrototypeTrimEnd(message)}`, skipped };
}

module.exports = { kDelete, kInsert, kNop, myersDiff, printMyersDiff };
