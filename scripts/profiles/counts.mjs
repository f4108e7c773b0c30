// What a run of the suite says in numbers, and whether several runs say the same.

/**
 * `report` is vitest's JSON, undefined where a run ended without one; `counted` keeps the files whose tests count in
 * `compared`. A run that crashed, found nothing or ended with another exit code than 0 has failed.
 */
export function countsOf(report, status, counted) {
  if (report === undefined) return { ran: 0, failed: 0, skipped: 0, compared: 0, isFine: false, crashed: true };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests = 0, success, testResults } = report;
  const ran = numPassedTests + numFailedTests;
  const compared = testResults
    .filter(({ name }) => counted(name))
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status: one }) => one === 'passed' || one === 'failed').length;
  const isFine = success === true && status === 0 && numFailedTests === 0 && compared > 0;
  return { ran, failed: numFailedTests, skipped: numPendingTests + numTodoTests, compared, isFine, crashed: false };
}

/** The table, and what is wrong with it in words; no words where nothing is. */
export function tableOf(rows) {
  const line = (cells) => cells.map((cell, at) => (at === 0 ? cell.padEnd(9) : String(cell).padStart(9))).join('');
  const said = rows.map(({ profile, ran, failed, skipped, compared, isFine, crashed }) =>
    line([profile, ran, failed, skipped, compared, crashed ? 'crashed' : isFine ? 'ok' : 'FAILED']),
  );
  const wrong = rows.filter(({ isFine }) => !isFine).map(({ profile }) => `The suite fails under ${profile}.`);
  if (rows.some(({ compared }) => compared !== rows[0].compared)) wrong.push('The numbers of compared tests differ.');
  return { text: [line(['profile', 'ran', 'failed', 'skipped', 'compared', '']), ...said].join('\n'), wrong };
}
