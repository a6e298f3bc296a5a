// A clock that goes wrong by FAULT_CLOCK milliseconds; files keep the true time, and seem to be of the future.
const shift = Number(process.env.FAULT_CLOCK ?? 0);
const TrueDate = Date;

globalThis.Date = class extends TrueDate {
  constructor(...words) {
    super(...(words.length === 0 ? [TrueDate.now() + shift] : words));
  }
  static now() {
    return TrueDate.now() + shift;
  }
};
