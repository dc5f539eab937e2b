import { readFileSync } from 'node:fs';
import { Window } from 'happy-dom';

/**
 * As much of Thymeleaf as the templates here use, so that they can be looked at without the server:
 * th:replace/fragment/each/if/with/text/utext/attr/classappend and plain th:* attributes; expressions are read as JavaScript, and
 * messages come from the bundles beside the templates.
 */
export function renderTemplate(folder, name, model, language = 'en') {
  const { document } = new Window();
  const messages = readMessages(`${folder}/..`, language);
  const message = (key, ...values) => {
    if (!messages.has(key)) throw new Error(`there is no message ${key}`);
    const text = messages.get(key);
    return values.length === 0 ? text : text.replaceAll("''", "'").replace(/\{(\d)\}/g, (_, i) => values[i]);
  };
  const locale = { toLanguageTag: () => (language === 'zh' ? 'zh-Hans' : language) };
  const parse = (file) => {
    const html = document.createElement('html');
    html.innerHTML = readFileSync(`${folder}/${file}.html`, 'utf8')
      .replace(/^[\s\S]*?<html[^>]*>/, '')
      .replace('</html>', '');
    return html;
  };
  const root = parse(name);
  walk(root, { ...model, message, locale });
  return `<!DOCTYPE html>\n<html lang="${locale.toLanguageTag()}">${root.innerHTML}</html>`;

  function walk(element, scope) {
    const take = (attribute) => {
      const value = element.getAttribute(attribute);
      element.removeAttribute(attribute);
      return value;
    };
    const each = take('th:each');
    if (each !== null) {
      const [variable, list] = each.split(/\s*:\s*(.*)/s);
      const items = evaluate(list, scope) ?? [];
      for (const item of Array.isArray(items) ? items : Object.entries(items).map(([key, value]) => ({ key, value }))) {
        const copy = element.cloneNode(true);
        element.before(copy);
        walk(copy, { ...scope, [variable]: item });
      }
      element.remove();
      return;
    }
    const replace = take('th:replace');
    if (replace !== null) {
      const [, file, fragment, args] = /^~\{(\w+) :: (\w+)\((.*)\)\}$/s.exec(replace);
      const found = [...parse(file).querySelectorAll('*')].find((e) =>
        e.getAttribute('th:fragment')?.startsWith(`${fragment}(`),
      );
      const names = /\((.*)\)/.exec(found.getAttribute('th:fragment'))[1].split(/,\s*/);
      const values = evaluate(`[${args}]`, scope);
      found.removeAttribute('th:fragment');
      const copy = found.cloneNode(true);
      element.replaceWith(copy);
      walk(copy, { ...scope, ...Object.fromEntries(names.map((n, i) => [n, values[i]])) });
      return;
    }
    const within = take('th:with');
    const inner =
      within === null
        ? scope
        : { ...scope, ...Object.fromEntries([within.split(/=(.*)/s)].map(([n, v]) => [n, evaluate(v, scope)])) };
    const condition = take('th:if');
    if (condition !== null && !evaluate(condition, inner)) {
      element.remove();
      return;
    }
    const set = (attribute, value) => {
      if (value === null || value === undefined || value === false) element.removeAttribute(attribute);
      else element.setAttribute(attribute, value === true ? attribute : String(value));
    };
    for (const part of take('th:attr')?.split(/,\s*(?=[\w-]+=)/) ?? []) {
      const [attribute, expression] = part.split(/=(.*)/s);
      set(attribute, String(evaluate(expression, inner) ?? '') === '' ? null : String(evaluate(expression, inner)));
    }
    const append = take('th:classappend');
    if (append !== null) element.className += ` ${evaluate(append, inner)}`;
    const text = take('th:text');
    const raw = take('th:utext');
    for (const { name: attribute } of [...element.attributes]) {
      if (attribute.startsWith('th:')) set(attribute.slice(3), evaluate(take(attribute), inner));
    }
    if (text !== null) element.textContent = String(evaluate(text, inner) ?? '');
    else if (raw !== null) element.innerHTML = evaluate(raw, inner);
    else for (const child of [...element.children]) walk(child, inner);
    if (element.tagName === 'TH:BLOCK') element.replaceWith(...element.childNodes);
  }
}

/** A bundle of messages, over the English one. */
export function readMessages(folder, language = 'en') {
  const lines = (file) =>
    readFileSync(`${folder}/${file}.properties`, 'utf8')
      .split('\n')
      .filter((line) => line.includes('=') && !line.startsWith('#'));
  const own = language === 'en' ? [] : lines(`messages_${language}`);
  return new Map(
    [...lines('messages'), ...own].map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

function evaluate(expression, scope) {
  const url = /^@\{(.*?)(?:\((.*)\))?\}$/s.exec(expression.trim());
  if (url) {
    const parameters = new Map(
      (url[2] ?? '')
        .split(/,\s*/)
        .filter(Boolean)
        .map((p) => p.split(/=(.*)/s))
        .map(([n, v]) => [n, evaluate(v, scope)]),
    );
    const path = url[1].replace(/\{(\w+)\}/g, (_, n) => {
      const value = parameters.get(n);
      parameters.delete(n);
      return encodeURIComponent(value);
    });
    return parameters.size === 0 ? path : `${path}?${new URLSearchParams([...parameters])}`;
  }
  const script = expression
    .replace(/#\{\$\{(.*?)\}\}/gs, 'message($1)')
    .replace(/#\{([\w.-]+)(?:\((.*?)\))?\}/gs, (_, key, args) => `message('${key}'${args ? `, ${args}` : ''})`)
    .replaceAll('#locale', 'locale')
    .replace(/\$\{(.*?)\}/gs, '($1)')
    .replaceAll(' and ', ' && ')
    .replaceAll('.size()', '.length');
  return new Function('scope', `with (scope) { return (${script}); }`)(
    new Proxy(scope, { has: () => true, get: (s, k) => s[k] ?? globalThis[k] ?? null }),
  );
}
