import { after, before, describe } from 'node:test';
import { type CellCase, errorCases, habitCases, timeCases } from './cells.js';
import { KernelClient } from './kernel-client.js';
import { testCase } from './run-case.js';

let kernel: KernelClient;

before(async () => {
  kernel = await KernelClient.start({ JPY_SESSION_NAME: '' });
});

after(() => kernel.shutdown());

const check = (one: CellCase) => testCase(() => kernel, one);

describe('an error of a cell', () => errorCases.forEach(check));
describe('a habit from elsewhere is answered by what to type here', () =>
  habitCases.forEach(check));
describe('%time', () => timeCases.forEach(check));
