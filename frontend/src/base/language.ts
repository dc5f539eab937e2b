export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A worker has no document: the page's language is its name. */
const told =
  typeof document === 'undefined' ? ((globalThis as { name?: string }).name ?? '') : document.documentElement.lang;

/** The language of the page, which the server chose and wrote into its `lang` attribute. */
export const language: Language = told.startsWith('zh') ? 'zh' : 'en';

/** What of a thing in several languages is for this page. */
export const inLanguage = <T>(languages: Readonly<Record<Language, T>>): T => languages[language];
