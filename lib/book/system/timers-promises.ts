/** `node:timers/promises` in a browser. */

const pause = <Value>(milliseconds = 1, value?: Value): Promise<Value | undefined> =>
  new Promise((done) => setTimeout(() => done(value), milliseconds));

/** Lets messages and timers in, without a timer's least delay. */
const moment = <Value>(value?: Value): Promise<Value | undefined> =>
  new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      done(value);
    };
    port2.postMessage(undefined);
  });

export { moment as setImmediate, pause as setTimeout };
