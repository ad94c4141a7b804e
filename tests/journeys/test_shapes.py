"""Which pages count as one for axe: those that differ in words alone; and that nothing it would speak of is taken for words."""

import pytest
from playwright.sync_api import Page

from tests.journeys.shapes import loose_ties, shapes_of

PAGE = """<!doctype html><html lang="zh-Hans"><head><title>甲</title></head><body><nav><ul><li><a href="/a">一</a></li></ul></nav>
<main><h1>标题</h1><label for="x">姓名</label><input id="x" aria-describedby="y"><p id="y" class="quiet">说明</p>
<table><tbody><tr><td class="late">逾期</td></tr><tr><td class="done">完成</td></tr></tbody></table></main></body></html>"""


def shapes(page: Page, html: str) -> set[str]:
    page.set_content(html)
    return shapes_of(page)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("标题", "别的标题"),
        ('href="/a"', 'href="/b/7/"'),
        ("</tbody>", '<tr><td class="late">逾期三天</td></tr></tbody>'),
        ("</li></ul>", '</li><li><a href="/c">二</a></li></ul>'),
    ],
    ids=["words", "address", "one more row of a known sort", "one more entry"],
)
def test_other_words_and_more_of_the_same_make_no_other_page(page: Page, old: str, new: str) -> None:
    assert shapes(page, PAGE.replace(old, new)) == shapes(page, PAGE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (">一</a>", "></a>"),
        ('for="x"', ""),
        ('class="quiet"', 'class="loud"'),
        ("<h1>标题</h1>", "<h3>标题</h3>"),
        ('<input id="x"', '<input type="checkbox" id="x"'),
        ('<td class="done">完成', '<td class="done" role="button">完成'),
        ("</tbody>", '<tr><td class="soon">将到期</td></tr></tbody>'),
        ('lang="zh-Hans"', ""),
    ],
    ids=["no words", "no label", "class", "level", "type", "role", "a row of another sort", "language"],
)
def test_whatever_axe_could_speak_of_makes_another_page(page: Page, old: str, new: str) -> None:
    assert shapes(page, PAGE.replace(old, new)) != shapes(page, PAGE)


def test_a_frame_and_a_main_part_seen_on_other_pages_are_not_news(page: Page) -> None:
    wide = PAGE.replace("</nav>", "</nav><p>横幅</p>")
    long = PAGE.replace("</main>", "<h2>更多</h2></main>")
    both = wide.replace("</main>", "<h2>更多</h2></main>")
    assert shapes(page, both) <= shapes(page, wide) | shapes(page, long)
    assert not shapes(page, both) <= shapes(page, PAGE) | shapes(page, long)


def test_an_id_given_twice_or_missing_is_told_of_every_page(page: Page) -> None:
    page.set_content(PAGE)
    assert loose_ties(page) == []
    page.set_content(PAGE.replace("<h1>", '<h1 id="x">').replace('id="y"', 'id="z"'))
    assert loose_ties(page) == ["id given twice: x", "aria-describedby leads to nothing: y"]
