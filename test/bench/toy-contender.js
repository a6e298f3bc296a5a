// A contender that gives the times it was told to: `node toy-contender.js '{"times": [4, 2]}'`.
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const { label, times, values = {}, log, absent, diesInRound, fails } = JSON.parse(process.argv[2]);
const send = (reply) => console.log(JSON.stringify(reply));

let rounds = 0;
console.log('a line that is no reply');
send(absent ? { absent } : { facts: { label } });
createInterface({ input: process.stdin }).on('line', (line) => {
  const request = JSON.parse(line);
  if (log) appendFileSync(log, `${label} ${request.do} ${request.case}\n`);
  if (request.do === 'prepare') {
    send(request.case === fails ? { error: 'no such work' } : { values });
    return;
  }
  if (++rounds === diesInRound) {
    console.error('Error: out of memory');
    process.exit(3);
  }
  send({ milliseconds: times[rounds - 1] });
});
