import { escapeHtml } from '../../display/escape.js';
import { numberText as many } from '../../display/numbers.js';
import { plainPageHtml } from '../../display/page-frame.js';
import type { PictureQueue } from './open-queue.js';

/** How far a queue is. */
export interface QueueState {
  name: string;
  /** Parts of the pictures. */
  waiting: number;
  inWork: number;
  done: number;
  /** Parts that were given up, and why: the first hundred. */
  givenUp: { part: string; attempts: number; reason: string }[];
  givenUpCount: number;
  processes: number;
  /** Of the newest parts. */
  picturesPerSecond: number;
}

const NEWEST = 50;
const SHOWN = 100;

/** How far a queue is, and what was given up in it. */
export async function stateOf(queue: PictureQueue): Promise<QueueState> {
  const counts = await queue.getJobCounts('wait', 'active', 'delayed', 'completed', 'failed');
  const newest = await queue.getCompleted(0, NEWEST - 1);
  const times = newest.map(({ finishedOn = 0 }) => finishedOn);
  const seconds = (times.reduce((a, b) => Math.max(a, b), 0) - (times.at(-1) ?? 0)) / 1000;
  const pictures = newest.slice(0, -1).reduce((sum, { returnvalue }) => sum + returnvalue, 0);
  const failed = await queue.getFailed(0, SHOWN - 1);
  return {
    name: queue.name,
    ...{ waiting: counts.wait + counts.delayed, inWork: counts.active, done: counts.completed },
    givenUp: failed.map(({ data: { part, parts }, attemptsMade, failedReason }) => ({
      ...{ part: `${part}/${parts}`, attempts: attemptsMade, reason: failedReason },
    })),
    ...{ givenUpCount: counts.failed, processes: await queue.getWorkersCount() },
    picturesPerSecond: seconds > 0 ? pictures / seconds : 0,
  };
}

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}
progress{width:100%;height:1.25rem}table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #8884;vertical-align:top}`;

const AGAIN = 'setTimeout(() => location.reload(), 5000);';

function queueHtml(state: QueueState): string {
  const { name, waiting, inWork, done, givenUp, givenUpCount, processes } = state;
  const all = waiting + inWork + done + givenUpCount;
  const rows = givenUp.map(
    ({ part, attempts, reason }) =>
      `<tr><td>${part}</td><td>${attempts}</td><td>${escapeHtml(reason)}</td></tr>`,
  );
  const deadLetters = `<h3>Given up</h3><table><thead><tr><th>part</th><th>attempts</th><th>reason of the last</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
  return `<section><h2>${escapeHtml(name)}</h2>
<progress max="${all}" value="${done}" aria-label="Parts that are done"></progress>
<p>${many(done)} of ${many(all)} parts are done, ${many(inWork)} in work, ${many(waiting)} waiting, ${many(givenUpCount)} given up. Processes: ${processes}. Pictures a second: ${many(Number(state.picturesPerSecond.toPrecision(3)))}.</p>
${rows.length > 0 ? deadLetters : ''}</section>`;
}

/** A page on how far queues are; it loads itself again every five seconds. */
export const queuesHtml = (states: readonly QueueState[]) =>
  plainPageHtml(
    'Queues of pictures',
    STYLE,
    `<main><h1>Queues of pictures</h1>${states.map(queueHtml).join('') || '<p>There is none.</p>'}</main>`,
    AGAIN,
  );
