import { openContentsWhereThereIsRoom, showPlaceInContents } from './contents.js';
import { reachWhatScrolls } from './scrolling.js';

openContentsWhereThereIsRoom();
showPlaceInContents();
reachWhatScrolls();
