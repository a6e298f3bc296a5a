import type { IncomingMessage, ServerResponse } from 'node:http';
import { pictureNamed } from '../../display/picture-path.js';
import { sendPicture } from '../../display/send-picture.js';
import {
  bodyOf,
  isJson,
  type LoopbackServer,
  say,
  send,
  servePage,
  UserError,
} from '../../outputs/index.js';
import { type Answers, readQuestion } from './questions.js';

async function answerQuestion(
  request: IncomingMessage,
  response: ServerResponse,
  answers: Answers,
): Promise<void> {
  if (!isJson(request)) return say(response, 415, 'A question is asked as application/json.');
  const question = readQuestion(await bodyOf(request));
  if (!question) return say(response, 400, 'This is no question that the page asks.');
  if (!answers.knows(question.picture))
    return say(response, 404, `There is no picture ${question.picture}.`);
  try {
    const answer = await answers.answer(question);
    send(response, 200, 'application/json', JSON.stringify(answer));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    say(response, 422, error.message);
  }
}

/**
 * Serves a page to this machine alone, its pictures, and answers to what it asks. Requests under any name but this machine's
 * own, and from other pages, are refused.
 * @param port 0 takes one that is free
 * @throws UserError when the port is taken
 */
export function serveLive(
  html: string,
  answers: Answers,
  imagePaths: ReadonlyMap<string, string>,
  port = 0,
): Promise<LoopbackServer> {
  return servePage(
    {
      'GET /': (_, response) => send(response, 200, 'text/html; charset=utf-8', html),
      'POST /ask': (request, response) => answerQuestion(request, response, answers),
      'GET /pictures/': (_, response, path) =>
        sendPicture(response, imagePaths.get(pictureNamed(path))),
    },
    port,
  );
}
