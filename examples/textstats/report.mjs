// Prints what the two runs found and how they compare.
const number = (n) => n.toLocaleString('en');
const time = (ms) => (ms >= 1000 ? `${(ms / 1000).toFixed(2)} s` : `${ms.toFixed(1)} ms`);

/** `results` are the run on one thread and the run on workers, in this order. */
export function printReport(results, identical) {
  const [alone, team] = results;
  const row = (name, ...cells) => console.log(name.padEnd(28) + cells.map((c) => c.padStart(14)).join(''));
  console.log(`Terms: ${number(team.terms)} different, ${number(team.occurrences)} in all, ${number(team.lines)} lines; ` +
    `${number(team.postings)} postings`);
  console.log(`Most frequent: ${team.top.map(({ term, count }) => `${term} ${number(count)}`).join(', ')}`);
  for (const { query, hits, first } of team.searches) {
    console.log(`Search "${query}": ${number(hits)} files${first ? `, first ${first}` : ''}`);
  }
  console.log(`Most similar files (besides ${number(team.copies)} copies):`);
  for (const { similarity, a, b } of team.similar) console.log(`  ${similarity.toFixed(2)}  ${a}\n        ${b}`);
  console.log('');
  row('', ...results.map((r) => r.label));
  row('time', ...results.map((r) => time(r.seconds * 1000)));
  row('longest main loop blockage', ...results.map((r) => time(r.blocked)));
  console.log(`\nSpeed-up: ${(alone.seconds / team.seconds).toFixed(2)} times. ` +
    `Results: ${identical ? 'identical' : 'DIFFERENT'} (checksum ${team.checksum.toString(16)}).`);
}
