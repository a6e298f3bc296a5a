import { keepBook } from '../../extension/offline.js';
import { searchAsOneTypes } from './search.js';

searchAsOneTypes();
// From a disk there is nothing to keep: a service worker needs a server.
if (location.protocol.startsWith('http')) void keepBook('service-worker.js', false);
else document.querySelector('.from-disk')?.removeAttribute('hidden');
