export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language of the page, which the server chose and wrote into its `lang` attribute. */
export const language: Language = typeof document !== 'undefined' && document.documentElement.lang.startsWith('zh') ? 'zh' : 'en';

/** What of a thing in several languages is for this page. */
export const inLanguage = <T>(languages: Readonly<Record<Language, T>>): T => languages[language];
