const en = {
  title: 'Before you run it',
  checked: 'What you predicted',
  happened: 'What happened here',
  later: 'Told from the trace as soon as a run is over.',
  answer: 'Answer',
  skip: 'Skip',
  show: 'Show',
  said: (answer: string) => `You say: ${answer}. Run it and see.`,
  skipped: 'Skipped. The answer comes with the run.',
  never: 'This run did not come to it.',
  was: (answer: string) => `It was: ${answer}.`,
  right: (answer: string) => `✓ Right: ${answer}.`,
  wrong: (said: string, answer: string) => `✗ You said ${said}. It was: ${answer}.`,
};

const zh: typeof en = {
  title: '运行之前',
  checked: '你的预测',
  happened: '这里发生了什么',
  later: '运行结束后，根据轨迹讲述。',
  answer: '回答',
  skip: '跳过',
  show: '查看',
  said: (answer) => `你的回答：${answer}。运行看看。`,
  skipped: '已跳过。运行后给出答案。',
  never: '这次运行没有走到那一步。',
  was: (answer) => `答案是：${answer}。`,
  right: (answer) => `✓ 正确：${answer}。`,
  wrong: (said, answer) => `✗ 你答的是 ${said}，答案是：${answer}。`,
};

/** Questions before a run, and what is told after it. */
export const predictionWords = { en, zh };
