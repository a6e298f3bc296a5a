// What `require('events')` gives in Node: the class itself.
const { EventEmitter, once } = require('./events.ts');

module.exports = Object.assign(EventEmitter, { EventEmitter, once });
