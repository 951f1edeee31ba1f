// console.table: arrays and collections as a table of box-drawing characters.
// https://nodejs.org/api/console.html#consoletabletabulardata-properties
'use strict';

const {
  ArrayIsArray,
  ArrayPrototypeJoin,
  ArrayPrototypePush,
  ArrayPrototypeUnshift,
  MapPrototypeForEach,
  MathMax,
  NumberPOSITIVE_INFINITY,
  ObjectKeys,
  ObjectPrototypeHasOwnProperty,
  SetPrototypeForEach,
  StringPrototypeRepeat,
} = primordials;
const { inspect } = require('internal/util/inspect');
const { getStringWidth } = require('internal/util/inspect/width');
const { iteratorPreview } = require('internal/util/value_class');
const { isMap, isMapIterator, isSet, isSetIterator } = require('node/util/types');

const kIndex = '(index)';
const kIterationIndex = '(iteration index)';
const kKey = 'Key';
const kValues = 'Values';

function drawRow(cells, widths) {
  let row = '│';
  for (let i = 0; i < cells.length; i++) {
    row += ` ${cells[i]}${StringPrototypeRepeat(' ', widths[i] - getStringWidth(cells[i]) - 1)}│`;
  }
  return row;
}

/** The drawing of `columns` under `head`. */
function draw(head, columns) {
  const widths = [];
  const rows = [];
  let length = 0;
  for (let i = 0; i < columns.length; i++) if (columns[i].length > length) length = columns[i].length;
  for (let i = 0; i < head.length; i++) {
    widths[i] = getStringWidth(head[i]) + 2;
    for (let j = 0; j < length; j++) {
      rows[j] ??= [];
      const cell = ObjectPrototypeHasOwnProperty(columns[i], j) ? columns[i][j] : '';
      rows[j][i] = cell;
      widths[i] = MathMax(widths[i], getStringWidth(cell) + 2);
    }
  }
  const lines = [];
  for (let i = 0; i < widths.length; i++) lines[i] = StringPrototypeRepeat('─', widths[i]);
  let text = `┌${ArrayPrototypeJoin(lines, '┬')}┐\n${drawRow(head, widths)}\n├${ArrayPrototypeJoin(lines, '┼')}┤\n`;
  for (let i = 0; i < rows.length; i++) text += `${drawRow(rows[i], widths)}\n`;
  return `${text}└${ArrayPrototypeJoin(lines, '┴')}┘`;
}

function indices(length) {
  const list = [];
  for (let i = 0; i < length; i++) list[i] = `${i}`;
  return list;
}

function table(console, state, data, properties) {
  if (data === null || typeof data !== 'object') return console.log(data);
  if (properties !== undefined) require('internal/validators').validateArray(properties, 'properties');

  const show = (value) => inspect(value, {
    // Large objects would make the table unreadable.
    depth: value !== null && typeof value === 'object' && !ArrayIsArray(value) && ObjectKeys(value).length > 2 ? -1 : 0,
    maxArrayLength: 3,
    breakLength: NumberPOSITIVE_INFINITY,
    ...state.inspectOptions(false),
  });

  const keys = [];
  const values = [];
  if (isMap(data)) {
    MapPrototypeForEach(data, (value, key) => {
      ArrayPrototypePush(keys, show(key));
      ArrayPrototypePush(values, show(value));
    });
    return console.log(draw([kIterationIndex, kKey, kValues], [indices(keys.length), keys, values]));
  }
  if (isMapIterator(data) || isSetIterator(data)) {
    const { 0: entries, 1: isKeyValue } = iteratorPreview(data) ?? [[], false];
    if (isKeyValue) {
      for (let i = 0; i < entries.length; i += 2) {
        ArrayPrototypePush(keys, show(entries[i]));
        ArrayPrototypePush(values, show(entries[i + 1]));
      }
      return console.log(draw([kIterationIndex, kKey, kValues], [indices(keys.length), keys, values]));
    }
    for (let i = 0; i < entries.length; i++) values[i] = show(entries[i]);
    return console.log(draw([kIterationIndex, kValues], [indices(values.length), values]));
  }
  if (isSet(data)) {
    SetPrototypeForEach(data, (value) => { ArrayPrototypePush(values, show(value)); });
    return console.log(draw([kIterationIndex, kValues], [indices(values.length), values]));
  }

  const columns = { __proto__: null };
  let hasPrimitives = false;
  const rowNames = ObjectKeys(data);
  for (let i = 0; i < rowNames.length; i++) {
    const item = data[rowNames[i]];
    const isPrimitive = item === null || (typeof item !== 'function' && typeof item !== 'object');
    if (isPrimitive) {
      hasPrimitives = true;
      values[i] = show(item);
    }
    const names = properties || (isPrimitive ? [] : ObjectKeys(item));
    for (let j = 0; j < names.length; j++) {
      const column = (columns[names[j]] ??= []);
      column[i] = isPrimitive || !ObjectPrototypeHasOwnProperty(item, names[j]) ? '' : show(item[names[j]]);
    }
  }
  const head = ObjectKeys(columns);
  const cells = [];
  for (let i = 0; i < head.length; i++) cells[i] = columns[head[i]];
  if (hasPrimitives) {
    ArrayPrototypePush(head, kValues);
    ArrayPrototypePush(cells, values);
  }
  ArrayPrototypeUnshift(head, kIndex);
  ArrayPrototypeUnshift(cells, rowNames);
  return console.log(draw(head, cells));
}

module.exports = { table };
