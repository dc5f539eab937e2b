/** The link to the same page in the other language: the address may have changed since the server wrote it. */
const link = document.querySelector<HTMLAnchorElement>('.bar .language');

function aim(): void {
  const { pathname, search, hash } = location;
  const query = new URLSearchParams(search);
  query.set('lang', link!.dataset.lang!);
  // Commas stand for themselves in a query; schedules have many.
  link!.href = `${pathname}?${query.toString().replaceAll('%2C', ',')}${hash}`;
}

for (const event of ['pointerenter', 'pointerdown', 'focus', 'click']) link?.addEventListener(event, aim);
