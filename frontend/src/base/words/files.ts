const en = {
  file: 'File',
  scenario: 'Scenario',
  schedule: 'Schedule',
  noTrace: 'This file is no trace: it has no formatVersion.',
  otherVersion: (version: string, known: number) =>
    `This trace has format version ${version}, and this page reads version ${known}.`,
  lacking: 'This trace is not whole: it lacks its run, its batches, its findings or its end.',
  counted: (events: number, of: number) => `This trace is not whole: it has ${events} of ${of} events.`,
  noJson:
    'This file is no trace: it is not JSON. (An NDJSON export is for other programs; the page opens the JSON form.)',
};

const zh: typeof en = {
  file: '文件',
  scenario: '场景',
  schedule: '调度',
  noTrace: '这个文件不是跟踪记录：它没有 formatVersion。',
  otherVersion: (version, known) => `这份跟踪记录的格式版本是 ${version}，而这个页面读取的是版本 ${known}。`,
  lacking: '这份跟踪记录不完整：缺少运行、批次、发现或结尾。',
  counted: (events, of) => `这份跟踪记录不完整：只有 ${events} 个事件，应有 ${of} 个。`,
  noJson: '这个文件不是跟踪记录：它不是 JSON。（NDJSON 导出供其他程序使用；这个页面打开 JSON 形式。）',
};

/** Trace files that a person opens. */
export const fileWords = { en, zh };
