import { inLanguage } from './language.ts';
import { blankWords } from './words/blank.ts';
import { compareWords } from './words/compare.ts';
import { doingWords } from './words/doing.ts';
import { explorationWords } from './words/exploration.ts';
import { exportWords } from './words/exporting.ts';
import { fileWords } from './words/files.ts';
import { findWords } from './words/find.ts';
import { findingWords } from './words/findings.ts';
import { keyWords } from './words/keys.ts';
import { laneWords } from './words/lanes.ts';
import { linkWords } from './words/link.ts';
import { listWords } from './words/lists.ts';
import { numberWords } from './words/numbers.ts';
import { panelWords } from './words/panels.ts';
import { predictionWords } from './words/predictions.ts';
import { runWords } from './words/run.ts';
import { scheduleWords } from './words/schedule.ts';
import { statisticsWords } from './words/statistics.ts';
import { timelineWords } from './words/timeline.ts';

/** Everything that the interface says, in the language of the page: a file for each subject in `words/`, with all languages beside each other. */
export const words = {
  ...inLanguage(runWords),
  ...inLanguage(panelWords),
  ...inLanguage(scheduleWords),
  timeline: { ...inLanguage(timelineWords), ...inLanguage(findWords) },
  lanes: inLanguage(laneWords),
  blank: inLanguage(blankWords),
  link: inLanguage(linkWords),
  exploration: inLanguage(explorationWords),
  finding: inLanguage(findingWords),
  doing: inLanguage(doingWords),
  contention: inLanguage(statisticsWords),
  compare: inLanguage(compareWords),
  files: inLanguage(fileWords),
  exporting: inLanguage(exportWords),
  predictions: inLanguage(predictionWords),
  list: inLanguage(listWords),
  numbers: inLanguage(numberWords),
  keys: inLanguage(keyWords),
};
