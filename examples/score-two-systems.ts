// Scores the captions of two systems against the same references, and says whether their difference may be chance.
// npm run example examples/score-two-systems.ts <first.json> <second.json> <references.json>
import {
  pairedBootstrap,
  protocolInWords,
  readComparedFiles,
  scoreCaptions,
  tableText,
} from 'captionlab';

const [firstFile, secondFile, references] = process.argv.slice(2);
const scoresOf = (file: string) => {
  const compared = readComparedFiles(file, references);
  return scoreCaptions(compared.candidates, compared.references);
};
const first = scoresOf(firstFile);
const second = scoresOf(secondFile);

const rows = pairedBootstrap(first, second).map((row) => ({
  metric: row.metric,
  protocol: row.protocol,
  first: row.first.toFixed(3),
  second: row.second.toFixed(3),
  difference: `${row.low.toFixed(3)} to ${row.high.toFixed(3)}`,
  'second is better in': `${(100 * row.secondBetter).toFixed(1)} %`,
  p: row.p.toFixed(3),
}));
console.log(tableText(rows));
console.log(`${first.pictures.length} pictures; ${protocolInWords(first.protocol)}.`);
