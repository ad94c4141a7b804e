"""The shape of a page: its markup without its words. What axe says of one page it says of every page of the same shape.

Two pages have one shape where each element, in order, has the same tag, the same attributes, the same classes, roles, states and
types, holds words where the other does, and can be scrolled where the other can. Left out is what no rule of axe that runs by
default looks at: which words stand there, which address a link has, which number an id ends with. Equal neighbours count once,
and in a list or the body of a table, where rows of few sorts alternate, each sort counts once: the fortieth row like the third is
not news. The frame (masthead, navigation, foot) and the main part stand beside each other and count each for itself: no rule
weighs one against the other, but for what every page has once by base.html, a main part and a heading in it. Colours follow from
classes alone, since no page has a style of its own. What leaving out the ids would hide (an id given twice, a label, description
or control tied to nothing) is asked of every page.
"""

from playwright.sync_api import Page

_SHAPE = """() => {
  const kept = new Set(['class', 'role', 'type', 'lang', 'scope', 'tabindex', 'rel', 'dir', 'method', 'autocomplete', 'media',
    'http-equiv', 'content', 'colspan', 'rowspan', 'data-bs-toggle', 'aria-expanded', 'aria-hidden', 'aria-current', 'aria-live',
    'aria-pressed', 'aria-checked', 'aria-selected', 'aria-disabled', 'aria-invalid', 'aria-required', 'aria-haspopup',
    'aria-modal', 'aria-busy', 'aria-atomic', 'aria-sort', 'aria-valuenow', 'aria-orientation']);
  const rows = new Set(['TBODY', 'UL', 'OL', 'SELECT', 'OPTGROUP', 'DATALIST']);
  const scrolls = (el) => (el.scrollWidth > el.clientWidth + 1 || el.scrollHeight > el.clientHeight + 1)
    && /auto|scroll/.test(getComputedStyle(el).overflow) ? '~' : '';
  const attribute = (at) => kept.has(at.name) ? `${at.name}=${at.value.trim()}` : at.value.trim() ? at.name : `${at.name}!`;
  const parts = [];
  const shape = (el) => {
    const inside = [], seen = new Set();
    for (const node of el.childNodes) {
      const one = node.nodeType === 1 ? shape(node) : node.nodeType === 3 && node.data.trim() ? 'words' : '';
      if (!one || one === inside[inside.length - 1] || (rows.has(el.tagName) && seen.has(one))) continue;
      seen.add(one);
      inside.push(one);
    }
    const whole = `<${el.tagName}${scrolls(el)} ${[...el.attributes].map(attribute).sort().join(' ')}>${inside.join('')}</>`;
    if (el.tagName !== 'MAIN') return whole;
    parts.push(whole);
    return '<MAIN>';
  };
  parts.push(shape(document.documentElement));
  return parts;
}"""

_TIES = """() => {
  const found = [], ids = [...document.querySelectorAll('[id]')].map((el) => el.id);
  for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at))) found.push(`id given twice: ${id}`);
  for (const name of ['for', 'aria-labelledby', 'aria-describedby', 'aria-controls', 'aria-owns', 'aria-activedescendant'])
    for (const el of document.querySelectorAll(`[${name}]`))
      for (const id of el.getAttribute(name).split(/\\s+/))
        if (id && !document.getElementById(id)) found.push(`${name} leads to nothing: ${id}`);
  return found;
}"""


def shapes_of(page: Page) -> set[str]:
    """The markup of `page` as it stands, without its words: of its frame and of its main part."""
    return {str(part) for part in page.evaluate(_SHAPE)}


def loose_ties(page: Page) -> list[str]:
    """Ids given twice, and labels, descriptions and controls tied to an id that is not there."""
    return [str(fault) for fault in page.evaluate(_TIES)]
