// Puts the parts of a formatted object together: on one line, in columns, or one entry per line.
'use strict';

const {
  ArrayPrototypeJoin,
  ArrayPrototypePush,
  MathFloor,
  MathMax,
  MathMin,
  MathRound,
  MathSqrt,
  StringPrototypeIncludes,
  StringPrototypePadEnd,
  StringPrototypePadStart,
  StringPrototypeRepeat,
} = primordials;
const { removeColors } = require('internal/util');
const { getStringWidth } = require('internal/util/inspect/width');

/** What the entries of an object are: named properties, array elements, or elements followed by named properties. */
const kObjectType = 0;
const kArrayType = 1;
const kArrayExtrasType = 2;

function fitsOnOneLine(ctx, output, start, base) {
  let length = output.length + start;
  if (length + output.length > ctx.breakLength) return false;
  for (let i = 0; i < output.length; i++) {
    length += (ctx.colors ? removeColors(output[i]) : output[i]).length;
    if (length > ctx.breakLength) return false;
  }
  return base === '' || !StringPrototypeIncludes(base, '\n');
}

/** Lays more than six array entries out in columns of equal width, if they are short and alike enough. */
function groupArrayElements(ctx, output, value) {
  let totalLength = 0;
  let maxLength = 0;
  let outputLength = output.length;
  // The last entry then is "... more items": it gets a line of its own.
  if (value !== undefined && ctx.maxArrayLength < value.length) outputLength--;
  const separatorSpace = 2; // ", "
  const widths = [];
  let i = 0;
  for (; i < outputLength; i++) {
    const width = getStringWidth(output[i], ctx.colors);
    widths[i] = width;
    totalLength += width + separatorSpace;
    if (maxLength < width) maxLength = width;
  }
  // A column has the width of its widest entry and the separator.
  const actualMax = maxLength + separatorSpace;
  if (actualMax * 3 + ctx.indentationLvl >= ctx.breakLength ||
      (totalLength / actualMax <= 5 && maxLength > 6)) return output;

  // Characters are about 2.5 times as high as wide: aim at a square, biased by how much the widths differ.
  const averageBias = MathSqrt(actualMax - totalLength / output.length);
  const biasedMax = MathMax(actualMax - 3 - averageBias, 1);
  const columns = MathMin(
    MathRound(MathSqrt(2.5 * biasedMax * outputLength) / biasedMax),
    MathFloor((ctx.breakLength - ctx.indentationLvl) / actualMax),
    ctx.compact * 4,
    15,
  );
  if (columns <= 1) return output;

  const columnWidths = [];
  for (i = 0; i < columns; i++) {
    let width = 0;
    for (let j = i; j < output.length; j += columns) if (widths[j] > width) width = widths[j];
    columnWidths[i] = width + separatorSpace;
  }
  // Numbers are aligned to the right.
  let pad = StringPrototypePadStart;
  if (value !== undefined) {
    for (i = 0; i < output.length; i++) {
      if (typeof value[i] !== 'number' && typeof value[i] !== 'bigint') {
        pad = StringPrototypePadEnd;
        break;
      }
    }
  }
  const rows = [];
  for (i = 0; i < outputLength; i += columns) {
    const last = MathMin(i + columns, outputLength) - 1;
    let row = '';
    let j = i;
    // The padding counts characters, so add those that take no column (colours).
    for (; j < last; j++) row += pad(`${output[j]}, `, columnWidths[j - i] + output[j].length - widths[j], ' ');
    if (pad === StringPrototypePadStart) {
      row += StringPrototypePadStart(output[j], columnWidths[j - i] + output[j].length - widths[j] - separatorSpace, ' ');
    } else row += output[j];
    ArrayPrototypePush(rows, row);
  }
  for (i = outputLength; i < output.length; i++) ArrayPrototypePush(rows, output[i]);
  return rows;
}

/** The text of an object from its entries. `base` stands before the brace: "[Function: f] { x: 1 }". */
function reduceToSingleString(ctx, output, base, braces, extrasType, recurseTimes, value) {
  const { 0: open, 1: close } = braces;
  if (ctx.compact !== true) {
    if (typeof ctx.compact === 'number' && ctx.compact >= 1) {
      const entries = output.length;
      if (extrasType === kArrayExtrasType && entries > 6) output = groupArrayElements(ctx, output, value);
      // Up to `compact` innermost levels share a line, unless they were put in columns.
      if (ctx.currentDepth - recurseTimes < ctx.compact && entries === output.length) {
        const start = output.length + ctx.indentationLvl + open.length + base.length + 10;
        if (fitsOnOneLine(ctx, output, start, base)) {
          const joined = ArrayPrototypeJoin(output, ', ');
          if (!StringPrototypeIncludes(joined, '\n')) return `${base ? `${base} ` : ''}${open} ${joined} ${close}`;
        }
      }
    }
    const indentation = `\n${StringPrototypeRepeat(' ', ctx.indentationLvl)}`;
    return `${base ? `${base} ` : ''}${open}${indentation}  ` +
      `${ArrayPrototypeJoin(output, `,${indentation}  `)}${indentation}${close}`;
  }
  if (fitsOnOneLine(ctx, output, 0, base)) return `${open}${base ? ` ${base}` : ''} ${ArrayPrototypeJoin(output, ', ')} ${close}`;
  const indentation = `\n${StringPrototypeRepeat(' ', ctx.indentationLvl)}`;
  // A long opening brace gets its own line, a plain one the first entry beside it.
  const lead = base === '' && open.length === 1 ? ' ' : `${base ? ` ${base}` : ''}\n${indentation.slice(1)}  `;
  return `${open}${lead}${ArrayPrototypeJoin(output, `,${indentation}  `)} ${close}`;
}

module.exports = { kArrayExtrasType, kArrayType, kObjectType, reduceToSingleString };
